// What the tests of the producer's rules share: a server, a feed, and all that
// the answer with that feed must say.
#ifndef AGENDAD_TESTS_DAEMON_HTTP_FEED_RULES_H_
#define AGENDAD_TESTS_DAEMON_HTTP_FEED_RULES_H_

#include <gtest/gtest.h>

#include <string>

#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"

namespace agendad::daemon::http {

inline constexpr const char* kFeed = "/feeds/cspen.ics";
inline constexpr const char* kRevalidate =
    "private, max-age=0, must-revalidate";

class FeedRules : public testing::Test {
 protected:
  RawAnswer Ask(const std::string& request, bool without_body = false) {
    return RawClient(served_.Port()).Ask(request, without_body);
  }

  feeds::Representation Published(feeds::ContentCoding coding) {
    return served_.Published(kFeed, coding);
  }

  // The whole feed in one coding, with all it must say.
  void ExpectFeed(const RawAnswer& answer, feeds::ContentCoding coding) {
    EXPECT_EQ(answer.status_line, "HTTP/1.1 200 OK");
    EXPECT_EQ(answer["content-type"], "text/calendar; charset=utf-8");
    EXPECT_EQ(answer["etag"], Published(coding).etag);
    EXPECT_EQ(answer["cache-control"], kRevalidate);
    EXPECT_EQ(answer["vary"], "Accept-Encoding");
    EXPECT_EQ(answer["content-disposition"], "inline; filename=\"cspen.ics\"");
    EXPECT_EQ(answer["x-robots-tag"], "noindex");
    EXPECT_EQ(answer["x-content-type-options"], "nosniff");
    EXPECT_EQ(answer["content-length"],
              std::to_string(Published(coding).body.size()));
    EXPECT_EQ(answer["date"].size(), 29u);
    if (coding == feeds::ContentCoding::kIdentity) {
      EXPECT_FALSE(answer.Has("content-encoding"));
    } else {
      EXPECT_EQ(answer["content-encoding"], feeds::ToText(coding));
    }
    for (const char* absent :
         {"last-modified", "accept-ranges", "server", "keep-alive",
          "www-authenticate", "set-cookie", "exception_what", "expires",
          "transfer-encoding", "location"}) {
      EXPECT_FALSE(answer.Has(absent)) << absent;
    }
  }

  ServedFeeds served_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_TESTS_DAEMON_HTTP_FEED_RULES_H_
