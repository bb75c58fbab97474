#include "daemon/http/request_target.h"

#include <gtest/gtest.h>

#include <string>

namespace agendad::daemon::http {
namespace {

TEST(RequestTarget, ReadsOriginFormAndAbsoluteForm) {
  const struct {
    const char* target;
    const char* path;
    const char* authority;
    const char* query = "";
  } rows[] = {
      {"/", "/", ""},
      {"/feeds/cspen.ics", "/feeds/cspen.ics", ""},
      {"/feeds/cspen.ics?", "/feeds/cspen.ics", "", "?"},
      {"/feeds/cspen.ics?a=1&b=%20?", "/feeds/cspen.ics", "", "?a=1&b=%20?"},
      {"/a//b/../c", "/a//b/../c", ""},
      {"//evil.example/x", "//evil.example/x", ""},
      {"http://a.example/x?y", "/x", "a.example", "?y"},
      {"HTTPS://a.example:8443/x", "/x", "a.example:8443"},
      {"http://[::1]:80/", "/", "[::1]:80"},
      {"http://a.example", "/", "a.example"},
      {"http://a.example?q", "/", "a.example", "?q"},
  };
  for (const auto& row : rows) {
    const auto parsed = ParseRequestTarget(row.target);
    ASSERT_TRUE(parsed.has_value()) << row.target;
    EXPECT_EQ(parsed->path, row.path) << row.target;
    EXPECT_EQ(parsed->authority, row.authority) << row.target;
    EXPECT_EQ(parsed->query, row.query) << row.target;
  }
}

TEST(RequestTarget, RefusesWhatIsNeither) {
  for (const char* target :
       {"", "*", "feeds/cspen.ics", "a.example:443", "http:///x", "http://",
        "ftp://a.example/x", "webcal://a.example/x", "http:/x", "/a b", "/a\t",
        "/a\x01", "/a\x7F", "/\xC3\xB1", "/a#b", "http://user@a.example/",
        "http://user:secret@a.example/x"}) {
    EXPECT_FALSE(ParseRequestTarget(target).has_value()) << target;
  }
}

TEST(RequestTarget, HostsAreHostsWithOrWithoutPort) {
  for (const char* host : {"", "a", "a.example:80", "127.0.0.1", "[::1]:8080"})
    EXPECT_TRUE(IsHost(host)) << host;
  for (const char* host : {"a b", "a/b", "u@a", "a?b", "a#b", "<a>", "a\\b",
                           "a\"", "\xC3\xB1.example"})
    EXPECT_FALSE(IsHost(host)) << host;
  const std::string longest = std::string(255, 'a') + ":65535";
  EXPECT_TRUE(IsHost(longest));
  EXPECT_FALSE(IsHost("a" + longest));
}

}  // namespace
}  // namespace agendad::daemon::http
