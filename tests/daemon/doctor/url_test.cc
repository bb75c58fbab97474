#include "daemon/doctor/url.h"

#include <gtest/gtest.h>

namespace agendad::daemon::doctor {
namespace {

TEST(DoctorUrl, IsReadAndWritten) {
  const struct {
    const char* text;
    const char* written;
  } rows[] = {
      {"http://a.example/x.ics", "http://a.example/x.ics"},
      {"HTTPS://A.Example:443/X.ics?q=1#f", "https://a.example/X.ics?q=1"},
      {"https://a:8443", "https://a:8443/"},
      {"http://a:80?q", "http://a/?q"},
      {"webcal://a/x.ics", "https://a/x.ics"},
      {"webcals://a/x.ics", "https://a/x.ics"},
      {"http://user:word@a/x", "http://a/x"},
      {"http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"},
      {"http://[::1]/x", "http://[::1]/x"},
  };
  for (const auto& row : rows) {
    const auto url = ParseUrl(row.text);
    ASSERT_TRUE(url) << row.text;
    EXPECT_EQ(ToText(*url), row.written) << row.text;
  }
  const auto url = ParseUrl("webcal://me@a:1/x?y=z#part");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->was_webcal);
  EXPECT_EQ(url->user_info, "me");
  EXPECT_EQ(url->fragment, "part");
  EXPECT_EQ(PathOf(*url), "/x");
  EXPECT_EQ(QueryOf(*url), "y=z");
  EXPECT_EQ(Origin(*url), "https://a:1");
}

TEST(DoctorUrl, IsRefused) {
  for (const char* const text :
       {"", "a", "a.example/x.ics", "ftp://a/x", "file:///etc/passwd",
        "http://", "http:///x", "http://a:0/", "http://a:65536/", "http://a:x/",
        "http://[::1/x", "http://[::1]x/", "http://a b/", "http://a/x y",
        "http://a/\r\nX: y", "http://a/\xC3\xB1", "javascript://a",
        "http://a[1]/"}) {
    EXPECT_FALSE(ParseUrl(text)) << text;
  }
}

TEST(DoctorUrl, ResolvesLocations) {
  const auto base = ParseUrl("http://a.example:8080/b/c/d.ics?q=1");
  ASSERT_TRUE(base);
  const struct {
    const char* reference;
    const char* resolved;  // empty: none
  } rows[] = {
      {"https://b/x", "https://b/x"},
      {"//b/x", "http://b/x"},
      {"/x", "http://a.example:8080/x"},
      {"e.ics", "http://a.example:8080/b/c/e.ics"},
      {"../e.ics", "http://a.example:8080/b/e.ics"},
      {"../../../e", "http://a.example:8080/e"},
      {"./", "http://a.example:8080/b/c/"},
      {"..", "http://a.example:8080/b/"},
      {"?p=2", "http://a.example:8080/b/c/d.ics?p=2"},
      {"#f", "http://a.example:8080/b/c/d.ics?q=1"},
      {"/x?next=http://c/", "http://a.example:8080/x?next=http://c/"},
      {"", ""},
      {"mailto:a", "http://a.example:8080/b/c/mailto:a"},
      {"ftp://b/x", ""},
      {"/a b", ""},
  };
  for (const auto& row : rows) {
    const auto url = Resolve(*base, row.reference);
    EXPECT_EQ(url ? ToText(*url) : "", row.resolved) << row.reference;
  }
}

}  // namespace
}  // namespace agendad::daemon::doctor
