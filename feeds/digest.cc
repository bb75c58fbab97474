#include "feeds/digest.h"

#include <openssl/evp.h>

#include <cstddef>
#include <stdexcept>

#include "config/utf8.h"

namespace agendad::feeds {
namespace {

// Drawn once at random. Every UID that was ever published depends on it.
constexpr std::array<unsigned char, 16> kNamespace = {
    0x2f, 0xec, 0xb3, 0xce, 0x2f, 0x7d, 0x47, 0x72,
    0xac, 0xbe, 0xc1, 0x12, 0x93, 0x2f, 0x36, 0x59};

void Require(bool fine) {
  if (!fine) throw std::runtime_error("libcrypto cannot compute a digest");
}

}  // namespace

struct Digester::Algorithms {
  EVP_MD* sha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  EVP_MD* sha256 = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  EVP_MD_CTX* context = EVP_MD_CTX_new();

  ~Algorithms() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(sha256);
    EVP_MD_free(sha1);
  }
};

Digester::Digester() : algorithms_(std::make_unique<Algorithms>()) {
  Require(algorithms_->sha1 && algorithms_->sha256 && algorithms_->context);
}

Digester::~Digester() = default;

Sha256 Digester::Hash(std::string_view bytes) {
  Sha256 hash;
  auto* context = algorithms_->context;
  Require(EVP_DigestInit_ex2(context, algorithms_->sha256, nullptr) == 1 &&
          EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1 &&
          EVP_DigestFinal_ex(context, hash.data(), nullptr) == 1);
  return hash;
}

std::string Digester::Uuid(std::string_view name) {
  std::array<unsigned char, 20> hash;
  auto* context = algorithms_->context;
  Require(EVP_DigestInit_ex2(context, algorithms_->sha1, nullptr) == 1 &&
          EVP_DigestUpdate(context, kNamespace.data(), kNamespace.size()) ==
              1 &&
          EVP_DigestUpdate(context, name.data(), name.size()) == 1 &&
          EVP_DigestFinal_ex(context, hash.data(), nullptr) == 1);
  hash[6] = static_cast<unsigned char>((hash[6] & 0x0f) | 0x50);
  hash[8] = static_cast<unsigned char>((hash[8] & 0x3f) | 0x80);
  std::string uuid;
  uuid.reserve(36);
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
    config::AppendHex(hash[i], uuid);
  }
  return uuid;
}

std::string Hex(const Sha256& hash) {
  std::string text;
  text.reserve(2 * hash.size());
  for (const unsigned char octet : hash) config::AppendHex(octet, text);
  return text;
}

std::string ShortHex(const Sha256& hash) { return Hex(hash).substr(0, 32); }

}  // namespace agendad::feeds
