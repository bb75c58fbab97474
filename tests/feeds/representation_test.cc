#include "feeds/representation.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <random>
#include <string>

namespace agendad::feeds {
namespace {

constexpr std::size_t kRoom = 2'000'000;

std::string Gunzipped(std::string coded) {
  std::string text(kRoom, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);  // a gzip header or nothing
  stream.next_in = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_in = static_cast<uInt>(coded.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0U);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

std::string Unbrotlied(const std::string& coded) {
  std::string text(kRoom, '\0');
  std::size_t size = text.size();
  EXPECT_EQ(
      BrotliDecoderDecompress(
          coded.size(), reinterpret_cast<const std::uint8_t*>(coded.data()),
          &size, reinterpret_cast<std::uint8_t*>(text.data())),
      BROTLI_DECODER_RESULT_SUCCESS);
  text.resize(size);
  return text;
}

Representations Made(const std::string& text, const std::string& hash,
                     Compress compress) {
  const std::size_t half = text.size() / 2;
  Pieces pieces;
  pieces.Add(std::string_view(text).substr(0, half));
  pieces.Add(std::string_view(text).substr(half));
  return MakeRepresentations(pieces, hash, compress);
}

TEST(MakeRepresentations, AllCodingsDecodeToTheSameBytes) {
  std::mt19937 random(7);
  std::string noise(50'000, '\0');
  for (char& c : noise) c = static_cast<char>(random() & 0xff);
  std::string repeated;
  while (repeated.size() < 1'000'000) repeated += "DTSTART;VALUE=DATE:2024\r\n";
  for (const std::string& body :
       {std::string(), std::string("x"), std::string("Sesión · 🗳️\r\n"),
        noise, repeated}) {
    const auto made = Made(body, "0123", Compress::kYes);
    EXPECT_EQ(made[0].body, "");
    EXPECT_EQ(Gunzipped(made[1].body), body);
    EXPECT_EQ(Unbrotlied(made[2].body), body);
  }
  const auto made = Made(repeated, "0123", Compress::kYes);
  // What is held is no larger than what is sent.
  EXPECT_LT(made[1].body.capacity(), repeated.size() / 50);
  EXPECT_LT(made[2].body.capacity(), repeated.size() / 50);
}

// Two builds of the same feed are one answer: no name, no time in the header.
TEST(MakeRepresentations, GzipHasNoTime) {
  const auto made = Made("text", "0123", Compress::kYes);
  EXPECT_EQ(made[1].body.substr(0, 8),
            std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
}

TEST(MakeRepresentations, EntityTagsDifferByCoding) {
  const auto made = Made("text", "00ff", Compress::kYes);
  EXPECT_EQ(made[0].etag, "\"00ff\"");
  EXPECT_EQ(made[1].etag, "\"00ff-gzip\"");
  EXPECT_EQ(made[2].etag, "\"00ff-br\"");
}

TEST(MakeRepresentations, WithoutCompressionThereAreOnlyEntityTags) {
  const auto made = Made("text", "00ff", Compress::kNo);
  EXPECT_EQ(made[0].body, "");
  EXPECT_EQ(made[1].body, "");
  EXPECT_EQ(made[2].body, "");
}

TEST(ContentCoding, Names) {
  EXPECT_EQ(ToText(ContentCoding::kIdentity), "identity");
  EXPECT_EQ(ToText(ContentCoding::kGzip), "gzip");
  EXPECT_EQ(ToText(ContentCoding::kBrotli), "br");
}

}  // namespace
}  // namespace agendad::feeds
