#include "daemon/service/service_manager.h"

#include <sys/socket.h>
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <utility>

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

std::vector<PassedSocket> TakePassedSockets() {
  char** names = nullptr;
  const int count = sd_listen_fds_with_names(/*unset_environment=*/1, &names);
  std::vector<PassedSocket> passed;
  for (int i = 0; i < count; ++i) {
    PassedSocket socket{FileDescriptor(SD_LISTEN_FDS_START + i), names[i]};
    std::free(names[i]);
    passed.push_back(std::move(socket));
  }
  std::free(names);
  for (PassedSocket& socket : passed) {
    // A socket unit that does not name it, and systemd-socket-activate(1).
    if (socket.name == "unknown" || socket.name.ends_with(".socket"))
      socket.name = "http";
    if (socket.name != "http" && socket.name != "redirect" &&
        socket.name != "admin") {
      throw std::runtime_error(
          "the service manager passed a socket named '" + socket.name +
          "'; expected FileDescriptorName= http, redirect or admin");
    }
    if (sd_is_socket(socket.socket.Get(), AF_UNSPEC, SOCK_STREAM, 1) <= 0) {
      throw std::runtime_error("what the service manager passed as '" +
                               socket.name + "' is no listening stream socket");
    }
  }
  return passed;
}

void NotifyStopping() { Notify("STOPPING=1\nSTATUS=Stopping"); }

}  // namespace agendad::daemon
