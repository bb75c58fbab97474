// The producer's rules about copies: snapshots, entity-tags, codings, 304; each
// as a client sees it over a socket.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/daemon/http/feed_rules.h"

namespace agendad::daemon::http {
namespace {

using feeds::ContentCoding;

TEST_F(FeedRules, P7_TheLastSnapshotIsServedUntilThereIsAnother) {
  const std::string before = Ask(Get(kFeed))["etag"];
  EXPECT_EQ(Ask(Get(kFeed))["etag"], before);
  served_.Store().Publish(SnapshotOf("dos"));
  EXPECT_NE(Ask(Get(kFeed))["etag"], before);
  served_.Store().Publish(SnapshotOf("uno"));
  EXPECT_EQ(Ask(Get(kFeed))["etag"], before);
}

TEST(FeedRulesWithoutSnapshot, P7_SaysWhenToComeAgain) {
  ServedFeeds served({}, nullptr);
  RawClient client(served.Port());
  const RawAnswer answer = client.Ask(Get(kFeed));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer["retry-after"], "60");
  EXPECT_EQ(answer["cache-control"], "no-store");
  EXPECT_EQ(answer["content-type"], "text/plain; charset=utf-8");
  EXPECT_EQ(client.Ask(Get("/robots.txt")).status, 200);
  // Whoever looks at the front door is told how to begin.
  const RawAnswer front = client.Ask(Get("/"));
  EXPECT_EQ(front.status, 200);
  EXPECT_EQ(front["cache-control"], "no-store");
  EXPECT_EQ(front["content-type"], "text/plain; charset=utf-8");
  for (const char* const part :
       {"aún no hay ningún programa", "no program is published yet",
        "directory.yaml", "/etc/agendad"}) {
    EXPECT_NE(front.body.find(part), std::string::npos) << part;
  }
}

TEST_F(FeedRules, P8_P9_EveryCodingIsCompleteAndHasItsOwnTag) {
  std::vector<std::string> tags;
  for (const ContentCoding coding :
       {ContentCoding::kIdentity, ContentCoding::kGzip,
        ContentCoding::kBrotli}) {
    const RawAnswer answer = Ask(
        Get(kFeed,
            "Accept-Encoding: " + std::string(feeds::ToText(coding)) + "\r\n"));
    ExpectFeed(answer, coding);
    EXPECT_EQ(answer.body, Published(coding).body);
    tags.push_back(answer["etag"]);
  }
  EXPECT_NE(tags[0], tags[1]);
  EXPECT_NE(tags[0], tags[2]);
  EXPECT_NE(tags[1], tags[2]);
}

TEST_F(FeedRules, P10_WhatTheClientHasIsNotSentAgain) {
  const std::string plain = Published(ContentCoding::kIdentity).etag;
  const std::string gzip = Published(ContentCoding::kGzip).etag;
  const struct {
    std::string fields;
    std::string repeated;
  } rows[] = {
      {"If-None-Match: " + plain + "\r\n", plain},
      {"If-None-Match: W/" + plain + "\r\n", plain},
      {"If-None-Match: \"a\", " + plain + "\r\n", plain},
      {"If-None-Match: \"a\"\r\nIf-None-Match: " + plain + "\r\n", plain},
      {"If-None-Match: *\r\n", plain},
      {"If-None-Match: " + gzip + "\r\n", gzip},
      {"If-None-Match: " + plain + "\r\nAccept-Encoding: gzip\r\n", plain},
      {"If-None-Match: *\r\nAccept-Encoding: gzip\r\n", gzip},
      {"If-None-Match: " + plain +
           "\r\nIf-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n",
       plain},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.fields);
    RawClient client(served_.Port());
    const RawAnswer answer = client.Ask(Get(kFeed, row.fields));
    EXPECT_EQ(answer.status_line, "HTTP/1.1 304 Not Modified");
    EXPECT_EQ(answer["etag"], row.repeated);
    EXPECT_EQ(client.Ask(Get("/robots.txt")).status, 200);
  }
  for (const std::string fields :
       {"If-None-Match: \"other\"\r\n", "If-None-Match: nonsense\r\n",
        "If-None-Match:\r\n", "If-None-Match: \"other\", \"*\"\r\n"}) {
    SCOPED_TRACE(fields);
    ExpectFeed(Ask(Get(kFeed, fields)), ContentCoding::kIdentity);
  }
}

// The library would add "Content-Length: 0" and "Keep-Alive: timeout=5, max=5".
TEST_F(FeedRules, NotModifiedHasNoLengthAndNoKeepAlive) {
  RawAnswer answer = Ask(Get(kFeed, "If-None-Match: *\r\n"));
  EXPECT_EQ(answer["cache-control"], kRevalidate);
  EXPECT_EQ(answer["vary"], "Accept-Encoding");
  EXPECT_EQ(answer["date"].size(), 29u);
  for (const char* present : {"etag", "cache-control", "vary", "date"})
    answer.fields.erase(present);
  EXPECT_TRUE(answer.fields.empty())
      << answer.fields.begin()->first << ": " << answer.fields.begin()->second;
}

TEST_F(FeedRules, P13_CodingsOnlyWhereTheyAreAskedFor) {
  const struct {
    const char* fields;
    ContentCoding coding;
  } rows[] = {
      {"", ContentCoding::kIdentity},
      {"Accept-Encoding:\r\n", ContentCoding::kIdentity},
      {"Accept-Encoding: identity\r\n", ContentCoding::kIdentity},
      {"Accept-Encoding: deflate\r\n", ContentCoding::kIdentity},
      {"Accept-Encoding: gzip\r\n", ContentCoding::kGzip},
      {"Accept-Encoding: gzip;q=0\r\n", ContentCoding::kIdentity},
      {"Accept-Encoding: br\r\n", ContentCoding::kBrotli},
      {"Accept-Encoding: gzip, deflate, br\r\n", ContentCoding::kBrotli},
      {"Accept-Encoding: gzip\r\nAccept-Encoding: br;q=0.5\r\n",
       ContentCoding::kGzip},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.fields);
    const RawAnswer answer = Ask(Get(kFeed, row.fields));
    ExpectFeed(answer, row.coding);
    EXPECT_EQ(answer.body, Published(row.coding).body);
  }
}

}  // namespace
}  // namespace agendad::daemon::http
