// The server as a whole: addresses, threads, caps, failures of the system, the
// end.
#include "daemon/http/transport.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"

namespace agendad::daemon::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kFeed = "/feeds/cspen.ics";

template <class Condition>
bool Eventually(Condition condition) {
  for (int i = 0; i < 1000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return false;
}

TEST(Transport, ReadersSeeWholeSnapshotsWhileTheyAreReplaced) {
  ServedFeeds served({}, SnapshotOf("uno", 300), "", 3);
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < 200; ++i) {
      served.Store().Publish(SnapshotOf(i % 2 == 0 ? "dos" : "uno", 300));
      std::this_thread::sleep_for(milliseconds(1));
    }
    done = true;
  });
  const std::string uno = CalendarOf("uno", 300);
  const std::string dos = CalendarOf("dos", 300);
  std::atomic<int> answered = 0;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 8; ++i) {
    readers.emplace_back([&] {
      RawClient client(served.Port());
      while (!done) {
        const RawAnswer answer = client.Ask(Get(kFeed));
        const std::string& expected = answer.body == uno ? uno : dos;
        if (answer.body != expected ||
            answer["etag"] != "\"" + HashOf(expected) + "\"")
          ++wrong;
        const RawAnswer again =
            client.Ask(Get(kFeed, "If-None-Match: " + answer["etag"] + "\r\n"));
        if (again.status != 304 && again.status != 200) ++wrong;
        ++answered;
      }
    });
  }
  writer.join();
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(answered, 100);
}

