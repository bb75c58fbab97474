#include "feeds/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "feeds/ical/event_writer.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::DateRange;
using std::chrono::days;
using std::chrono::sys_days;
using test::Day;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr sys_days kMonday = 2024y / 3 / 11;

Event Deadline(std::string uid, sys_days day = kMonday) {
  Event event;
  event.summary = "CSPEN · Asunto " + uid;
  event.uid = std::move(uid);
  event.kind = EventKind::kDeadline;
  event.span = DateRange{day, day};
  return event;
}

EventPtr Written(const Event& event, RevisionLines lines = {0, kMonday, {}}) {
  static const Graphemes graphemes;
  static Digester digester;
  WrittenEvent written;
  written.bytes = WithRevision(WriteContent(event, graphemes), ToText(lines));
  written.digest = digester.Hash(written.bytes.Joined());
  written.kind = event.kind;
  written.is_cancelled = event.certainty == EventCertainty::kCancelled;
  if (const auto* range = std::get_if<DateRange>(&event.span)) {
    written.start = range->first;
    written.days = *range;
  } else {
    written.start = std::get<TimedSpan>(event.span).start;
    const auto day = std::chrono::floor<days>(written.start);
    written.days = {day, day};
  }
  return std::make_shared<const WrittenEvent>(std::move(written));
}

Feed MakeFeed(const std::string& permanent, const std::vector<Event>& events) {
  Feed feed;
  feed.id = permanent;
  feed.permanent = permanent;
  feed.name = "Nombre de " + permanent;
  feed.path = "/feeds/" + permanent + ".ics";
  for (const Event& event : events) feed.events.push_back(Written(event));
  return feed;
}

Snapshot Of(std::vector<Feed> feeds) {
  std::vector<FeedPtr> shared;
  for (Feed& feed : feeds) {
    shared.push_back(std::make_shared<const Feed>(std::move(feed)));
  }
  return Snapshot(std::move(shared));
}

// "kind uid: summary (earlier); before -> after" of every event, below a line
// for its feed.
std::vector<std::string> Lines(const std::vector<FeedChanges>& changes) {
  constexpr std::string_view kKinds[] = {"changed", "new", "gone"};
  const auto text = [](const std::optional<EventSpan>& span) {
    return span ? ToText(*span) : "-";
  };
  std::vector<std::string> lines;
  for (const FeedChanges& feed : changes) {
    lines.push_back(std::string(kKinds[static_cast<std::size_t>(feed.kind)]) +
                    " feed " + feed.id + " (" + feed.name + ")" +
                    (feed.earlier_id.empty()
                         ? ""
                         : ", before: " + feed.earlier_id + " (" +
                               feed.earlier_name + ")"));
    for (const EventChange& change : feed.events) {
      lines.push_back(std::string(ToText(change.kind)) + " " + change.uid +
                      ": " + change.summary + " (" + change.earlier_summary +
                      "); " + text(change.before) + " -> " +
                      text(change.after));
    }
  }
  return lines;
}

std::vector<std::string> Between(const Feed& before, const Feed& after) {
  const Snapshot then = Of({before});
  return Lines(Compare(&then, Of({after})));
}

// What is told of one event that was `before` and is `after`.
std::vector<std::string> Between(const Event& before, const Event& after) {
  return Between(MakeFeed("dp", {before}), MakeFeed("dp", {after}));
}

