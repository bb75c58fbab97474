#include "daemon/http/tls_context.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <ctime>
#include <new>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace agendad::daemon::http {
namespace {

// Of TLS 1.2; those without AEAD are for Exchange on Windows Server 2012, which
// has nothing better for RSA certificates.
constexpr const char* kCiphers =
    "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:ECDHE+AES";

// With its length in front (RFC 7301 3.1).
constexpr std::string_view kProtocols = "\x08http/1.1";

// The first of the series tells what happened, the others who noticed.
std::string FirstError() {
  const unsigned long error = ERR_peek_error();
  if (ERR_SYSTEM_ERROR(error))
    return std::generic_category().message(ERR_GET_REASON(error));
  const char* const reason = ERR_reason_error_string(error);
  return reason == nullptr ? "unknown" : reason;
}

[[noreturn]] void Throw(std::string_view what, const std::string& file,
                        std::string_view expected) {
  const std::string reason = FirstError();
  ERR_clear_error();
  throw std::runtime_error(std::string(what).append(" ").append(file) + ": " +
                           reason + "; expected " + std::string(expected));
}

// Nobody is there to be asked.
int NoPassphrase(char*, int, int, void*) { return 0; }

int ChooseProtocol(SSL*, const unsigned char** chosen, unsigned char* length,
                   const unsigned char* offered, unsigned offered_length,
                   void*) {
  unsigned char* found = nullptr;
  const auto* ours = reinterpret_cast<const unsigned char*>(kProtocols.data());
  if (SSL_select_next_proto(&found, length, ours,
                            static_cast<unsigned>(kProtocols.size()), offered,
                            offered_length) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

TlsContext::TlsContext(const std::string& certificate_file,
                       const std::string& key_file)
    : context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
  SSL_CTX* const context = context_.get();
  if (context == nullptr) throw std::bad_alloc();
  ERR_clear_error();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_PRIORITIZE_CHACHA);
  // Buffers of connections that wait are given back: most of them wait.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS |
                                SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 1);
  SSL_CTX_set_dh_auto(context, 1);
  SSL_CTX_set_default_passwd_cb(context, &NoPassphrase);
  SSL_CTX_set_alpn_select_cb(context, &ChooseProtocol, nullptr);
  if (SSL_CTX_set_cipher_list(context, kCiphers) != 1) throw std::bad_alloc();

  if (SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) !=
      1) {
    Throw("cannot use the certificate", certificate_file,
          "a certificate and its chain in PEM");
  }
  if (SSL_CTX_use_PrivateKey_file(context, key_file.c_str(),
                                  SSL_FILETYPE_PEM) != 1) {
    Throw("cannot use the key", key_file,
          "the certificate's private key in PEM, without a passphrase");
  }
}

std::unique_ptr<SSL, decltype(&SSL_free)> TlsContext::NewSession() const {
  std::unique_ptr<SSL, decltype(&SSL_free)> session(SSL_new(context_.get()),
                                                    &SSL_free);
  if (session == nullptr) throw std::bad_alloc();
  SSL_set_accept_state(session.get());
  return session;
}

std::chrono::sys_seconds TlsContext::NotAfter() const {
  std::tm time{};
  ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(context_.get())),
                  &time);
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&time)));
}

}  // namespace agendad::daemon::http
