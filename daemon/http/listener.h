// A listening socket, and the loop that accepts from it and never gives up.
//
// Out of descriptors or memory it rests and goes on; at the cap of connections
// it leaves the next ones in the system's queue until one has closed.
#ifndef AGENDAD_DAEMON_HTTP_LISTENER_H_
#define AGENDAD_DAEMON_HTTP_LISTENER_H_

#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "daemon/file_descriptor.h"

namespace agendad::daemon::http {

// One thread: that of `context`. Every callback is called on it.
class Listener {
 public:
  struct Callbacks {
    // Takes a place for one more connection; false if there is none: then the
    // listener waits for Resume().
    std::function<bool()> reserve;
    std::function<void()> give_back;  // a reserved place that was not needed
    // Has the reserved place from now on, whatever happens. May throw
    // std::bad_alloc. The socket is non-blocking, `address` its client's.
    std::function<void(FileDescriptor socket, const sockaddr_storage& address)>
        accepted;
    std::function<void(const std::string& message)> report;
    std::function<void()> failed;  // to accept, each time
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
  // With a reserved place. True if there may be more to accept.
  bool AcceptOne();
  void Rest(int error);

  boost::asio::posix::stream_descriptor socket_;
  boost::asio::steady_timer timer_;
  std::chrono::milliseconds rest_;
  Callbacks callbacks_;
  bool waiting_ = false;  // for a client, or for the end of a rest
  int reported_error_ = 0;
  std::chrono::steady_clock::time_point end_of_series_;  // of that error
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_LISTENER_H_
