// How requests and answers follow each other on one connection.
#include "daemon/http/connection.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"

namespace agendad::daemon::http {
namespace {

using feeds::ContentCoding;
using std::chrono::milliseconds;

constexpr const char* kFeed = "/feeds/cspen.ics";
constexpr const char* kOther = "/feeds/dcpen.ics";

TEST(Connection, AnswersMoreThanOneRequest) {
  ServedFeeds served;
  RawClient client(served.Port());
  for (int i = 0; i < 20; ++i) {
    const RawAnswer answer = client.Ask(Get(i % 2 == 0 ? kFeed : kOther));
    EXPECT_EQ(
        answer.body,
        served.Published(i % 2 == 0 ? kFeed : kOther, ContentCoding::kIdentity)
            .body);
    EXPECT_FALSE(answer.Has("connection"));
  }
  EXPECT_EQ(served.GetTransport().OpenConnections(), 1u);
}

TEST(Connection, PipelinedRequestsAreAllAnsweredInOrder) {
  ServedFeeds served;
  RawClient client(served.Port());
  std::string requests;
  for (int i = 0; i < 100; ++i) {
    requests += Get(kFeed) + Head(kOther) + Get("/none") +
                Get(kFeed, "If-None-Match: *\r\n") + Get(kOther);
  }
  ASSERT_TRUE(client.Send(requests));
  const std::string feed =
      served.Published(kFeed, ContentCoding::kIdentity).body;
  const std::string other =
      served.Published(kOther, ContentCoding::kIdentity).body;
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(client.Read().body, feed) << i;
    ASSERT_EQ(client.Read(true)["content-length"],
              std::to_string(other.size()));
    ASSERT_EQ(client.Read().status, 404);
    ASSERT_EQ(client.Read().status, 304);
    ASSERT_EQ(client.Read().body, other);
  }
  EXPECT_TRUE(client.IsSilentFor(milliseconds(20)));
}

TEST(Connection, RequestsMayComeInAnyPieces) {
  ServedFeeds served;
  const std::string requests = Get(kFeed, "X: y\r\n") + Get(kOther);
  for (std::size_t piece : {1, 5, 31}) {
    RawClient client(served.Port());
    for (std::size_t sent = 0; sent < requests.size(); sent += piece) {
      ASSERT_TRUE(client.Send(requests.substr(sent, piece)));
      if (piece > 1) std::this_thread::sleep_for(milliseconds(1));
    }
    EXPECT_EQ(client.Read().body,
              served.Published(kFeed, ContentCoding::kIdentity).body);
    EXPECT_EQ(client.Read().body,
              served.Published(kOther, ContentCoding::kIdentity).body);
  }
}

TEST(Connection, WhatFollowsARefusalIsNotAnswered) {
  ServedFeeds served;
  RawClient client(served.Port());
  client.Send(Get(kFeed) + "GET / HTTP/1.1\r\n\r\n" + Get(kOther));
  EXPECT_EQ(client.Read().status, 200);
  const RawAnswer refused = client.Read();
  EXPECT_EQ(refused.status_line, "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(refused["connection"], "close");
  EXPECT_EQ(refused["cache-control"], "no-store");
  EXPECT_EQ(refused["content-type"], "text/plain; charset=utf-8");
  EXPECT_EQ(refused.body, "Bad Request: Host is missing\n");
  EXPECT_TRUE(client.IsClosed());
}

TEST(Connection, EndsWhenTheClientAsks) {
  ServedFeeds served;
  for (const std::string& request :
       {Get(kFeed, "Connection: close\r\n"),
        std::string("GET /feeds/cspen.ics HTTP/1.0\r\n\r\n"),
        std::string("GET /feeds/cspen.ics HTTP/1.0\r\n"
                    "Connection: keep-alive\r\n\r\n")}) {
    RawClient client(served.Port());
    const RawAnswer answer = client.Ask(request + Get(kOther));
    EXPECT_EQ(answer["connection"], "close");
    EXPECT_EQ(answer.body,
              served.Published(kFeed, ContentCoding::kIdentity).body);
    EXPECT_TRUE(client.IsClosed());
  }
}

TEST(Connection, AClientThatSendsNoMoreStillGetsItsAnswers) {
  ServedFeeds served;
  RawClient client(served.Port());
  client.Send(Get(kFeed) + Get(kOther));
  client.ShutdownSending();
  EXPECT_EQ(client.Read().status, 200);
  EXPECT_EQ(client.Read().status, 200);
  EXPECT_TRUE(client.IsClosed());
}

TEST(Connection, AClientThatReadsSlowlyGetsEverything) {
  ServedFeeds served({}, SnapshotOf("uno", 20'000));
  const std::string& feed =
      served.Published(kFeed, ContentCoding::kIdentity).body;
  ASSERT_GT(feed.size(), 900'000u);
  RawClient client(served.Port(), 4096);
  std::string requests;
  for (int i = 0; i < 20; ++i) requests += Get(kFeed);
  client.Send(requests);
  std::this_thread::sleep_for(milliseconds(50));
  // What is on its way is what was asked for, not what is published since.
  const std::shared_ptr<const feeds::Snapshot> asked = served.Store().Current();
  served.Store().Publish(SnapshotOf("dos", 20'000));
  EXPECT_EQ(client.Read().body, feeds::TextOf(*asked->Find(kFeed)));
  for (int i = 1; i < 20; ++i) {
    const std::string body = client.Read().body;
    EXPECT_TRUE(body.ends_with("END:VCALENDAR\r\n"));
    EXPECT_EQ(body.size(), feed.size());
  }
}

TEST(Connection, AnIdleOneIsClosedInSilence) {
  TransportLimits limits;
  limits.idle_deadline = milliseconds(100);
  ServedFeeds served(limits);
  RawClient client(served.Port());
  client.Ask(Get(kFeed));
  EXPECT_TRUE(client.IsSilentFor(milliseconds(40)));
  EXPECT_TRUE(client.IsClosed());
}

TEST(Connection, OneThatNeverAsksIsClosedInSilence) {
  TransportLimits limits;
  limits.head_deadline = milliseconds(100);
  ServedFeeds served(limits);
  RawClient client(served.Port());
  EXPECT_TRUE(client.IsSilentFor(milliseconds(40)));
  EXPECT_TRUE(client.IsClosed());
}

TEST(Connection, AClientThatDoesNotReadIsGivenUp) {
  TransportLimits limits;
  limits.write_deadline = milliseconds(200);
  ServedFeeds served(limits, SnapshotOf("uno", 20'000));
  RawClient client(served.Port(), 4096);
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += Get(kFeed);
  client.Send(requests);
  for (int i = 0; i < 500; ++i) {
    std::this_thread::sleep_for(milliseconds(10));
    if (served.GetTransport().OpenConnections() == 0) break;
  }
  EXPECT_EQ(served.GetTransport().OpenConnections(), 0u);
}

// It has more to send when it is refused; closing at once would reset the
// connection and take the answer from it.
TEST(Connection, ARefusedClientCanReadWhy) {
  ServedFeeds served;
  for (int i = 0; i < 20; ++i) {
    RawClient client(served.Port());
    client.Send(
        "PUT /feeds/cspen.ics HTTP/1.1\r\nHost: a\r\n"
        "Content-Length: 200000\r\n\r\n");
    client.Send(std::string(200'000, 'x'));
    EXPECT_EQ(client.Read().status, 405);
    EXPECT_TRUE(client.IsClosed());
  }
}

TEST(Connection, ARefusedClientThatStaysIsClosedInTheEnd) {
  TransportLimits limits;
  limits.linger_deadline = milliseconds(100);
  ServedFeeds served(limits);
  RawClient client(served.Port());
  EXPECT_EQ(client.Ask("PUT / HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
  for (int i = 0; i < 500; ++i) {
    if (served.GetTransport().OpenConnections() == 0) break;
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_EQ(served.GetTransport().OpenConnections(), 0u);
}

TEST(Connection, AndOneThatSendsWithoutEndToo) {
  TransportLimits limits;
  limits.linger_deadline = std::chrono::minutes(10);
  ServedFeeds served(limits);
  RawClient client(served.Port());
  client.Send("PUT / HTTP/1.1\r\nHost: a\r\n\r\n");
  int megabytes = 0;
  while (megabytes < 100 && client.Send(std::string(1'000'000, 'x')))
    ++megabytes;
  EXPECT_LT(megabytes, 100);
}

// Not for a 304: this version waits for a body, which none has (RFC 9112 6.3).
TEST(Connection, AnotherLibrarysClientIsContent) {
  ServedFeeds served;
  httplib::Client client("127.0.0.1", served.Port());
  client.set_keep_alive(true);
  for (int i = 0; i < 3; ++i) {
    const auto plain = client.Get(kFeed);
    ASSERT_TRUE(plain) << httplib::to_string(plain.error());
    EXPECT_EQ(plain->status, 200);
    EXPECT_EQ(plain->body,
              served.Published(kFeed, ContentCoding::kIdentity).body);
    // This client decodes what it receives.
    const auto coded = client.Get(kFeed, {{"Accept-Encoding", "gzip"}});
    ASSERT_TRUE(coded);
    EXPECT_EQ(coded->get_header_value("Content-Encoding"), "gzip");
    EXPECT_EQ(coded->body, plain->body);
    // Later versions ask for what they can decode here, too.
    const auto head = client.Head(kFeed, {{"Accept-Encoding", "identity"}});
    ASSERT_TRUE(head);
    EXPECT_EQ(head->get_header_value("Content-Length"),
              std::to_string(plain->body.size()));
  }
}

}  // namespace
}  // namespace agendad::daemon::http
