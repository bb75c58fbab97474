// A listening socket, and the loop that accepts from it and never gives up.
//
// Out of descriptors or memory it rests and goes on; at the cap of connections
// it leaves the next ones in the system's queue until one has closed.
#ifndef AGENDAD_DAEMON_HTTP_LISTENER_H_
#define AGENDAD_DAEMON_HTTP_LISTENER_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "daemon/file_descriptor.h"

namespace agendad::daemon::http {

// Listening, non-blocking sockets for every address that the host has (a name
// may have two). With port 0 the system chooses one, the same for all. Throws
// std::system_error that names the address.
std::vector<FileDescriptor> OpenListeningSockets(
    const config::ListenAddress& address);

// The port that a listening IPv4 or IPv6 socket has. Throws std::system_error.
std::uint16_t PortOf(const FileDescriptor& socket);

// One thread: that of `context`. Every callback is called on it.
class Listener {
 public:
  struct Callbacks {
    // Takes a place for one more connection; false if there is none: then the
    // listener waits for Resume().
    std::function<bool()> reserve;
    std::function<void()> give_back;  // a reserved place that was not needed
    std::function<void(FileDescriptor socket, int family)> accepted;
    std::function<void(const std::string& message)> report;
  };

  Listener(boost::asio::io_context& context, FileDescriptor socket,
           std::chrono::milliseconds rest, Callbacks callbacks);

  // Accepts, if it is not at it already.
  void Resume();

  // Accepts no more; the system refuses who comes after this.
  void Close();

 private:
  void Wait();
  void Accept();
  // True if there may be more to accept.
  bool AcceptOne();
  void Rest(int error);

  boost::asio::posix::stream_descriptor socket_;
  boost::asio::steady_timer timer_;
  std::chrono::milliseconds rest_;
  Callbacks callbacks_;
  bool waiting_ = false;    // for a client, or for the end of a rest
  int reported_error_ = 0;  // since the last connection
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_LISTENER_H_
