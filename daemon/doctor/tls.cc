#include "daemon/doctor/tls.h"

#include <openssl/ssl.h>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/verify_mode.hpp>
#include <utility>

#include "daemon/doctor/certificate.h"
#include "daemon/doctor/link.h"

namespace agendad::daemon::doctor {
namespace {

// At this level OpenSSL still speaks TLS 1.0 and takes short keys.
constexpr char kAnyCipher[] = "DEFAULT:@SECLEVEL=0";

struct TlsVersion {
  int number;
  const char* name;
};
constexpr TlsVersion kTlsVersions[] = {{TLS1_VERSION, "1.0"},
                                       {TLS1_1_VERSION, "1.1"},
                                       {TLS1_2_VERSION, "1.2"},
                                       {TLS1_3_VERSION, "1.3"}};

bool Offers(const TlsVersion& version, const Url& url,
            const std::string& address, Deadline deadline) {
  auto context = LenientContext();
  SSL_CTX_set_min_proto_version(context.native_handle(), version.number);
  SSL_CTX_set_max_proto_version(context.native_handle(), version.number);
  Link link(deadline);
  return !link.Connect(address, url.port) && !link.StartTls(context, url.host);
}

// An intermediate that the server did not send, from where its certificate
// says that it is (RFC 5280 4.2.2.1): DER, or empty.
std::string FetchIssuer(const std::string& address_of_issuer,
                        Deadline deadline) {
  const auto url = ParseUrl(address_of_issuer);
  if (!url || url->is_https) return {};
  std::string reason;
  const auto addresses = LookUp(url->host, deadline, reason);
  if (addresses.empty()) return {};
  auto exchange = Ask({"GET", *url, {}}, addresses.front(), deadline);
  const bool is_there = exchange.IsWhole() && exchange.status == 200;
  return is_there ? std::move(exchange.body) : std::string();
}

}  // namespace

boost::asio::ssl::context LenientContext() {
  boost::asio::ssl::context context(boost::asio::ssl::context::tls_client);
  context.set_verify_mode(boost::asio::ssl::verify_none);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
  SSL_CTX_set_cipher_list(context.native_handle(), kAnyCipher);
  // Many servers end without a word of TLS; whether the answer is whole, HTTP
  // itself says.
  SSL_CTX_set_options(context.native_handle(), SSL_OP_IGNORE_UNEXPECTED_EOF);
  return context;
}

TlsFacts LookAtTls(const Url& url, const std::string& address,
                   const std::string& ca_file, Deadline deadline) {
  TlsFacts facts;
  facts.address = address;
  {
    auto context = LenientContext();
    Link link(deadline);
    auto code = link.Connect(address, url.port);
    if (!code) code = link.StartTls(context, url.host);
    if (code) {
      const bool is_late = code == boost::asio::error::timed_out;
      facts.failure = is_late ? Failure::kDeadline : Failure::kTls;
      facts.reason = is_late ? "it took too long" : code.message();
      return facts;
    }
    JudgeCertificate(
        link.Native(), url.host, ca_file,
        [&](const std::string& where) { return FetchIssuer(where, deadline); },
        facts);
  }
  for (const auto& version : kTlsVersions) {
    if (Offers(version, url, address, deadline)) {
      facts.versions.emplace_back(version.name);
    }
  }
  return facts;
}

}  // namespace agendad::daemon::doctor
