#include "daemon/http/tls_session.h"

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <new>

namespace agendad::daemon::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// The plain octets of one record (RFC 8446 5.1).
constexpr std::size_t kRecord = 16 * 1024;

}  // namespace

TlsSession::TlsSession(const TlsContext& context, int socket)
    : session_(context.NewSession()) {
  if (SSL_set_fd(session_.get(), socket) != 1) throw std::bad_alloc();
}

error_code TlsSession::FailureOf(int result) {
  const int error = SSL_get_error(session_.get(), result);
  waits_to_write_ = error == SSL_ERROR_WANT_WRITE;
  if (waits_to_write_ || error == SSL_ERROR_WANT_READ)
    return asio::error::would_block;
  if (error == SSL_ERROR_ZERO_RETURN) return asio::error::eof;
  is_lost_ = true;
  return asio::error::connection_reset;
}

std::size_t TlsSession::Read(asio::mutable_buffer to, error_code& failure) {
  ERR_clear_error();
  std::size_t octets = 0;
  const int result = SSL_read_ex(session_.get(), to.data(), to.size(), &octets);
  failure = result == 1 ? error_code() : FailureOf(result);
  return octets;
}

std::size_t TlsSession::Write(std::span<const asio::const_buffer> from,
                              error_code& failure) {
  // One record of many small pieces. The same octets make the same one again.
  std::array<char, kRecord> record;  // NOLINT: filled as far as it is used
  const std::size_t size = asio::buffer_copy(asio::buffer(record), from);
  ERR_clear_error();
  std::size_t octets = 0;
  const int result = SSL_write_ex(session_.get(), record.data(), size, &octets);
  failure = result == 1 ? error_code() : FailureOf(result);
  return octets;
}

void TlsSession::ShutDown() {
  if (is_lost_) return;
  ERR_clear_error();
  SSL_shutdown(session_.get());
}

}  // namespace agendad::daemon::http
