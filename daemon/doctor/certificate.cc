#include "daemon/doctor/certificate.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <stdexcept>

namespace agendad::daemon::doctor {
namespace {

template <typename T, auto kFree>
struct Freer {
  void operator()(T* it) const { kFree(it); }
};
using Certificate = std::unique_ptr<X509, Freer<X509, X509_free>>;
using Store = std::unique_ptr<X509_STORE, Freer<X509_STORE, X509_STORE_free>>;
using Context =
    std::unique_ptr<X509_STORE_CTX, Freer<X509_STORE_CTX, X509_STORE_CTX_free>>;

struct Verdict {
  int error = X509_V_OK;
  int depth = 0;
};

enum class Dates { kCount, kIgnore };

std::string CommonName(const X509_NAME* name) {
  std::string text(256, '\0');
  const int length =
      X509_NAME_get_text_by_NID(name, NID_commonName, text.data(), 256);
  if (length >= 0) {
    text.resize(static_cast<std::size_t>(length));
    return text;
  }
  X509_NAME_oneline(name, text.data(), 256);
  text.resize(text.find('\0'));
  return text;
}

std::chrono::sys_seconds ToTime(const ASN1_TIME* time) {
  std::tm broken_down{};
  ASN1_TIME_to_tm(time, &broken_down);
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&broken_down)));
}

std::string TextOf(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::vector<std::string> NamesOf(X509* certificate) {
  std::vector<std::string> names;
  auto* const all = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(all); ++i) {
    const GENERAL_NAME* const name = sk_GENERAL_NAME_value(all, i);
    if (name->type == GEN_DNS) names.push_back(TextOf(name->d.dNSName));
  }
  GENERAL_NAMES_free(all);
  return names;
}

std::string WhereIssuerIs(X509* certificate) {
  std::string where;
  auto* const all = static_cast<AUTHORITY_INFO_ACCESS*>(
      X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(all); ++i) {
    const ACCESS_DESCRIPTION* const one = sk_ACCESS_DESCRIPTION_value(all, i);
    if (OBJ_obj2nid(one->method) == NID_ad_ca_issuers &&
        one->location->type == GEN_URI) {
      where = TextOf(one->location->d.uniformResourceIdentifier);
    }
  }
  AUTHORITY_INFO_ACCESS_free(all);
  return where;
}

Store Roots(const std::string& ca_file) {
  Store store(X509_STORE_new());
  const bool is_read =
      ca_file.empty() ? X509_STORE_set_default_paths(store.get()) == 1
                      : X509_STORE_load_file(store.get(), ca_file.c_str()) == 1;
  if (!is_read) {
    throw std::runtime_error("no certificates can be read from " +
                             (ca_file.empty() ? "the system" : ca_file));
  }
  return store;
}

Verdict Verify(X509_STORE* roots, X509* leaf, STACK_OF(X509) * sent,
               Dates dates) {
  const Context context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), roots, leaf, sent);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  if (dates == Dates::kIgnore) {
    X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME);
  }
  if (X509_verify_cert(context.get()) == 1) return {};
  return {X509_STORE_CTX_get_error(context.get()),
          X509_STORE_CTX_get_error_depth(context.get())};
}

bool IsIssuerAbsent(const Verdict& verdict) {
  return verdict.error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
         verdict.error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
         verdict.error == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
}

// What the issuer of the last certificate says, where it can be had; without
// it, that of the server's own certificate is the one that has to be sent.
TlsFacts::Chain WhatIsAbsent(X509_STORE* roots, X509* leaf,
                             STACK_OF(X509) * sent, const Verdict& verdict,
                             const FetchCertificate& fetch) {
  const auto guess = verdict.depth == 0 ? TlsFacts::Chain::kMissingIntermediate
                                        : TlsFacts::Chain::kUnknownRoot;
  X509* const last =
      verdict.depth == 0 ? leaf : sk_X509_value(sent, sk_X509_num(sent) - 1);
  const std::string where = WhereIssuerIs(last);
  if (where.empty()) return guess;
  const std::string der = fetch(where);
  const auto* octets = reinterpret_cast<const unsigned char*>(der.data());
  Certificate issuer(d2i_X509(nullptr, &octets, static_cast<long>(der.size())));
  if (!issuer) return guess;
  STACK_OF(X509)* const all = sk_X509_dup(sent);
  sk_X509_push(all, issuer.get());
  const auto with_it = Verify(roots, leaf, all, Dates::kIgnore);
  sk_X509_free(all);
  return with_it.error == X509_V_OK ? TlsFacts::Chain::kMissingIntermediate
                                    : TlsFacts::Chain::kUnknownRoot;
}

}  // namespace

void JudgeCertificate(SSL* session, const std::string& host,
                      const std::string& ca_file, const FetchCertificate& fetch,
                      TlsFacts& facts) {
  const Store roots = Roots(ca_file);
  STACK_OF(X509)* const sent = SSL_get_peer_cert_chain(session);
  const Certificate leaf(SSL_get1_peer_certificate(session));
  if (!leaf || sent == nullptr || sk_X509_num(sent) == 0) {
    facts.chain = TlsFacts::Chain::kBroken;
    facts.problem = "no certificate was sent";
    return;
  }
  facts.sent = static_cast<std::size_t>(sk_X509_num(sent));
  facts.subject = CommonName(X509_get_subject_name(leaf.get()));
  facts.issuer = CommonName(
      X509_get_issuer_name(sk_X509_value(sent, sk_X509_num(sent) - 1)));
  facts.not_before = ToTime(X509_get0_notBefore(leaf.get()));
  facts.not_after = ToTime(X509_get0_notAfter(leaf.get()));
  facts.names = NamesOf(leaf.get());
  facts.is_name_right =
      X509_check_host(leaf.get(), host.data(), host.size(), 0, nullptr) == 1 ||
      X509_check_ip_asc(leaf.get(), host.c_str(), 0) == 1;

  auto verdict = Verify(roots.get(), leaf.get(), sent, Dates::kIgnore);
  // The dates of the server's own certificate are told apart from the chain.
  if (verdict.error == X509_V_OK) {
    const auto dated = Verify(roots.get(), leaf.get(), sent, Dates::kCount);
    if (dated.depth > 0) verdict = dated;
  }
  if (verdict.error == X509_V_OK) return;
  facts.problem = X509_verify_cert_error_string(verdict.error);
  if (verdict.error == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) {
    facts.chain = TlsFacts::Chain::kSelfSigned;
  } else if (verdict.error == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN) {
    facts.chain = TlsFacts::Chain::kUnknownRoot;
  } else if (IsIssuerAbsent(verdict)) {
    facts.chain = WhatIsAbsent(roots.get(), leaf.get(), sent, verdict, fetch);
  } else {
    facts.chain = TlsFacts::Chain::kBroken;
  }
}

}  // namespace agendad::daemon::doctor
