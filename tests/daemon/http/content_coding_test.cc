#include "daemon/http/content_coding.h"

#include <gtest/gtest.h>

namespace agendad::daemon::http {
namespace {

TEST(ContentCoding, IsWhatTheClientWeighsHighest) {
  const struct {
    const char* accept_encoding;
    const char* coding;
  } rows[] = {
      {"", "identity"},
      {"identity", "identity"},
      {"gzip", "gzip"},
      {"GZip", "gzip"},
      {"x-gzip", "gzip"},
      {"br", "br"},
      {"gzip, deflate, br", "br"},
      {"br, gzip", "br"},
      {"gzip, deflate", "gzip"},
      {"deflate", "identity"},
      {"gzip;q=0", "identity"},
      {"gzip;q=0.0", "identity"},
      {"gzip;q=0.000", "identity"},
      {"gzip;q=0, br", "br"},
      {"br;q=0, gzip", "gzip"},
      {"br;q=0.5, gzip;q=0.8", "gzip"},
      {"br;q=0.8, gzip;q=0.8", "br"},
      {"br;q=0.001", "br"},
      {"gzip ; q=1.000 , br ; Q=0.9", "gzip"},
      {"identity;q=1, gzip;q=0.5", "identity"},
      {"identity;q=0.5, gzip;q=0.5", "gzip"},
      {"*", "br"},
      {"*;q=0.5, br;q=0", "gzip"},
      {"gzip, *;q=0", "gzip"},
      {"*;q=0", "identity"},
      {"identity;q=0", "identity"},
      {"identity;q=0, *;q=0", "identity"},
      {"identity;q=0, gzip;q=0.1", "gzip"},
      {"gzip;level=9;q=0.5", "gzip"},
      {",, gzip ,,", "gzip"},
      // Not weights: the element counts for nothing.
      {"gzip;q=2", "identity"},
      {"gzip;q=1.001", "identity"},
      {"gzip;q=0.1234", "identity"},
      {"gzip;q=-1", "identity"},
      {"gzip;q=", "identity"},
      {"gzip;q=.5", "identity"},
      {"gzip;q=1,5", "gzip"},  // 1, then an unknown coding "5"
      {"gzip;q=x, br;q=0.1", "br"},
      // Not codings of ours.
      {"brotli, gzipped, gz", "identity"},
      {"gzip br", "identity"},
      {";q=1", "identity"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(feeds::ToText(NegotiateCoding(row.accept_encoding)), row.coding)
        << row.accept_encoding;
  }
}

}  // namespace
}  // namespace agendad::daemon::http