TEST(Compare, TellsOfEachEventWhatMattersMost) {
  const Event base = Deadline("a");
  const auto edited = [&](auto edit) {
    Event event = base;
    edit(event);
    return event;
  };
  const Event tentative =
      edited([](Event& e) { e.certainty = EventCertainty::kTentative; });
  const Event confirmed =
      edited([](Event& e) { e.certainty = EventCertainty::kConfirmed; });
  const Event cancelled =
      edited([](Event& e) { e.certainty = EventCertainty::kCancelled; });
  const std::string what = "a: CSPEN · Asunto a ();";
  const std::string same = " 2024-03-11 -> 2024-03-11";
  const struct {
    Event before;
    Event after;
    std::string told;
  } rows[] = {
      {base, edited([](Event& e) {
         e.span = DateRange{kMonday, kMonday + days(4)};
       }),
       "moved " + what + " 2024-03-11 -> 2024-03-11 to 2024-03-15"},
      {base, edited([](Event& e) {
         e.span = TimedSpan{kMonday + 16h, kMonday + 18h};
       }),
       "moved " + what + " 2024-03-11 -> 2024-03-11 16:00 to 18:00 UTC"},
      // Where it was is worth more than how sure it is.
      {tentative, edited([](Event& e) {
         e.span = DateRange{kMonday + days(1), kMonday + days(1)};
         e.certainty = EventCertainty::kConfirmed;
         e.description = "Otra";
       }),
       "moved " + what + " 2024-03-11 -> 2024-03-12"},
      {tentative, confirmed, "confirmed " + what + same},
      {confirmed, tentative, "tentative " + what + same},
      {base, edited([](Event& e) { e.summary = "Otro"; }),
       "retitled a: Otro (CSPEN · Asunto a);" + same},
      {base, edited([](Event& e) { e.description = "Otra"; }),
       "reworded " + what + same},
      {base, edited([](Event& e) { e.location = "Sala 2"; }),
       "reworded " + what + same},
      {base, edited([](Event& e) { e.categories = {"DP"}; }),
       "reworded " + what + same},
      {base, cancelled, "cancelled " + what + " 2024-03-11 -> -"},
      // What comes back is new to who was told that it is off.
      {cancelled, base, "new " + what + " - -> 2024-03-11"},
      // Its readers are told why it is off.
      {cancelled, edited([](Event& e) {
         e.certainty = EventCertainty::kCancelled;
         e.description = "Otra";
       }),
       "reworded " + what + same},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.told);
    EXPECT_THAT(Between(row.before, row.after),
                ElementsAre("changed feed dp (Nombre de dp)", row.told));
  }
}

TEST(Compare, RevisionLinesAloneAreNoChange) {
  Feed before = MakeFeed("dp", {});
  before.events = {Written(Deadline("a"), {0, kMonday, {}})};
  Feed after = before;
  after.events = {Written(Deadline("a"), {0, kMonday + 1s, {}})};
  EXPECT_THAT(Between(before, after), IsEmpty());
  after.events = {Written(Deadline("a"), {1, kMonday + 1s, kMonday})};
  EXPECT_THAT(Between(before, after), IsEmpty());
  Event cancelled = Deadline("a");
  cancelled.certainty = EventCertainty::kCancelled;
  before.events = {Written(cancelled, {1, kMonday, kMonday})};
  after.events = {Written(cancelled, {2, kMonday + 1s, kMonday})};
  EXPECT_THAT(Between(before, after), IsEmpty());
}

TEST(Compare, TellsOfWhatIsCancelled) {
  Event cancelled = Deadline("a");
  cancelled.certainty = EventCertainty::kCancelled;
  const Feed empty = MakeFeed("dp", {});
  const Feed planned = MakeFeed("dp", {Deadline("a")});
  const Feed off = MakeFeed("dp", {cancelled});
  const std::string feed = "changed feed dp (Nombre de dp)";
  EXPECT_THAT(
      Between(planned, off),
      ElementsAre(feed, "cancelled a: CSPEN · Asunto a (); 2024-03-11 -> -"));
  EXPECT_THAT(Between(off, planned),
              ElementsAre(feed, "new a: CSPEN · Asunto a (); - -> 2024-03-11"));
  // Nobody had seen it before.
  EXPECT_THAT(
      Between(empty, off),
      ElementsAre(feed, "cancelled a: CSPEN · Asunto a (); - -> 2024-03-11"));
  EXPECT_THAT(
      Between(off, empty),
      ElementsAre(feed, "gone a: CSPEN · Asunto a (); 2024-03-11 -> -"));
}

// What the program has no more was told when it was lost: the end of its time
// as cancelled is nothing to tell, nor its beginning in a feed that never had
// it.
TEST(Compare, DoesNotTellOfWhatOnlyStands) {
  Event cancelled = Deadline("a");
  cancelled.certainty = EventCertainty::kCancelled;
  const Feed empty = MakeFeed("dp", {});
  Feed standing = empty;
  WrittenEvent withdrawn = *Written(cancelled);
  withdrawn.is_withdrawn = true;
  standing.events = {std::make_shared<const WrittenEvent>(withdrawn)};
  EXPECT_THAT(Between(standing, empty), IsEmpty());
  EXPECT_THAT(Between(empty, standing), IsEmpty());
}

