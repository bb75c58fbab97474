#include "daemon/http/connection_counts.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <thread>

namespace agendad::daemon::http {
namespace {

using std::chrono::milliseconds;

Peer PeerNumber(std::uint8_t number) {
  Peer peer;
  peer.network.back() = number;
  return peer;
}

TEST(ConnectionCounts, HasSoManyPlaces) {
  ConnectionCounts counts(2, 0);
  EXPECT_TRUE(counts.Reserve());
  EXPECT_TRUE(counts.Reserve());
  EXPECT_FALSE(counts.GiveBack());  // nobody waits
  EXPECT_TRUE(counts.Reserve());
  EXPECT_FALSE(counts.Reserve());
  EXPECT_EQ(counts.Open(), 2U);
  EXPECT_TRUE(counts.GiveBack());  // who was refused may come again
  EXPECT_FALSE(counts.GiveBack());
  EXPECT_EQ(counts.Open(), 0U);
}

TEST(ConnectionCounts, WhoCouldNotBeToldIsToldLater) {
  ConnectionCounts counts(2, 0);
  EXPECT_TRUE(counts.Reserve());
  EXPECT_TRUE(counts.Reserve());
  EXPECT_FALSE(counts.Reserve());
  EXPECT_TRUE(counts.GiveBack());
  counts.KeepWaiting();
  EXPECT_TRUE(counts.GiveBack());
}

TEST(ConnectionCounts, OneAddressHasSoManyOfThem) {
  ConnectionCounts counts(100, 2);
  const Peer one = PeerNumber(1);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(counts.Reserve());
    EXPECT_TRUE(counts.Admit(one));
  }
  EXPECT_TRUE(counts.Reserve());
  EXPECT_FALSE(counts.Admit(one));
  EXPECT_TRUE(counts.Admit(PeerNumber(2)));
  EXPECT_EQ(counts.Open(), 3U);
  counts.Release(one);
  EXPECT_TRUE(counts.Reserve());
  EXPECT_TRUE(counts.Admit(one));
  EXPECT_TRUE(counts.Reserve());
  EXPECT_FALSE(counts.Admit(one));
}

TEST(ConnectionCounts, SomeAreNotCountedByAddress) {
  Peer proxy = PeerNumber(1);
  proxy.is_exempt = true;
  ConnectionCounts counts(100, 1);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(counts.Reserve());
    EXPECT_TRUE(counts.Admit(proxy));
  }
  ConnectionCounts without(100, 0);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(without.Reserve());
    EXPECT_TRUE(without.Admit(PeerNumber(1)));
  }
  for (int i = 0; i < 10; ++i) {
    counts.Release(proxy);
    without.Release(PeerNumber(1));
  }
  EXPECT_EQ(counts.Open() + without.Open(), 0U);
}

TEST(ConnectionCounts, WaitsUntilAllHaveGone) {
  ConnectionCounts counts(10, 0);
  EXPECT_TRUE(counts.WaitUntilNone(milliseconds(0)));
  EXPECT_TRUE(counts.Reserve());
  EXPECT_FALSE(counts.WaitUntilNone(milliseconds(5)));
  std::thread last([&counts] {
    std::this_thread::sleep_for(milliseconds(20));
    counts.GiveBack();
  });
  EXPECT_TRUE(counts.WaitUntilNone(std::chrono::minutes(1)));
  last.join();
}

}  // namespace
}  // namespace agendad::daemon::http