TEST(Transport, ClientsThatComeAndGoLeaveNothing) {
  ServedFeeds served;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&served, i] {
      for (int j = 0; j < 50; ++j) {
        RawClient client(served.Port());
        switch ((i + j) % 4) {
          case 0:
            EXPECT_EQ(client.Ask(Get(kFeed)).status, 200);
            break;
          case 1:
            EXPECT_EQ(client.Ask(Get(kFeed, "Connection: close\r\n")).status,
                      200);
            break;
          case 2:
            client.Send(Get(kFeed));  // and away without reading
            break;
          case 3:
            client.Send("GET / HT");
            break;
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_TRUE(
      Eventually([&] { return served.GetTransport().OpenConnections() == 0; }));
}

TEST(Transport, AtTheCapTheNextOnesWait) {
  TransportLimits limits;
  limits.connections = 3;
  ServedFeeds served(limits);
  std::vector<std::unique_ptr<RawClient>> within;
  for (int i = 0; i < 3; ++i) {
    within.push_back(std::make_unique<RawClient>(served.Port()));
    EXPECT_EQ(within.back()->Ask(Get(kFeed)).status, 200);
  }
  RawClient waiting(served.Port());
  RawClient last(served.Port());
  waiting.Send(Get(kFeed));
  last.Send(Get(kFeed));
  EXPECT_TRUE(waiting.IsSilentFor(milliseconds(100)));
  EXPECT_EQ(within[0]->Ask(Get(kFeed)).status, 200);
  within.pop_back();
  EXPECT_EQ(waiting.Read().status, 200);
  EXPECT_TRUE(last.IsSilentFor(milliseconds(100)));
  within.clear();
  EXPECT_EQ(last.Read().status, 200);
}

// The undefined behaviour sanitizer, which comes with the address sanitizer
// here, looks at an object's type through a pipe: without descriptors it takes
// good ones for broken.
#ifndef __SANITIZE_ADDRESS__
TEST(Transport, OutOfDescriptorsItRestsAndGoesOn) {
  ServedFeeds served;
  RawClient early(served.Port());
  EXPECT_EQ(early.Ask(Get(kFeed)).status, 200);
  RawClient late(served.Port());  // accepted at once, so two are needed
  EXPECT_EQ(late.Ask(Get(kFeed)).status, 200);

  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  for (int round = 0; round < 2; ++round) {
    const int spare = ::dup(0);  // the client's own
    rlimit none = before;
    none.rlim_cur = static_cast<rlim_t>(spare) + 1;
    ::close(spare);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
    RawClient waiting(served.Port());
    waiting.Send(Get(kFeed));
    EXPECT_TRUE(waiting.IsSilentFor(milliseconds(350)));
    // Who is connected is served.
    EXPECT_EQ(early.Ask(Get(kFeed)).status, 200);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
    EXPECT_EQ(waiting.Read().status, 200);
  }
  // Told once, although it failed again and again, and somebody was accepted in
  // between; and counted.
  EXPECT_GT(served.Totals().accept_failures, 1U);
  EXPECT_EQ(served.Reports(),
            std::vector<std::string>{
                "cannot accept connections: Too many open files"});
}
#endif

TEST(Transport, AnAddressInUseIsToldWithItsName) {
  ServedFeeds served;
  SnapshotStore store;
  const Application application(store, "");
  Traffic traffic;
  Transport second({}, traffic, [](const std::string&) {});
  try {
    second.Listen({"127.0.0.1", served.Port()}, application);
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::address_in_use);
    EXPECT_EQ(std::string(error.what()),
              "cannot listen on 127.0.0.1:" + std::to_string(served.Port()) +
                  ": Address already in use");
  }
}

TEST(Transport, AHostThatDoesNotExistIsToldWithItsName) {
  SnapshotStore store;
  const Application application(store, "");
  Traffic traffic;
  Transport transport({}, traffic, [](const std::string&) {});
  try {
    transport.Listen({"no-such-host.invalid", 0}, application);
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(std::string(error.what())
                  .rfind("cannot listen on no-such-host.invalid:0: ", 0),
              0u)
        << error.what();
  }
}

TEST(Transport, ListensOnEveryAddressOfAName) {
  SnapshotStore store;
  store.Publish(SnapshotOf("uno"));
  const Application application(store, "");
  Traffic traffic;
  Transport transport({}, traffic, [](const std::string&) {});
  const std::uint16_t port =
      transport.Listen({"localhost", 0}, application).port;
  const std::uint16_t other =
      transport.Listen({"127.0.0.2", 0}, application).port;
  EXPECT_NE(port, 0);
  EXPECT_NE(other, 0);
  transport.Start(1);
  EXPECT_EQ(RawClient(port).Ask(Get(kFeed)).status, 200);
}

TEST(Transport, StopsAtOnceWhenNobodyWaits) {
  ServedFeeds served;
  RawClient idle(served.Port());
  EXPECT_EQ(idle.Ask(Get(kFeed)).status, 200);
  const auto start = steady_clock::now();
  served.GetTransport().Stop(std::chrono::seconds(30));
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_TRUE(idle.IsClosed());
  EXPECT_THROW(RawClient(served.Port()), std::system_error);
  served.GetTransport().Stop(milliseconds(0));
}

TEST(Transport, StoppingLetsAnswersOnTheirWayArrive) {
  ServedFeeds served({}, SnapshotOf("uno", 20'000));
  const std::string feed = CalendarOf("uno", 20'000);
  RawClient reading(served.Port(), 4096);
  reading.Send(Get(kFeed));
  RawClient asking(served.Port());
  asking.Send("GET /feeds/cspen.ics HTTP/1.1\r\nHost: a\r\n");
  // Both are known to the server.
  ASSERT_TRUE(
      Eventually([&] { return served.GetTransport().OpenConnections() == 2; }));
  EXPECT_FALSE(reading.IsSilentFor(milliseconds(1000)));
  std::this_thread::sleep_for(milliseconds(50));

  std::thread stopping(
      [&] { served.GetTransport().Stop(std::chrono::seconds(30)); });
  std::this_thread::sleep_for(milliseconds(100));
  asking.Send("\r\n");
  const RawAnswer asked = asking.Read();
  EXPECT_EQ(asked.body, feed);
  EXPECT_EQ(asked["connection"], "close");
  EXPECT_EQ(reading.Read().body, feed);
  asking.ShutdownSending();
  reading.ShutdownSending();
  stopping.join();
}

TEST(Transport, AfterTheGraceItEndsWhatIsLeft) {
  ServedFeeds served;
  RawClient slow(served.Port());
  slow.Send("GET / HTTP/1.1\r\n");
  ASSERT_TRUE(
      Eventually([&] { return served.GetTransport().OpenConnections() == 1; }));
  std::this_thread::sleep_for(milliseconds(50));
  const auto start = steady_clock::now();
  served.GetTransport().Stop(milliseconds(200));
  const auto taken = steady_clock::now() - start;
  EXPECT_GE(taken, milliseconds(200));
  EXPECT_LT(taken, std::chrono::seconds(5));
}

}  // namespace
}  // namespace agendad::daemon::http
