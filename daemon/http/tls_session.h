// The server's end of TLS on one socket, as if it were a socket itself: what it
// cannot do without waiting it does not do. One thread, with its signals
// blocked (a client that is gone raises SIGPIPE).
#ifndef AGENDAD_DAEMON_HTTP_TLS_SESSION_H_
#define AGENDAD_DAEMON_HTTP_TLS_SESSION_H_

#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <memory>
#include <span>

#include "daemon/http/tls_context.h"

namespace agendad::daemon::http {

class TlsSession {
 public:
  // `socket` is non-blocking and outlives the session. The handshake is part of
  // the first reads. Throws std::bad_alloc.
  TlsSession(const TlsContext& context, int socket);

  // Both return the plain octets that went, at least one, or 0 and `failure`:
  // would_block until the socket can be read or written (WaitsToWrite()), eof
  // after the client's last octet, anything else for a connection that is lost.
  // After would_block Write() is to be called with the same octets again.
  std::size_t Read(boost::asio::mutable_buffer to,
                   boost::system::error_code& failure);
  std::size_t Write(std::span<const boost::asio::const_buffer> from,
                    boost::system::error_code& failure);

  // What the last would_block waits for.
  bool WaitsToWrite() const { return waits_to_write_; }

  // Tells the client that nothing more comes (RFC 8446 6.1).
  void ShutDown();

 private:
  boost::system::error_code FailureOf(int result);

  std::unique_ptr<SSL, decltype(&SSL_free)> session_;
  bool waits_to_write_ = false;
  bool is_lost_ = false;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_TLS_SESSION_H_
