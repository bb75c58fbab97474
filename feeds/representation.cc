#include "feeds/representation.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <cstdint>
#include <stdexcept>

namespace agendad::feeds {
namespace {

// Quality 11 takes eighteen times as long for nearly the same size.
constexpr int kBrotliQuality = 5;
constexpr int kGzipWindowBits = 15 + 16;  // 16: with a gzip header
constexpr int kGzipMemoryLevel = 9;

std::string Gzip(const std::string& body) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindowBits,
                   kGzipMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot start");
  }
  std::string out(deflateBound(&stream, body.size()), '\0');
  // zlib's interface predates const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  out.shrink_to_fit();  // it was made for text that does not compress
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib cannot compress");
  return out;
}

std::string Brotli(const std::string& body) {
  std::string out(BrotliEncoderMaxCompressedSize(body.size()), '\0');
  std::size_t size = out.size();
  if (BrotliEncoderCompress(
          kBrotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, body.size(),
          reinterpret_cast<const std::uint8_t*>(body.data()), &size,
          reinterpret_cast<std::uint8_t*>(out.data())) != BROTLI_TRUE) {
    throw std::runtime_error("brotli cannot compress");
  }
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

std::string EntityTag(const std::string& hash, std::string_view suffix) {
  return "\"" + hash + std::string(suffix) + "\"";
}

}  // namespace

std::string_view ToText(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::kIdentity:
      return "identity";
    case ContentCoding::kGzip:
      return "gzip";
    case ContentCoding::kBrotli:
      return "br";
  }
  return {};
}

Representations MakeRepresentations(const Pieces& text, const std::string& hash,
                                    Compress compress) {
  Representations made;
  auto& [identity, gzip, brotli] = made;
  if (compress == Compress::kYes) {
    const std::string whole = text.Joined();
    gzip.body = Gzip(whole);
    brotli.body = Brotli(whole);
  }
  identity.etag = EntityTag(hash, "");
  gzip.etag = EntityTag(hash, "-gzip");
  brotli.etag = EntityTag(hash, "-br");
  return made;
}

}  // namespace agendad::feeds
