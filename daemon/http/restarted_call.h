// A call of the system that writes to a socket, as Asio reports such calls.
#ifndef AGENDAD_DAEMON_HTTP_RESTARTED_CALL_H_
#define AGENDAD_DAEMON_HTTP_RESTARTED_CALL_H_

#include <sys/types.h>

#include <boost/system/error_code.hpp>
#include <cerrno>
#include <cstddef>

namespace agendad::daemon::http {

// What `call` returns, which is as write(2) does, once no signal interrupts it;
// 0 with `failure` set if it fails. Any thread.
template <class Call>
std::size_t Restarted(Call call, boost::system::error_code& failure) {
  ssize_t octets = 0;
  do {
    octets = call();
  } while (octets < 0 && errno == EINTR);
  if (octets < 0) {
    failure.assign(errno, boost::system::system_category());
    return 0;
  }
  failure.clear();
  return static_cast<std::size_t>(octets);
}

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_RESTARTED_CALL_H_
