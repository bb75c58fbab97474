#include "daemon/http/gathered_write.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>

#include "daemon/http/restarted_call.h"

namespace agendad::daemon::http {
namespace {

// IOV_MAX of Linux; more are an error.
constexpr std::size_t kMostPieces = 1024;

// The system's structure for reading and writing has no const.
void* Writable(const void* data) { return const_cast<void*>(data); }

}  // namespace

std::size_t WriteGathered(int socket,
                          std::span<const boost::asio::const_buffer> pieces,
                          bool more, boost::system::error_code& failure) {
  std::array<iovec, kMostPieces> parts;  // NOLINT(*-member-init): filled below
  const std::size_t count = std::min(pieces.size(), parts.size());
  std::transform(pieces.begin(),
                 pieces.begin() + static_cast<std::ptrdiff_t>(count),
                 parts.begin(), [](const boost::asio::const_buffer& piece) {
                   return iovec{Writable(piece.data()), piece.size()};
                 });
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = count;
  const int flags = MSG_NOSIGNAL | (more ? MSG_MORE : 0);
  return Restarted([&] { return ::sendmsg(socket, &message, flags); }, failure);
}

}  // namespace agendad::daemon::http