TEST(Compare, TellsWhatComesAndGoesByDayAndUid) {
  const Feed before =
      MakeFeed("dp", {Deadline("z", kMonday), Deadline("b", kMonday + days(9)),
                      Deadline("moves", kMonday)});
  const Feed after = MakeFeed(
      "dp", {Deadline("moves", kMonday + days(9)),
             Deadline("a", kMonday + days(9)), Deadline("y", kMonday)});
  EXPECT_THAT(
      Between(before, after),
      ElementsAre(
          "changed feed dp (Nombre de dp)",
          "new y: CSPEN · Asunto y (); - -> 2024-03-11",
          "gone z: CSPEN · Asunto z (); 2024-03-11 -> -",
          "new a: CSPEN · Asunto a (); - -> 2024-03-20",
          "gone b: CSPEN · Asunto b (); 2024-03-20 -> -",
          "moved moves: CSPEN · Asunto moves (); 2024-03-11 -> 2024-03-20"));
}

TEST(Compare, FeedsAreTheSameByTheirPermanentId) {
  const Feed dp = MakeFeed("dp", {Deadline("a")});
  Feed other_id = dp;
  other_id.id = "planeacion";
  EXPECT_THAT(Between(dp, other_id),
              ElementsAre("changed feed planeacion (Nombre de dp), before: dp "
                          "(Nombre de dp)"));
  Feed other_name = dp;
  other_name.name = "Otra";
  EXPECT_THAT(Between(dp, other_name),
              ElementsAre("changed feed dp (Otra), before: dp (Nombre de dp)"));
  // The same id, and another feed: nobody's address stays.
  Feed other_feed = dp;
  other_feed.permanent = "dj";
  EXPECT_THAT(Between(dp, other_feed),
              ElementsAre("new feed dp (Nombre de dp)",
                          "new a: CSPEN · Asunto a (); - -> 2024-03-11",
                          "gone feed dp (Nombre de dp)",
                          "gone a: CSPEN · Asunto a (); 2024-03-11 -> -"));
}

TEST(Compare, NewFeedsStandInTheirOrderAndGoneOnesLast) {
  const Snapshot before = Of({MakeFeed("gone", {}), MakeFeed("same", {}),
                              MakeFeed("dp", {Deadline("a")})});
  const Snapshot after =
      Of({MakeFeed("dp", {}), MakeFeed("new", {Deadline("b")}),
          MakeFeed("same", {}), MakeFeed("empty", {})});
  const std::vector<std::string> all = {
      "changed feed dp (Nombre de dp)",
      "gone a: CSPEN · Asunto a (); 2024-03-11 -> -",
      "new feed new (Nombre de new)",
      "new b: CSPEN · Asunto b (); - -> 2024-03-11",
      "new feed empty (Nombre de empty)",
      "gone feed gone (Nombre de gone)"};
  EXPECT_EQ(Lines(Compare(&before, after)), all);
  EXPECT_THAT(Lines(Compare(&after, after)), IsEmpty());
  EXPECT_THAT(Lines(Compare(nullptr, before)),
              ElementsAre("new feed gone (Nombre de gone)",
                          "new feed same (Nombre de same)",
                          "new feed dp (Nombre de dp)",
                          "new a: CSPEN · Asunto a (); - -> 2024-03-11"));
}

TEST(EventSpan, ReadsAsText) {
  const struct {
    EventSpan span;
    std::string_view text;
  } rows[] = {
      {DateRange{kMonday, kMonday}, "2024-03-11"},
      {DateRange{kMonday, kMonday + days(4)}, "2024-03-11 to 2024-03-15"},
      {TimedSpan{kMonday + 9h + 5min, kMonday + 18h},
       "2024-03-11 09:05 to 18:00 UTC"},
      {TimedSpan{kMonday + 23h + 30min, kMonday + 25h},
       "2024-03-11 23:30 to 2024-03-12 01:00 UTC"},
      {TimedSpan{kMonday + 23h, kMonday + 24h},
       "2024-03-11 23:00 to 2024-03-12 00:00 UTC"},
  };
  for (const auto& [span, text] : rows) EXPECT_EQ(ToText(span), text);
}

}  // namespace
}  // namespace agendad::feeds
