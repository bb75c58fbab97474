#include "daemon/monitoring/clients_seen.h"

#include <gtest/gtest.h>

#include <string>

#include "daemon/http/traffic.h"
#include "tests/daemon/http/made_up_feeds.h"

namespace agendad::daemon {
namespace {

using namespace std::chrono_literals;
using http::ClientFamily;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr sys_seconds kNow = sys_days(2024y / 3 / 11) + 16h;

TEST(StatesAfter, KeepsTheTimeOfWhatStaysTheSame) {
  const auto uno = http::SnapshotOf("uno");
  const FeedStates first = StatesAfter(*uno, {}, kNow);
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(
      first.at("cspen"),
      (FeedState{http::ContentMark(*uno->Find("/feeds/cspen.ics")), kNow}));
  EXPECT_NE(first.at("cspen").mark, first.at("dcpen").mark);
  EXPECT_EQ(StatesAfter(*http::SnapshotOf("uno"), first, kNow + 1h), first);

  const FeedStates second =
      StatesAfter(*http::SnapshotOf("dos"), first, kNow + 2h);
  EXPECT_EQ(second.at("cspen").changed, kNow + 2h);
  EXPECT_NE(second.at("cspen").mark, first.at("cspen").mark);
  // Back is a change, too.
  EXPECT_EQ(StatesAfter(*uno, second, kNow + 3h).at("cspen"),
            (FeedState{first.at("cspen").mark, kNow + 3h}));
}

TEST(StatesAfter, ForgetsFeedsThatAreGone) {
  const FeedStates both = StatesAfter(*http::SnapshotOf("uno"), {}, kNow);
  const auto one =
      http::SnapshotOf(http::FeedOf("cspen", http::CalendarOf("uno", 40)));
  const FeedStates left = StatesAfter(*one, both, kNow + 1h);
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left.at("cspen"), both.at("cspen"));
}

TEST(ClientsSeen, SaysWhoHasWhatThereIs) {
  http::TrafficTotals traffic;
  const auto fetch = [&](const std::string& link, ClientFamily family,
                         sys_seconds time, std::uint64_t mark) {
    traffic.links[link].fetches.at(static_cast<std::size_t>(family)) = {time,
                                                                        mark};
  };
  fetch("cspen", ClientFamily::kApple, kNow, 7);
  fetch("cspen", ClientFamily::kGoogle, kNow - 1h, 6);
  fetch("gone", ClientFamily::kGoogle, kNow, 5);
  fetch("-", ClientFamily::kOther, kNow, 0);
  traffic.links["quiet"] = {};
  const FeedStates feeds = {{"cspen", {7, kNow - 2h}},
                            {"quiet", {8, kNow - 2h}},
                            {"unasked", {9, kNow - 2h}}};
  EXPECT_EQ(ClientsSeen(traffic, feeds),
            (std::vector<ClientSeen>{
                {"cspen", ClientFamily::kGoogle, kNow - 1h, false},
                {"cspen", ClientFamily::kApple, kNow, true}}));
  EXPECT_TRUE(ClientsSeen({}, feeds).empty());
}

// Of an entity-tag without a hash, as of a feed that nobody built.
TEST(ContentMark, IsOfTheHash) {
  feeds::Feed feed;
  EXPECT_EQ(http::ContentMark(feed), 0u);
  feed.representations.front().etag = "\"00000000000000ff0123456789abcdef\"";
  EXPECT_EQ(http::ContentMark(feed), 255u);
  feed.representations.front().etag = "\"ffffffffffffffff0123456789abcdef\"";
  EXPECT_EQ(http::ContentMark(feed), ~std::uint64_t{0});
}

}  // namespace
}  // namespace agendad::daemon
