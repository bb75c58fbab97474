#include "daemon/http/conditional_request.h"

#include <gtest/gtest.h>

#include <string>

namespace agendad::daemon::http {
namespace {

TEST(ConditionalRequest, ComparesWeaklyAndAcrossCodings) {
  using feeds::ContentCoding;
  feeds::Representations ours;
  ours[0].etag = "\"abc123\"";
  ours[1].etag = "\"abc123-gzip\"";
  ours[2].etag = "\"abc123-br\"";
  const struct {
    std::string if_none_match;
    ContentCoding negotiated;
    const char* repeated;  // the tag of a 304; empty: the whole feed
  } rows[] = {
      {"", ContentCoding::kIdentity, ""},
      {"*", ContentCoding::kIdentity, "\"abc123\""},
      {" * ", ContentCoding::kGzip, "\"abc123-gzip\""},
      {"\"abc123\"", ContentCoding::kIdentity, "\"abc123\""},
      {"W/\"abc123\"", ContentCoding::kIdentity, "\"abc123\""},
      {"w/\"abc123\"", ContentCoding::kIdentity, "\"abc123\""},
      {"\"abc123-gzip\"", ContentCoding::kGzip, "\"abc123-gzip\""},
      {"W/\"abc123-gzip\"", ContentCoding::kGzip, "\"abc123-gzip\""},
      // The tag that the client holds is the one that is repeated.
      {"\"abc123-gzip\"", ContentCoding::kBrotli, "\"abc123-gzip\""},
      {"\"abc123\"", ContentCoding::kBrotli, "\"abc123\""},
      {"\"abc123-br\"", ContentCoding::kIdentity, "\"abc123-br\""},
      {"\"other\", \"abc123-gzip\"", ContentCoding::kBrotli, "\"abc123-gzip\""},
      {"\"other\" , W/\"abc123\" ,\"more\"", ContentCoding::kIdentity,
       "\"abc123\""},
      {"\"other\",\"abc123\"", ContentCoding::kIdentity, "\"abc123\""},
      {",, \"abc123\"", ContentCoding::kIdentity, "\"abc123\""},
      {"\"a,b\", \"abc123\"", ContentCoding::kIdentity, "\"abc123\""},
      {"rubbish, \"abc123\"", ContentCoding::kIdentity, "\"abc123\""},
      // No match.
      {"\"abc124\"", ContentCoding::kIdentity, ""},
      {"\"abc12\"", ContentCoding::kIdentity, ""},
      {"\"abc123x\"", ContentCoding::kIdentity, ""},
      {"\"ABC123\"", ContentCoding::kIdentity, ""},
      {"\"abc123-zstd\"", ContentCoding::kIdentity, ""},
      {"\"-gzip\"", ContentCoding::kIdentity, ""},
      {"\"\"", ContentCoding::kIdentity, ""},
      {"abc123", ContentCoding::kIdentity, ""},
      {"\"abc123", ContentCoding::kIdentity, ""},
      {"\"x, abc123\"", ContentCoding::kIdentity, ""},
      {"\"*\"", ContentCoding::kIdentity, ""},
      {"W/", ContentCoding::kIdentity, ""},
      {"W/*", ContentCoding::kIdentity, ""},
      {"\"\" \"", ContentCoding::kIdentity, ""},
      {", ,", ContentCoding::kIdentity, ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.if_none_match);
    const auto coding =
        MatchIfNoneMatch(row.if_none_match, ours, row.negotiated);
    const std::string repeated =
        coding.has_value() ? ours[static_cast<std::size_t>(*coding)].etag : "";
    EXPECT_EQ(repeated, row.repeated);
  }
}

}  // namespace
}  // namespace agendad::daemon::http
