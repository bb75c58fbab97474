// The producer's rules about methods, headers and addresses, each as a client
// sees it over a socket.
#include "tests/daemon/http/feed_rules.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace agendad::daemon::http {
namespace {

using feeds::ContentCoding;

// Under any of its addresses, and whatever the client has of it.
TEST(PrivateFeeds, P6_AreGoneAndNotListed) {
  feeds::Feed feed = FeedOf("cspen", CalendarOf("secreto", 3));
  feed.former_paths = {"/feeds/spe.ics"};
  feed.is_private = true;
  const std::string etag = feed.representations[0].etag;
  ServedFeeds served({}, SnapshotOf(std::move(feed)));
  for (const char* path : {kFeed, "/feeds/spe.ics"}) {
    for (const std::string& fields :
         {std::string(), "If-None-Match: " + etag + "\r\n",
          std::string("If-None-Match: *\r\n")}) {
      const RawAnswer answer = RawClient(served.Port()).Ask(Get(path, fields));
      EXPECT_EQ(answer.status_line, "HTTP/1.1 410 Gone");
      EXPECT_EQ(answer["cache-control"], "no-store");
      EXPECT_FALSE(answer.Has("etag"));
      EXPECT_EQ(answer.body.find("secreto"), std::string::npos);
    }
  }
  EXPECT_EQ(RawClient(served.Port()).Ask(Get("/")).body, "");
}

TEST_F(FeedRules, P1_AcceptDoesNotMatter) {
  for (const char* fields :
       {"", "Accept: */*\r\n", "Accept: text/html\r\n",
        "Accept: application/calendar+json\r\n", "Accept: nonsense\r\n",
        "Accept: text/calendar;q=0\r\n", "Accept-Language: xx\r\n"}) {
    SCOPED_TRACE(fields);
    const RawAnswer answer = Ask(Get(kFeed, fields));
    ExpectFeed(answer, ContentCoding::kIdentity);
    EXPECT_EQ(answer.body, Published(ContentCoding::kIdentity).body);
  }
}

TEST_F(FeedRules, P2_HeadHasTheHeadersOfGet) {
  for (const char* target : {kFeed, "/", "/robots.txt", "/none"}) {
    for (const char* fields :
         {"", "Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n",
          "If-None-Match: *\r\n"}) {
      SCOPED_TRACE(std::string(target) + " " + fields);
      RawAnswer get = Ask(Get(target, fields));
      RawClient client(served_.Port());
      RawAnswer head = client.Ask(Head(target, fields), true);
      get.fields.erase("date");
      head.fields.erase("date");
      EXPECT_EQ(head.status_line, get.status_line);
      EXPECT_EQ(head.fields, get.fields);
      // No body: the next answer follows at once.
      EXPECT_EQ(client.Ask(Get("/robots.txt")).status, 200);
    }
  }
}

TEST_F(FeedRules, P3_OtherMethodsAreNotAllowed) {
  const std::string feed = Published(ContentCoding::kIdentity).body;
  const std::string length =
      "Content-Length: " + std::to_string(feed.size()) + "\r\n";
  const auto request = [](const std::string& method,
                          const std::string& fields) {
    return method + " " + kFeed + " HTTP/1.1\r\nHost: a.example\r\n" + fields +
           "\r\n";
  };
  std::vector<std::string> requests = {
      request("PUT", "If-Match: nothing\r\nContent-Length: 0\r\n"),
      request("PUT", length) + feed,
      request("POST", "Transfer-Encoding: chunked\r\n") +
          "5\r\nhello\r\n0\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n"};
  for (const char* method :
       {"PUT", "POST", "PROPFIND", "OPTIONS", "DELETE", "REPORT", "MKCALENDAR",
        "PATCH", "TRACE", "CONNECT", "LOCK", "BREW"})
    requests.push_back(request(method, ""));
  for (const std::string& octets : requests) {
    SCOPED_TRACE(octets.substr(0, 60));
    RawClient client(served_.Port());
    const RawAnswer answer = client.Ask(octets);
    EXPECT_EQ(answer.status_line, "HTTP/1.1 405 Method Not Allowed");
    EXPECT_EQ(answer["allow"], "GET, HEAD");
    EXPECT_EQ(answer["cache-control"], "no-store");
    EXPECT_EQ(answer["connection"], "close");
    EXPECT_EQ(answer["date"].size(), 29u);
    EXPECT_TRUE(client.IsClosed());
  }
  EXPECT_EQ(Ask(Get(kFeed)).body, feed);
}

TEST_F(FeedRules, P4_P5_CredentialsAndUserAgentsChangeNothing) {
  for (const char* fields :
       {"Authorization: Bearer\r\n", "Authorization: Bearer x\r\n",
        "Authorization: Basic Og==\r\n", "Authorization:\r\n",
        "Cookie: a=b\r\n", "X-Office-Major-Version: 16\r\n",
        "User-Agent: Google-Calendar-Importer\r\n", "User-Agent:\r\n",
        "Range: bytes=0-1\r\n", "Range: nonsense\r\n",
        "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT\r\n",
        "If-Modified-Since: nonsense\r\n", "If-Match: \"other\"\r\n",
        "If-Range: \"other\"\r\n", "Expect: 100-continue\r\n",
        "X-Forwarded-For: 10.0.0.1\r\nREMOTE_ADDR: 10.0.0.1\r\n"}) {
    SCOPED_TRACE(fields);
    const RawAnswer answer = Ask(Get(kFeed, fields));
    ExpectFeed(answer, ContentCoding::kIdentity);
    EXPECT_EQ(answer.body, Published(ContentCoding::kIdentity).body);
  }
}

TEST_F(FeedRules, P6_WhatDoesNotExistIsNotFound) {
  for (const char* target :
       {"/feeds/none.ics", "/feeds/CSPEN.ics", "/feeds/cspen", "/feeds/",
        "/feeds", "/feeds/cspen.ics.gz", "/feeds/../feeds/cspen.ics",
        "//feeds/cspen.ics", "/feeds//cspen.ics", "/feeds/cspen.ics%00",
        "/feeds/none.ics/", "//", "/%", "/%zz", "/favicon.ico"}) {
    SCOPED_TRACE(target);
    const RawAnswer answer = Ask(Get(target));
    EXPECT_EQ(answer.status_line, "HTTP/1.1 404 Not Found");
    EXPECT_EQ(answer["content-type"], "text/plain; charset=utf-8");
    EXPECT_EQ(answer["cache-control"], "no-store");
    EXPECT_EQ(answer["x-content-type-options"], "nosniff");
    EXPECT_FALSE(answer.body.empty());
    EXPECT_FALSE(answer.Has("etag"));
  }
}

TEST_F(FeedRules, P14_P22_QueriesAndAbsoluteTargetsGetTheSameFeed) {
  for (const char* target :
       {"/feeds/cspen.ics?", "/feeds/cspen.ics?nocache=17",
        "/feeds/cspen.ics?a=1&b=%20?/", "http://a.example/feeds/cspen.ics",
        "https://b.example:8443/feeds/cspen.ics?x", "/feeds/cspen%2Eics"}) {
    SCOPED_TRACE(target);
    const RawAnswer answer = Ask(Get(target));
    ExpectFeed(answer, ContentCoding::kIdentity);
    EXPECT_EQ(answer.body, Published(ContentCoding::kIdentity).body);
  }
}

TEST_F(FeedRules, P14_AFormerAddressAnswersWithoutRedirect) {
  feeds::Feed feed = FeedOf("cspen", CalendarOf("uno", 5));
  feed.former_paths = {"/feeds/cspe.ics"};
  served_.Store().Publish(SnapshotOf(std::move(feed)));
  const RawAnswer answer = Ask(Get("/feeds/cspe.ics"));
  ExpectFeed(answer, ContentCoding::kIdentity);
  EXPECT_EQ(answer.body, CalendarOf("uno", 5));
}

TEST_F(FeedRules, P17_RobotsMayReadEverything) {
  const RawAnswer answer = Ask(Get("/robots.txt"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer["content-type"], "text/plain; charset=utf-8");
  EXPECT_EQ(answer.body, "User-agent: *\r\nAllow: /\r\n");
}

TEST_F(FeedRules, P24_AFinalSlashIsTakenOff) {
  for (const char* target : {"/feeds/cspen.ics/", "/feeds/cspen.ics//",
                             "/feeds/cspen.ics/?x", "/feeds/cspen%2Eics/"}) {
    SCOPED_TRACE(target);
    const RawAnswer answer = Ask(Get(target));
    EXPECT_EQ(answer.status_line, "HTTP/1.1 308 Permanent Redirect");
    EXPECT_EQ(answer["location"], kFeed);
  }
}

TEST_F(FeedRules, TheRootListsTheFeedsWhereTheClientFoundThem) {
  const RawAnswer answer = Ask(Get("/"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer["content-type"], "text/plain; charset=utf-8");
  EXPECT_EQ(answer.body,
            "http://a.example/feeds/cspen.ics\n"
            "http://a.example/feeds/dcpen.ics\n");
  EXPECT_EQ(Ask("GET / HTTP/1.0\r\n\r\n").body,
            "/feeds/cspen.ics\n/feeds/dcpen.ics\n");
}

TEST(FeedRulesWithBaseUrl, AddressesBeginWithIt) {
  ServedFeeds served({}, SnapshotOf("uno"), "https://agenda.example.org/x");
  RawClient client(served.Port());
  EXPECT_EQ(client.Ask(Get("/")).body,
            "https://agenda.example.org/x/feeds/cspen.ics\n"
            "https://agenda.example.org/x/feeds/dcpen.ics\n");
  EXPECT_EQ(client.Ask(Get("/feeds/dcpen.ics/"))["location"],
            "https://agenda.example.org/x/feeds/dcpen.ics");
}

TEST_F(FeedRules, ASnapshotWithoutCompressionIsServedAsItIs) {
  feeds::Feed feed = FeedOf("cspen", CalendarOf("uno", 5));
  SetText(CalendarOf("uno", 5), feeds::Compress::kNo, feed);
  served_.Store().Publish(SnapshotOf(std::move(feed)));
  const RawAnswer answer = Ask(Get(kFeed, "Accept-Encoding: br, gzip\r\n"));
  ExpectFeed(answer, ContentCoding::kIdentity);
  EXPECT_EQ(answer.body, CalendarOf("uno", 5));
}

}  // namespace
}  // namespace agendad::daemon::http
