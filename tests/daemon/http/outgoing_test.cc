#include "daemon/http/outgoing.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"

namespace agendad::daemon::http {
namespace {

constexpr const char* kFeed = "/feeds/cspen.ics";
constexpr std::size_t kEvents = 4000;  // more than the kernel takes at once
constexpr int kSmallBuffer = 4096;

// From the first time on which it is copied to those on which it is not.
constexpr int kTimes = 4;

TEST(Outgoing, EveryTimeTheSameWhole) {
  ServedFeeds served({}, SnapshotOf("uno", kEvents));
  const std::string expected = CalendarOf("uno", kEvents);
  RawClient client(served.Port());
  for (int i = 0; i < kTimes; ++i) {
    const RawAnswer answer = client.Ask(Get(kFeed));
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.body == expected) << i;
    EXPECT_EQ(client.Ask(Head(kFeed), true).status, 200);
  }
}

TEST(Outgoing, AsManyAsAreAskedForAtOnceInTheirOrder) {
  ServedFeeds served({}, SnapshotOf("uno", kEvents));
  const std::string expected = CalendarOf("uno", kEvents);
  RawClient client(served.Port(), kSmallBuffer);
  std::string requests;
  for (int i = 0; i < kTimes; ++i)
    requests += Get(kFeed) + Get("/robots.txt") + Head(kFeed);
  client.Send(requests);
  for (int i = 0; i < kTimes; ++i) {
    EXPECT_TRUE(client.Read().body == expected) << i;
    EXPECT_EQ(client.Read().body, "User-agent: *\r\nAllow: /\r\n") << i;
    EXPECT_EQ(client.Read(true).status, 200) << i;
  }
}

TEST(Outgoing, WhoeverReadsSlowlyGetsWhatWasPublishedWhenItAsked) {
  ServedFeeds served({}, SnapshotOf("uno", kEvents));
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < kTimes; ++i) {
    clients.push_back(std::make_unique<RawClient>(served.Port(), kSmallBuffer));
    clients.back()->Send(Get(kFeed));
    EXPECT_FALSE(
        clients.back()->IsSilentFor(std::chrono::milliseconds(10'000)));
  }
  served.Store().Publish(SnapshotOf("dos", kEvents));
  RawClient later(served.Port());
  for (int i = 0; i < kTimes; ++i)
    EXPECT_TRUE(later.Ask(Get(kFeed)).body == CalendarOf("dos", kEvents));
  for (const auto& client : clients)
    EXPECT_TRUE(client->Read().body == CalendarOf("uno", kEvents));
}

}  // namespace
}  // namespace agendad::daemon::http
