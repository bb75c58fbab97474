// The certificate with which new connections are opened, and the rules of TLS
// (RFC 8446, RFC 9325): 1.2 and 1.3, ciphers with forward secrecy, no
// renegotiation, no compression, tickets and no session cache, ALPN "http/1.1".
#ifndef AGENDAD_DAEMON_HTTP_TLS_CONTEXT_H_
#define AGENDAD_DAEMON_HTTP_TLS_CONTEXT_H_

#include <openssl/ssl.h>

#include <chrono>
#include <memory>
#include <string>

namespace agendad::daemon::http {

// Immutable; any thread.
class TlsContext {
 public:
  // `certificate_file`: PEM, the server's own first, then the rest of its
  // chain. `key_file`: PEM without a passphrase. Throws std::runtime_error that
  // names the file and says what is wrong with it.
  TlsContext(const std::string& certificate_file, const std::string& key_file);

  // The server's end of a connection. Throws std::bad_alloc.
  std::unique_ptr<SSL, decltype(&SSL_free)> NewSession() const;

  // When the certificate ends.
  std::chrono::sys_seconds NotAfter() const;

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_TLS_CONTEXT_H_
