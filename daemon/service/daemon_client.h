// Asks the daemon of this machine, as `agendad status` does. Any thread; waits.
#ifndef AGENDAD_DAEMON_SERVICE_DAEMON_CLIENT_H_
#define AGENDAD_DAEMON_SERVICE_DAEMON_CLIENT_H_

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace agendad::daemon {

inline constexpr std::chrono::milliseconds kAskPatience(3000);

// The whole answer to one line. Absent if no daemon answers at this socket:
// nothing is there, nobody listens, or no whole answer of at least an octet
// came in time. Throws std::system_error if it may not be asked (EACCES) or the
// system has no sockets left.
std::optional<std::string> AskDaemon(
    const std::filesystem::path& socket, std::string_view request,
    std::chrono::milliseconds patience = kAskPatience);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SERVICE_DAEMON_CLIENT_H_
