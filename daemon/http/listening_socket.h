// Sockets that listen: opened at an address, or passed on by whoever started
// the daemon. Any thread.
#ifndef AGENDAD_DAEMON_HTTP_LISTENING_SOCKET_H_
#define AGENDAD_DAEMON_HTTP_LISTENING_SOCKET_H_

#include <cstdint>
#include <vector>

#include "config/listening.h"
#include "daemon/file_descriptor.h"

namespace agendad::daemon::http {

// Listening, non-blocking sockets for every address that the TCP host has (a
// name may have two). With port 0 the system chooses one, the same for all.
// Throws std::system_error that names the address.
std::vector<FileDescriptor> OpenListeningSockets(
    const config::ListenAddress& address);

// Where a listening socket listens. Throws std::system_error if it is none, and
// std::runtime_error if it is of another family.
config::ListenAddress AddressOf(const FileDescriptor& socket);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_LISTENING_SOCKET_H_
