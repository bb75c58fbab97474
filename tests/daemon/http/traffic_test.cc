// What a transport's clients do is counted, each thing once.
#include "daemon/http/traffic.h"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"

namespace agendad::daemon::http {
namespace {

using std::chrono::milliseconds;

constexpr const char* kFeed = "/feeds/cspen.ics";

// An answer is counted when it is out, which its reader may know before.
template <class Holds>
TrafficTotals TotalsOnce(const ServedFeeds& served, Holds holds) {
  for (int i = 0; i < 1000; ++i) {
    const TrafficTotals totals = served.Totals();
    if (holds(totals)) return totals;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return served.Totals();
}

template <class Numbers>
std::uint64_t Sum(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

std::uint64_t Answers(const TrafficTotals& totals, const std::string& link,
                      int status) {
  const auto found = totals.links.find(link);
  if (found == totals.links.end()) return 0;
  for (std::size_t i = 0; i < kStatuses.size(); ++i) {
    if (kStatuses.at(i) == status) return found->second.answers.at(i);
  }
  return found->second.answers.back();
}

// Whether it is copied, as it is at first, or sent from a file.
TEST(Traffic, CountsWhatAClientHasNotTakenToTheEnd) {
  constexpr std::size_t kEvents = 40'000;
  ServedFeeds served({}, SnapshotOf("uno", kEvents));
  const std::size_t whole = CalendarOf("uno", kEvents).size();
  std::uint64_t octets = 0;
  for (std::uint64_t times = 1; times <= 4; ++times) {
    {
      RawClient client(served.Port(), 4096);
      client.Send(Get(kFeed));
      EXPECT_FALSE(client.IsSilentFor(milliseconds(10'000)));
    }
    const auto totals = TotalsOnce(
        served, [&](const TrafficTotals& now) { return now.octets > octets; });
    EXPECT_EQ(Answers(totals, "cspen", 200), times);
    EXPECT_GT(totals.octets, octets);
    EXPECT_LT(totals.octets, octets + whole);
    EXPECT_LE(Sum(totals.body_octets), totals.octets);
    for (const Fetch& fetch : totals.links.at("cspen").fetches) {
      EXPECT_EQ(fetch.time, std::chrono::sys_seconds());
    }
    octets = totals.octets;
  }
}

TEST(Traffic, CountsAnswersByLinkAndStatus) {
  ServedFeeds served;
  RawClient client(served.Port());
  const RawAnswer first =
      client.Ask(Get(kFeed, "User-Agent: Google-Calendar-Importer\r\n"));
  ASSERT_EQ(first.status, 200);
  const std::string known = "If-None-Match: " + first["etag"] + "\r\n";
  EXPECT_EQ(client.Ask(Get(kFeed, known)).status, 304);
  EXPECT_EQ(client.Ask(Get(kFeed, known)).status, 304);
  EXPECT_EQ(
      client.Ask(Get("/feeds/dcpen.ics", "Accept-Encoding: br\r\n")).status,
      200);
  EXPECT_EQ(client.Ask(Get("/feeds/none.ics")).status, 404);
  EXPECT_EQ(client.Ask(Get("/feeds/cspen.ics/")).status, 308);
  EXPECT_EQ(client.Ask(Get("/")).status, 200);

  const TrafficTotals totals = TotalsOnce(
      served, [](const auto& now) { return Sum(now.durations) == 7; });
  EXPECT_EQ(Sum(totals.durations), 7u);
  EXPECT_EQ(Answers(totals, "cspen", 200), 1u);
  EXPECT_EQ(Answers(totals, "cspen", 304), 2u);
  EXPECT_EQ(Answers(totals, "dcpen", 200), 1u);
  EXPECT_EQ(Answers(totals, "-", 404), 1u);
  EXPECT_EQ(Answers(totals, "-", 308), 1u);
  EXPECT_EQ(Answers(totals, "-", 200), 1u);
  EXPECT_EQ(totals.links.size(), 3u);
  EXPECT_EQ(totals.opened, 1u);
  EXPECT_EQ(Sum(totals.refused), 0u);
  EXPECT_EQ(totals.body_octets.at(2),
            served.Published("/feeds/dcpen.ics", feeds::ContentCoding::kBrotli)
                .body.size());
  EXPECT_GT(totals.octets, Sum(totals.body_octets));
}

TEST(Traffic, CountsRefusalsAndEnds) {
  TransportLimits limits;
  limits.idle_deadline = milliseconds(50);
  limits.head_deadline = milliseconds(50);
  ServedFeeds served(limits);
  EXPECT_EQ(
      RawClient(served.Port()).Ask("POST / HTTP/1.1\r\nHost: a\r\n\r\n").status,
      405);
  EXPECT_EQ(RawClient(served.Port()).Ask("GET / HTTP/2.0\r\n\r\n").status, 505);
  RawClient idle(served.Port());
  EXPECT_EQ(idle.Ask(Get(kFeed)).status, 200);
  EXPECT_TRUE(idle.IsClosed());
  const TrafficTotals totals =
      TotalsOnce(served, [](const auto& now) { return Sum(now.closed) == 3; });
  EXPECT_EQ(totals.opened, 3u);
  EXPECT_EQ(totals.closed.at(static_cast<std::size_t>(ConnectionEnd::kRefused)),
            2u);
  EXPECT_EQ(totals.closed.at(static_cast<std::size_t>(ConnectionEnd::kIdle)),
            1u);
  EXPECT_EQ(totals.refused.at(1), 1u);  // 405
  EXPECT_EQ(totals.refused.at(6), 1u);  // 505
  EXPECT_EQ(Sum(totals.refused), 2u);
  // A refused request is not an answered one.
  EXPECT_EQ(Sum(totals.durations), 1u);
}

// More than the system's buffers take.
constexpr int kTooMany = 400;

std::string ManyRequests() {
  std::string many;
  for (int i = 0; i < kTooMany; ++i) many += Get(kFeed);
  return many;
}

TEST(Traffic, CountsWhatAClientTakesInItsOwnTime) {
  ServedFeeds served({}, SnapshotOf("uno", 900));
  RawClient client(served.Port());
  ASSERT_TRUE(client.Send(ManyRequests()));
  std::this_thread::sleep_for(milliseconds(50));
  // What has not left is not answered yet.
  EXPECT_LT(Sum(served.Totals().durations), std::uint64_t{kTooMany});
  std::uint64_t octets = 0;
  for (int i = 0; i < kTooMany; ++i) octets += client.Read().body.size();
  const TrafficTotals totals = TotalsOnce(
      served, [](const auto& now) { return Sum(now.durations) == kTooMany; });
  EXPECT_EQ(Answers(totals, "cspen", 200), std::uint64_t{kTooMany});
  EXPECT_EQ(Sum(totals.body_octets), octets);
}

TEST(Traffic, CountsClientsThatDoNotTakeTheirAnswer) {
  TransportLimits limits;
  limits.write_deadline = milliseconds(50);
  ServedFeeds served(limits, SnapshotOf("uno", 900));
  RawClient client(served.Port());
  ASSERT_TRUE(client.Send(ManyRequests()));
  const TrafficTotals totals =
      TotalsOnce(served, [](const auto& now) { return Sum(now.closed) == 1; });
  EXPECT_EQ(
      totals.closed.at(static_cast<std::size_t>(ConnectionEnd::kWriteDeadline)),
      1u);
  EXPECT_LT(Sum(totals.durations), std::uint64_t{kTooMany});
}

TEST(Traffic, KnowsWhatAKindOfClientHas) {
  ServedFeeds served;
  RawClient client(served.Port());
  const auto google = static_cast<std::size_t>(ClientFamily::kGoogle);
  const std::string says = "User-Agent: Google-Calendar-Importer\r\n";
  const auto fetched = [&](std::size_t answers) {
    const TrafficTotals totals = TotalsOnce(
        served, [&](const auto& now) { return Sum(now.durations) == answers; });
    return totals.links.at("cspen").fetches.at(google);
  };
  const auto mark = [&] {
    return ContentMark(*served.Store().Current()->Find(kFeed));
  };
  // Who only looks has nothing.
  EXPECT_EQ(client.Ask(Head(kFeed, says), true).status, 200);
  EXPECT_EQ(fetched(1).time, std::chrono::sys_seconds());

  const RawAnswer first = client.Ask(Get(kFeed, says));
  EXPECT_EQ(fetched(2).mark, mark());
  const std::uint64_t before = mark();
  served.Store().Publish(SnapshotOf("dos"));
  EXPECT_NE(mark(), before);
  EXPECT_EQ(fetched(2).mark, before);

  const RawAnswer second = client.Ask(Get(kFeed, says));
  ASSERT_EQ(second.status, 200);
  EXPECT_EQ(fetched(3).mark, mark());
  // Back, and a 304 says so.
  served.Store().Publish(SnapshotOf("uno"));
  EXPECT_EQ(
      client.Ask(Get(kFeed, says + "If-None-Match: " + first["etag"] + "\r\n"))
          .status,
      304);
  EXPECT_EQ(fetched(4).mark, before);
  EXPECT_GT(fetched(4).time, std::chrono::sys_seconds());
}

// Within a second, and on whichever thread.
TEST(Traffic, TheLastFetchCountsWhoeverServedIt) {
  ServedFeeds served({}, SnapshotOf("uno"), "", 3);
  const auto other = static_cast<std::size_t>(ClientFamily::kOther);
  for (std::uint64_t answers = 1; answers <= 12; ++answers) {
    served.Store().Publish(SnapshotOf(std::to_string(answers)));
    ASSERT_EQ(RawClient(served.Port()).Ask(Get(kFeed)).status, 200);
    const TrafficTotals totals = TotalsOnce(
        served, [&](const auto& now) { return Sum(now.durations) == answers; });
    EXPECT_EQ(totals.links.at("cspen").fetches.at(other).mark,
              ContentMark(*served.Store().Current()->Find(kFeed)))
        << answers;
  }
}

TEST(Traffic, SumsUpWhileEverybodyCounts) {
  ServedFeeds served({}, SnapshotOf("uno"), "", 3);
  constexpr int kClients = 6;
  constexpr int kRequests = 50;
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back([&] {
      RawClient client(served.Port());
      for (int j = 0; j < kRequests; ++j) client.Ask(Get(kFeed));
    });
  }
  std::uint64_t last = 0;
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t now = Answers(served.Totals(), "cspen", 200);
    EXPECT_GE(now, last);
    last = now;
    served.Store().Publish(SnapshotOf(i % 2 == 0 ? "dos" : "uno"));
  }
  for (auto& client : clients) client.join();
  const TrafficTotals totals = TotalsOnce(served, [](const auto& now) {
    return Sum(now.durations) == kClients * kRequests;
  });
  EXPECT_EQ(Answers(totals, "cspen", 200), kClients * kRequests);
}

TEST(AccessQueue, LosesAndCountsWhatDoesNotFit) {
  const auto queue = std::make_unique<AccessQueue>();
  const std::string link = "cspen";
  Access access{&link, 200, ClientFamily::kApple, 7,
                std::chrono::microseconds(9)};
  for (int i = 0; i < 8192 + 5; ++i) {
    access.octets = static_cast<std::uint64_t>(i);
    queue->Push(access);
  }
  EXPECT_EQ(queue->Lost(), 5u);
  Access taken;
  for (std::uint64_t i = 0; i < 8192; ++i) {
    ASSERT_TRUE(queue->Take(taken));
    ASSERT_EQ(taken.octets, i);
  }
  EXPECT_FALSE(queue->Take(taken));
  EXPECT_EQ(taken.family, ClientFamily::kApple);
  queue->Push(access);
  EXPECT_TRUE(queue->Take(taken));
  EXPECT_EQ(queue->Lost(), 5u);
}

}  // namespace
}  // namespace agendad::daemon::http
