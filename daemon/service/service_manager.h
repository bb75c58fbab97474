// Tells systemd how the service fares (sd_notify(3), Type=notify). Without
// systemd every call does nothing. Control thread only.
#ifndef AGENDAD_DAEMON_SERVICE_SERVICE_MANAGER_H_
#define AGENDAD_DAEMON_SERVICE_SERVICE_MANAGER_H_

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "daemon/file_descriptor.h"

namespace agendad::daemon {

// `status` is one line that `systemctl status` shows.
void NotifyReady(const std::string& status);
void NotifyReloading();
void NotifyStopping();

// How often the service manager is to hear that the daemon is alive: half as
// long as it waits (WatchdogSec=); absent if it does not wait for that.
std::optional<std::chrono::microseconds> WatchdogInterval();
void NotifyAlive();

// A listening socket that the service manager opened (sd_listen_fds(3)).
struct PassedSocket {
  FileDescriptor socket;
  // What it is for: "http", "redirect" or "admin".
  std::string name;
};

// Those passed to this process; the second call has none. Throws
// std::runtime_error if one has another name, or is no listening stream socket.
std::vector<PassedSocket> TakePassedSockets();

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SERVICE_SERVICE_MANAGER_H_
