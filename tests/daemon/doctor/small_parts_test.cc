#include <gtest/gtest.h>

#include "daemon/doctor/content_decoder.h"
#include "daemon/doctor/http_time.h"
#include "daemon/doctor/report.h"
#include "daemon/doctor/robots.h"
#include "feeds/pieces.h"
#include "feeds/representation.h"

namespace agendad::daemon::doctor {
namespace {

TEST(ContentDecoder, IsTheWayBack) {
  const std::string text = "BEGIN:VCALENDAR\r\n" + std::string(100'000, 'a');
  feeds::Pieces pieces;
  pieces.Add(text);
  const auto [identity, gzip, brotli] =
      feeds::MakeRepresentations(pieces, "hash", feeds::Compress::kYes);
  EXPECT_EQ(Decode("gzip", gzip.body, 200'000), text);
  EXPECT_EQ(Decode("X-Gzip", gzip.body, 200'000), text);
  EXPECT_EQ(Decode("br", brotli.body, 200'000), text);
  EXPECT_EQ(Decode("", text, 200'000), text);
  EXPECT_EQ(Decode("Identity", text, 200'000), text);
  for (const std::string coding : {"gzip", "br"}) {
    const std::string& body = coding == "gzip" ? gzip.body : brotli.body;
    EXPECT_FALSE(Decode(coding, body, 100'000)) << "larger than it may be";
    EXPECT_FALSE(Decode(coding, body.substr(0, body.size() - 3), 200'000));
    EXPECT_FALSE(Decode(coding, body + "x", 200'000));
    EXPECT_FALSE(Decode(coding, text, 200'000));
    EXPECT_FALSE(Decode(coding, "", 200'000));
  }
  EXPECT_FALSE(Decode("zstd", text, 200'000));
  EXPECT_FALSE(Decode("gzip, gzip", gzip.body, 200'000));
  EXPECT_FALSE(Decode("", text, 10));
}

TEST(HttpTime, IsRead) {
  using std::chrono::sys_seconds;
  const sys_seconds time{std::chrono::seconds(784'111'777)};
  EXPECT_EQ(ParseHttpTime("Sun, 06 Nov 1994 08:49:37 GMT"), time);
  EXPECT_EQ(ParseUtcTime("19941106T084937Z"), time);
  for (const char* const text :
       {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CST",
        "Sun, x6 Nov 1994 08:49:37 GMT"}) {
    EXPECT_FALSE(ParseHttpTime(text)) << text;
  }
  for (const char* const text :
       {"", "19941106", "19941106T084937", "19941306T084937Z",
        "1994110XT084937Z", "19941106 084937Z"}) {
    EXPECT_FALSE(ParseUtcTime(text)) << text;
  }
}

TEST(Robots, SayWhoMayCome) {
  const struct {
    const char* robots;
    bool allows;  // Googlebot, to /feeds/a.ics
  } rows[] = {
      {"", true},
      {"User-agent: *\nAllow: /\n", true},
      {"User-agent: *\nDisallow:\n", true},
      {"User-agent: *\nDisallow: /\n", false},
      {"USER-AGENT:*\r\nDISALLOW:/feeds # all\r\n", false},
      {"User-agent: *\nDisallow: /feeds/b\n", true},
      {"User-agent: *\nDisallow: /\nAllow: /feeds/\n", true},
      {"User-agent: *\nAllow: /feeds\nDisallow: /feeds/a\n", false},
      {"User-agent: *\nAllow: /feeds\nDisallow: /feeds\n", true},
      {"User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\nAllow: /\n", true},
      {"User-agent: Googlebot\nDisallow: /\n\nUser-agent: *\nAllow: /\n",
       false},
      {"User-agent: a\nUser-agent: googlebot\nDisallow: /feeds\n", false},
      {"User-agent: other\nDisallow: /\n", true},
      {"User-agent: *\nDisallow: /*.ics$\n", false},
      {"User-agent: *\nDisallow: /*.ic$\n", true},
      {"User-agent: *\nDisallow: /*a*i*s\n", false},
      {"User-agent: *\nDisallow: /feeds/a.ics$\n", false},
      {"User-agent: *\nDisallow: /feeds$\n", true},
      {"User-agent: *\nDisallow: *\n", false},
      {"Disallow: /\n", true},
      {"<html>User-agent: *</html>", true},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Allows(row.robots, "Googlebot", "/feeds/a.ics"), row.allows)
        << row.robots;
  }
}

TEST(DoctorReport, IsTextOrJson) {
  FeedReport report{"https://a/x.ics", {}};
  report.findings.Ok({"etag", "P9"}, "ETag is \"a\"");
  report.findings.Add(Level::kError, {"alarms", "P70 P71"},
                      "line 1: \x1b[31m\xFF", "Do it");
  EXPECT_EQ(ToText(report),
            "https://a/x.ics\n"
            "ok      etag (P9): ETag is \"a\"\n"
            "error   alarms (P70 P71): line 1: ?[31m?\n"
            "        -> Do it\n");
  const std::string once =
      "[{\"url\":\"https://a/x.ics\",\"findings\":[\n"
      "{\"level\":\"ok\",\"check\":\"etag\",\"rules\":[\"P9\"],\"seen\":"
      "\"ETag is \\\"a\\\"\",\"advice\":null},\n"
      "{\"level\":\"error\",\"check\":\"alarms\",\"rules\":[\"P70\","
      "\"P71\"],\"seen\":\"line 1: ?[31m?\",\"advice\":\"Do it\"}]}";
  EXPECT_EQ(ToJson({report}), once + "]\n");
  EXPECT_EQ(ToJson({report, report}), once + ",\n" + once.substr(1) + "]\n");
  EXPECT_EQ(CountOf({report, report}, Level::kError), 2U);
  report.findings.Ok({"etag", "P9"}, std::string(5000, 'a'));
  EXPECT_LT(ToText(report).size(), 1000U);
}

}  // namespace
}  // namespace agendad::daemon::doctor
