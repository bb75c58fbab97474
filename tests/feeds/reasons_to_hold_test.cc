#include "feeds/reasons_to_hold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "feeds/changes.h"

namespace agendad::feeds {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

constexpr sys_days kToday = 2024y / 3 / 11;

// Only what is looked at: of the bytes, the UID.
WrittenEvent Coming(const std::string& uid) {
  WrittenEvent event;
  event.bytes = "BEGIN:VEVENT\r\nUID:" + uid + "\r\n";
  event.kind = EventKind::kDeadline;
  event.days = {kToday, kToday};
  return event;
}

std::vector<WrittenEvent> Coming(int count, int first = 0) {
  std::vector<WrittenEvent> events;
  for (int i = first; i < first + count; ++i) {
    events.push_back(Coming(std::to_string(i)));
  }
  return events;
}

FeedPtr MakeFeed(const std::string& permanent,
                 const std::vector<WrittenEvent>& events) {
  Feed feed;
  feed.id = permanent;
  feed.permanent = permanent;
  feed.path = "/feeds/" + permanent + ".ics";
  for (const auto& event : events) {
    feed.events.push_back(std::make_shared<const WrittenEvent>(event));
  }
  return std::make_shared<const Feed>(std::move(feed));
}

std::vector<std::string> Reasons(const std::vector<WrittenEvent>& before,
                                 const std::vector<WrittenEvent>& after) {
  return ReasonsToHold(Snapshot({MakeFeed("dp", before)}),
                       Snapshot({MakeFeed("dp", after)}), kToday);
}

TEST(ReasonsToHold, AreFeedsThatEverybodyLosesOrGets) {
  const auto shown_as = [](bool is_private) {
    Feed feed = *MakeFeed("dp", Coming(3));
    feed.is_private = is_private;
    return Snapshot({std::make_shared<const Feed>(std::move(feed))});
  };
  using Kind = FeedChanges::Kind;
  const struct {
    bool before;
    bool after;
    std::vector<std::string> reasons;
    std::vector<Kind> kinds;
  } rows[] = {
      {false, false, {}, {}},
      {true, true, {}, {}},
      {false,
       true,
       {"the feed 'dp' would become private"},
       {Kind::kNowPrivate}},
      {true, false, {"the feed 'dp' would become public"}, {Kind::kNowPublic}},
  };
  for (const auto& [before, after, reasons, kinds] : rows) {
    EXPECT_EQ(ReasonsToHold(shown_as(before), shown_as(after), kToday),
              reasons);
    const Snapshot then = shown_as(before);
    std::vector<Kind> found;
    for (const auto& change : Compare(&then, shown_as(after))) {
      found.push_back(change.kind);
      EXPECT_TRUE(change.events.empty());
    }
    EXPECT_EQ(found, kinds);
  }
}

TEST(ReasonsToHold, AreLossesOfMoreThanAFifth) {
  const struct {
    int coming;
    int lost;
    bool held;
  } rows[] = {
      {1, 0, false}, {1, 1, true},     {4, 1, true},     {5, 1, false},
      {5, 2, true},  {9, 2, true},     {10, 2, false},   {10, 3, true},
      {0, 0, false}, {100, 20, false}, {100, 21, true},  {104, 21, true},
      {6, 1, false}, {105, 21, false}, {100, 100, true},
  };
  for (const auto& [coming, lost, held] : rows) {
    SCOPED_TRACE(std::to_string(lost) + " of " + std::to_string(coming));
    const auto reasons = Reasons(Coming(coming), Coming(coming - lost, lost));
    if (!held) {
      EXPECT_THAT(reasons, IsEmpty());
      continue;
    }
    EXPECT_THAT(
        reasons,
        ElementsAre("the feed 'dp' would lose " + std::to_string(lost) +
                    " of its " + std::to_string(coming) + " coming events"));
  }
}

// Five of which one is lost, and what would make a fifth out of more or less.
TEST(ReasonsToHold, CountWhatIsDecidedAndComing) {
  const auto past = [](WrittenEvent& e) {
    e.days = {kToday - days(9), kToday - days(1)};
  };
  const auto began = [](WrittenEvent& e) {
    e.days = {kToday - days(9), kToday};
  };
  const auto notice = [](WrittenEvent& e) { e.kind = EventKind::kNotice; };
  const auto cancelled = [](WrittenEvent& e) { e.is_cancelled = true; };
  const auto month = [](WrittenEvent& e) {
    e.kind = EventKind::kList;
    e.days.last += days(30);
  };
  const auto day = [](WrittenEvent& e) {
    e.kind = EventKind::kList;
    e.days = {kToday + days(1), kToday + days(1)};
  };
  const auto session = [](WrittenEvent& e) { e.kind = EventKind::kSession; };
  const auto as_it_is = [](WrittenEvent&) {};
  const struct {
    const char* what;
    void (*edit)(WrittenEvent&);
    bool counts;
  } rows[] = {
      {"past", past, false},
      {"began", began, true},
      {"notice", notice, false},
      {"cancelled", cancelled, false},
      {"list of a month", month, true},
      {"list of a day", day, false},
      {"session", session, true},
      {"deadline", as_it_is, true},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    // Lost beside one that is lost of five.
    auto before = Coming(6);
    row.edit(before[0]);
    const auto lost = Reasons(before, Coming(4, 2));
    // Kept beside one that is lost of four.
    before = Coming(5);
    row.edit(before[0]);
    auto after = before;
    after.pop_back();
    const auto kept = Reasons(before, after);
    if (row.counts) {
      EXPECT_THAT(lost, ElementsAre("the feed 'dp' would lose 2 of its 6 "
                                    "coming events"));
      EXPECT_THAT(kept, IsEmpty());
    } else {
      EXPECT_THAT(lost, IsEmpty());
      EXPECT_THAT(kept, ElementsAre("the feed 'dp' would lose 1 of its 4 "
                                    "coming events"));
    }
  }
}

TEST(ReasonsToHold, WhatIsWithdrawnIsLostAndWhatIsMovedOrCalledOffIsNot) {
  auto after = Coming(4);
  for (auto& event : after) event.days = {kToday - days(9), kToday - days(9)};
  EXPECT_THAT(Reasons(Coming(4), after), IsEmpty());
  after[3].is_cancelled = true;
  EXPECT_THAT(Reasons(Coming(4), after), IsEmpty());
  after[3].is_withdrawn = true;
  EXPECT_THAT(Reasons(Coming(4), after),
              ElementsAre("the feed 'dp' would lose 1 of its 4 coming events"));
  // New ones make up for nothing.
  after = Coming(4, 1);
  EXPECT_THAT(Reasons(Coming(4), after),
              ElementsAre("the feed 'dp' would lose 1 of its 4 coming events"));
}

TEST(ReasonsToHold, WhatAListMayHoldIsNotLost) {
  auto after = Coming(4, 8);
  for (auto& event : after) event.kind = EventKind::kList;
  EXPECT_THAT(Reasons(Coming(4), after), IsEmpty());
  for (auto& event : after) event.days.first -= days(1);
  EXPECT_THAT(Reasons(Coming(4), after),
              ElementsAre("the feed 'dp' would lose 4 of its 4 coming events"));
}

// Where cancelled events are omitted, another feed may tell.
TEST(ReasonsToHold, WhatWasCalledOffElsewhereIsNotLost) {
  auto elsewhere = Coming(4);
  for (auto& event : elsewhere) event.is_cancelled = true;
  const Snapshot before({MakeFeed("dp", Coming(4))});
  EXPECT_THAT(
      ReasonsToHold(before,
                    Snapshot({MakeFeed("dp", {}), MakeFeed("body", elsewhere)}),
                    kToday),
      IsEmpty());
  for (auto& event : elsewhere) event.is_withdrawn = true;
  EXPECT_THAT(
      ReasonsToHold(before,
                    Snapshot({MakeFeed("dp", {}), MakeFeed("body", elsewhere)}),
                    kToday),
      ElementsAre("the feed 'dp' would lose 4 of its 4 coming events"));
}

TEST(ReasonsToHold, AFeedThatIsGoneLosesAll) {
  const FeedPtr same = MakeFeed("same", Coming(3));
  const Snapshot before({MakeFeed("dp", Coming(3)), same, MakeFeed("empty", {}),
                         MakeFeed("dj", Coming(1))});
  const Snapshot after({same});
  EXPECT_THAT(ReasonsToHold(before, after, kToday),
              ElementsAre("the feed 'dp' would lose 3 of its 3 coming events",
                          "the feed 'dj' would lose 1 of its 1 coming events"));
  EXPECT_THAT(ReasonsToHold(before, after, kToday + days(1)), IsEmpty());
  EXPECT_THAT(ReasonsToHold(after, before, kToday), IsEmpty());
}

TEST(ReasonsToHold, ARenamedFeedIsNamedAsPeopleKnowIt) {
  Feed renamed;
  renamed.id = "planeacion";
  renamed.permanent = "dp";
  renamed.path = "/feeds/planeacion.ics";
  const Snapshot after({std::make_shared<const Feed>(std::move(renamed))});
  EXPECT_THAT(
      ReasonsToHold(Snapshot({MakeFeed("dp", Coming(2))}), after, kToday),
      ElementsAre("the feed 'dp' would lose 2 of its 2 coming events"));
}

}  // namespace
}  // namespace agendad::feeds
