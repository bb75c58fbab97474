#include "daemon/doctor/content_decoder.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <array>
#include <cstdint>
#include <memory>

#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr int kDeflateWindowBits = 15;
constexpr int kGzipWindowBits = 15 + 16;  // 16: a gzip header, nothing else
constexpr std::size_t kStep = 64 * 1024;

std::optional<std::string> Inflate(std::string_view coded, int window_bits,
                                   std::size_t most) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return std::nullopt;
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> end(&stream,
                                                             inflateEnd);
  // zlib's interface predates const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
  stream.avail_in = static_cast<uInt>(coded.size());
  std::string text;
  std::array<Bytef, kStep> step{};
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = step.data();
    stream.avail_out = static_cast<uInt>(step.size());
    result = inflate(&stream, Z_NO_FLUSH);
    text.append(reinterpret_cast<const char*>(step.data()),
                step.size() - stream.avail_out);
    if (text.size() > most) return std::nullopt;
  }
  if (result != Z_STREAM_END || stream.avail_in > 0) return std::nullopt;
  return text;
}

std::optional<std::string> Unbrotli(std::string_view coded, std::size_t most) {
  const std::unique_ptr<BrotliDecoderState,
                        decltype(&BrotliDecoderDestroyInstance)>
      state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
            BrotliDecoderDestroyInstance);
  if (!state) return std::nullopt;
  const auto* in = reinterpret_cast<const std::uint8_t*>(coded.data());
  std::size_t in_left = coded.size();
  std::string text;
  std::array<std::uint8_t, kStep> step{};
  auto result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
    std::uint8_t* out = step.data();
    std::size_t out_left = step.size();
    result = BrotliDecoderDecompressStream(state.get(), &in_left, &in,
                                           &out_left, &out, nullptr);
    text.append(reinterpret_cast<const char*>(step.data()),
                step.size() - out_left);
    if (text.size() > most) return std::nullopt;
  }
  if (result != BROTLI_DECODER_RESULT_SUCCESS || in_left > 0) {
    return std::nullopt;
  }
  return text;
}

}  // namespace

std::optional<std::string> Decode(std::string_view coding,
                                  std::string_view coded, std::size_t most) {
  if (http::EqualsIgnoringCase(coding, "gzip") ||
      http::EqualsIgnoringCase(coding, "x-gzip")) {
    return Inflate(coded, kGzipWindowBits, most);
  }
  if (http::EqualsIgnoringCase(coding, "deflate")) {
    return Inflate(coded, kDeflateWindowBits, most);
  }
  if (http::EqualsIgnoringCase(coding, "br")) return Unbrotli(coded, most);
  if (!coding.empty() && !http::EqualsIgnoringCase(coding, "identity")) {
    return std::nullopt;
  }
  if (coded.size() > most) return std::nullopt;
  return std::string(coded);
}

}  // namespace agendad::daemon::doctor
