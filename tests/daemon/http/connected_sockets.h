// Two ends of a connection within the test, for what writes to a socket.
#ifndef AGENDAD_TESTS_DAEMON_HTTP_CONNECTED_SOCKETS_H_
#define AGENDAD_TESTS_DAEMON_HTTP_CONNECTED_SOCKETS_H_

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <string>
#include <utility>

#include "daemon/file_descriptor.h"

namespace agendad::daemon::http {

// Both wait for nothing.
inline std::pair<FileDescriptor, FileDescriptor> Connected() {
  std::array<int, 2> ends{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()),
            0);
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

// All that has arrived at this end.
inline std::string Received(const FileDescriptor& end) {
  std::string text;
  std::array<char, 65536> part{};
  for (ssize_t octets = 0;
       (octets = ::recv(end.Get(), part.data(), part.size(), 0)) > 0;) {
    text.append(part.data(), static_cast<std::size_t>(octets));
  }
  return text;
}

}  // namespace agendad::daemon::http

#endif  // AGENDAD_TESTS_DAEMON_HTTP_CONNECTED_SOCKETS_H_
