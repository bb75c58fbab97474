// Writing many pieces to a socket in one call. An answer may have hundreds of
// them; Asio passes on at most 64 at a time, and each further call costs as
// much as copying a dozen kilobytes. Any thread.
#ifndef AGENDAD_DAEMON_HTTP_GATHERED_WRITE_H_
#define AGENDAD_DAEMON_HTTP_GATHERED_WRITE_H_

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <span>

namespace agendad::daemon::http {

// How many octets of `pieces`, in their order, the stream socket took, which
// may be less than there are; 0 with `failure` set (would_block, if it is
// non-blocking and takes none now). With `more` they may wait for what is
// written next. Never raises SIGPIPE.
std::size_t WriteGathered(int socket,
                          std::span<const boost::asio::const_buffer> pieces,
                          bool more, boost::system::error_code& failure);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_GATHERED_WRITE_H_
