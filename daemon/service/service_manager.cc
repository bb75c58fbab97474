#include "daemon/service/service_manager.h"

#include <systemd/sd-daemon.h>

#include <algorithm>
#include <cstdint>

namespace agendad::daemon {
namespace {

// A service manager that is gone is no reason to stop serving.
void Notify(const std::string& state) { sd_notify(0, state.c_str()); }

}  // namespace

void NotifyReady(const std::string& status) {
  Notify("READY=1\nSTATUS=" + status);
}

// systemd 253 and later want to know when the reload began.
void NotifyReloading() {
  const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
  Notify("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(now.count()) +
         "\nSTATUS=Reading the definition");
}

std::optional<std::chrono::microseconds> WatchdogInterval() {
  std::uint64_t longest = 0;
  if (sd_watchdog_enabled(0, &longest) <= 0) return std::nullopt;
  return std::chrono::microseconds(std::max<std::uint64_t>(longest / 2, 1));
}

void NotifyAlive() { Notify("WATCHDOG=1"); }

void NotifyStopping() { Notify("STOPPING=1\nSTATUS=Stopping"); }

}  // namespace agendad::daemon
