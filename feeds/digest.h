// Hashes: the names of events (UUID version 5, RFC 9562 5.5) and of bytes
// (SHA-256). The only user of libcrypto in feeds/.
#ifndef AGENDAD_FEEDS_DIGEST_H_
#define AGENDAD_FEEDS_DIGEST_H_

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace agendad::feeds {

using Sha256 = std::array<unsigned char, 32>;

// Holds the algorithms, which are slow to look up. One thread at a time.
// Throws std::runtime_error if libcrypto refuses to work.
class Digester {
 public:
  Digester();
  ~Digester();
  Digester(const Digester&) = delete;
  Digester& operator=(const Digester&) = delete;

  Sha256 Hash(std::string_view bytes);

  // The UUID of `name` in agendad's own namespace, in lower case with hyphens.
  std::string Uuid(std::string_view name);

 private:
  struct Algorithms;
  std::unique_ptr<Algorithms> algorithms_;
};

// In lower-case hexadecimal digits.
std::string Hex(const Sha256& hash);

// The first 128 bits of a hash as 32 lower-case hexadecimal digits.
std::string ShortHex(const Sha256& hash);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_DIGEST_H_
