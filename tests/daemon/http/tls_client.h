// A blocking client that speaks TLS as OpenSSL does, and trusts everybody. Not
// in the product.
#ifndef AGENDAD_TESTS_DAEMON_HTTP_TLS_CLIENT_H_
#define AGENDAD_TESTS_DAEMON_HTTP_TLS_CLIENT_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

#include "daemon/file_descriptor.h"

namespace agendad::daemon::http {

class TlsClient {
 public:
  // Throws std::runtime_error if there is no handshake. `protocols` as in ALPN.
  explicit TlsClient(std::uint16_t port, int newest = TLS1_3_VERSION,
                     const std::string& protocols = {}, int receive_buffer = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
        context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free),
        session_(nullptr, &SSL_free) {
    if (receive_buffer > 0) {
      ::setsockopt(socket_.Get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer,
                   sizeof receive_buffer);
    }
    const timeval patience{10, 0};
    ::setsockopt(socket_.Get(), SOL_SOCKET, SO_RCVTIMEO, &patience,
                 sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_.Get(), reinterpret_cast<const sockaddr*>(&address),
                  sizeof address) != 0)
      throw std::system_error(errno, std::generic_category(), "connect");
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), newest);
    SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    session_.reset(SSL_new(context_.get()));
    SSL_set_fd(session_.get(), socket_.Get());
    if (!protocols.empty()) {
      SSL_set_alpn_protos(
          session_.get(),
          reinterpret_cast<const unsigned char*>(protocols.data()),
          static_cast<unsigned>(protocols.size()));
    }
    if (SSL_connect(session_.get()) != 1)
      throw std::runtime_error("no handshake");
  }

  std::string Version() const { return SSL_get_version(session_.get()); }

  // The common name of the server's certificate.
  std::string ServerName() const {
    char name[256] = {};
    X509_NAME_get_text_by_NID(
        X509_get_subject_name(SSL_get0_peer_certificate(session_.get())),
        NID_commonName, name, sizeof name);
    return name;
  }

  std::string Protocol() const {
    const unsigned char* chosen = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(session_.get(), &chosen, &length);
    return std::string(reinterpret_cast<const char*>(chosen), length);
  }

  void Send(const std::string& octets) {
    std::size_t written = 0;
    SSL_write_ex(session_.get(), octets.data(), octets.size(), &written);
  }

  // At most `most` octets until the server ends; `is_closed` is then whether it
  // said so in TLS.
  std::string Read(std::size_t most) {
    std::string octets(most, '\0');
    std::size_t all = 0;
    std::size_t got = 0;
    while (all < most && SSL_read_ex(session_.get(), octets.data() + all,
                                     most - all, &got) == 1)
      all += got;
    octets.resize(all);
    is_closed = (SSL_get_shutdown(session_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
    return octets;
  }

  std::string ReadAll() { return Read(std::size_t{1} << 24); }

  bool is_closed = false;

 private:
  FileDescriptor socket_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> session_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_TESTS_DAEMON_HTTP_TLS_CLIENT_H_
