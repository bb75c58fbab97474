#include "feeds/restored_revisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "feeds/ical/event_writer.h"
#include "feeds/snapshot.h"
#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::DateRange;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using test::Day;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr sys_days kMonday = 2024y / 3 / 11;
constexpr sys_seconds kModified = kMonday + 5s;
constexpr sys_seconds kCreated = kMonday - days(30);

Event Deadline(std::string uid = "a") {
  Event event;
  event.uid = std::move(uid);
  event.span = DateRange{kMonday, kMonday + days(1)};
  event.summary = "CSPEN · Asunto";
  return event;
}

Event Cancelled(std::string uid = "a") {
  Event event = Deadline(std::move(uid));
  event.certainty = EventCertainty::kCancelled;
  return event;
}

std::string Content(const Event& event) {
  static const Graphemes graphemes;
  return WriteContent(event, graphemes);
}

std::string Written(const Event& event,
                    RevisionLines lines = {3, kModified, kCreated}) {
  return WithRevision(Content(event), ToText(lines));
}

std::string Calendar(const std::string& events) {
  return "BEGIN:VCALENDAR\r\n" + events + "END:VCALENDAR\r\n";
}

Sha256 HashOf(const Event& event) {
  Digester digester;
  return digester.Hash(Content(event));
}

// As restored from Written().
Revision Restored(const Event& event) {
  Revision revision;
  revision.bytes = HashOf(event);
  revision.sequence = 3;
  revision.last_modified = kModified;
  revision.created = kCreated;
  return revision;
}

TEST(AddRestored, TellsTheNumbersAndNotTheMeaning) {
  Revisions revisions;
  EXPECT_TRUE(AddRestored(
      "dp", Calendar(Written(Deadline()) + Written(Deadline("b"))), revisions));
  EXPECT_EQ(revisions, (Revisions{{"a", Restored(Deadline())},
                                  {"b", Restored(Deadline("b"))}}));
  EXPECT_FALSE(revisions.at("a").meaning);
}

TEST(AddRestored, WhatHasNoCreatedLineWillHaveOne) {
  Revisions revisions;
  EXPECT_TRUE(AddRestored(
      "dp", Calendar(Written(Deadline(), {3, kModified, {}})), revisions));
  Revision expected = Restored(Deadline());
  expected.bytes = Sha256{};
  expected.created = kModified;
  EXPECT_EQ(revisions, (Revisions{{"a", expected}}));
}

TEST(AddRestored, WhatIsCancelledStandsWhereItStood) {
  Revisions revisions;
  Event timed = Cancelled("timed");
  timed.span = TimedSpan{kMonday + 16h, kMonday + 18h};
  EXPECT_TRUE(AddRestored("dp", Calendar(Written(Cancelled()) + Written(timed)),
                          revisions));
  Revision all_day = Restored(Cancelled());
  all_day.left = kModified;
  all_day.withdrawn = std::make_shared<const Withdrawn>(Withdrawn{
      Content(Cancelled()), kMonday, {kMonday, kMonday + days(1)}, {"dp"}});
  Revision with_times = Restored(timed);
  with_times.left = kModified;
  with_times.withdrawn = std::make_shared<const Withdrawn>(
      Withdrawn{Content(timed), kMonday + 16h, {kMonday, kMonday}, {"dp"}});
  EXPECT_EQ(revisions, (Revisions{{"a", all_day}, {"timed", with_times}}));
}

TEST(AddRestored, TheHigherNumberStays) {
  const struct {
    const char* what;
    RevisionLines known;
    RevisionLines read;
    bool is_replaced;
  } rows[] = {
      {"SEQUENCE", {3, kModified, {}}, {4, kModified, {}}, true},
      {"a lower SEQUENCE", {3, kModified, {}}, {2, kModified, {}}, false},
      {"LAST-MODIFIED", {3, kModified, {}}, {3, kModified + 1s, {}}, true},
      {"an older one", {3, kModified, {}}, {3, kModified - 1s, {}}, false},
      {"both ways", {3, kModified, {}}, {4, kModified - days(1), {}}, true},
      {"the other", {3, kModified, {}}, {2, kModified + days(1), {}}, false},
      {"the same", {3, kModified, kCreated}, {3, kModified, kMonday}, false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    Revisions revisions;
    Event other = Deadline();
    other.summary = "Otro";
    ASSERT_TRUE(
        AddRestored("dp", Calendar(Written(Deadline(), row.known)), revisions));
    const Revisions before = revisions;
    ASSERT_TRUE(
        AddRestored("dj", Calendar(Written(other, row.read)), revisions));
    Revisions alone;
    ASSERT_TRUE(AddRestored("dj", Calendar(Written(other, row.read)), alone));
    EXPECT_EQ(revisions, row.is_replaced ? alone : before);
  }
}

TEST(AddRestored, WhatIsCancelledStandsInEveryFeedThatHasIt) {
  Revisions revisions;
  const std::string text = Calendar(Written(Cancelled()));
  for (const auto* feed : {"dp", "cspen", "dj"}) {
    ASSERT_TRUE(AddRestored(feed, text, revisions));
  }
  EXPECT_THAT(revisions.at("a").withdrawn->feeds,
              ElementsAre("dp", "cspen", "dj"));
  // Newer as cancelled, or back again: what was there before is over.
  ASSERT_TRUE(AddRestored(
      "new", Calendar(Written(Cancelled(), {4, kModified, {}})), revisions));
  EXPECT_THAT(revisions.at("a").withdrawn->feeds, ElementsAre("new"));
  ASSERT_TRUE(AddRestored("dp", text, revisions));
  EXPECT_THAT(revisions.at("a").withdrawn->feeds, ElementsAre("new"));
  ASSERT_TRUE(AddRestored(
      "dp", Calendar(Written(Deadline(), {5, kModified, {}})), revisions));
  EXPECT_EQ(revisions.at("a").withdrawn, nullptr);
  EXPECT_FALSE(revisions.at("a").left);
}

TEST(AddRestored, RefusesWhatAgendadCannotHaveWritten) {
  const std::string good = Written(Deadline());
  const std::string rows[] = {
      "",
      "<html></html>",
      good,
      Calendar(Content(Deadline())),
      Calendar("BEGIN:VEVENT\r\n"),
      Calendar("BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20240101T000000Z\r\n"
               "LAST-MODIFIED:20240101T000000Z\r\nSEQUENCE:0\r\n"
               "END:VEVENT\r\n"),
  };
  for (const auto& text : rows) {
    Revisions revisions;
    EXPECT_FALSE(AddRestored("dp", text, revisions)) << text;
    EXPECT_THAT(revisions, IsEmpty());
  }
  Revisions revisions;
  EXPECT_TRUE(AddRestored("dp", Calendar(""), revisions));
  EXPECT_THAT(revisions, IsEmpty());
}

// What is cancelled, what is reworded and what is left of a program with items
// in three months and sessions in two.
class RestoredPublication : public testing::Test {
 protected:
  RestoredPublication() {
    config::Program program = test::MakeProgram();
    program.sessions = {
        test::MakeSession("agosto", config::SessionType::kOrdinary,
                          test::At("2024-08-14", 10h)),
        test::MakeSession("abril", config::SessionType::kOrdinary,
                          test::Week(2, "2024-04"))};
    program.items = {
        test::MakeItem("june", config::ByDirectorate{"dp"}, {"2024-06"}),
        test::MakeItem("july", config::ByDirectorate{"dp"}, {"2024-07"}),
        test::MakeItem("may", config::ByDirectorate{"dp"}, {"2024-05"})};
    definition_ = test::MakeDefinition({program});
    publication_.Publish(definition_);
    publication_.Wait(days(1));
    Program().items[0].observation = "Otra";
    Program().items.pop_back();
    Program().sessions.erase(Program().sessions.begin());
  }

  config::Program& Program() { return definition_.programs[0].Edit(); }

  void ReadAll() {
    const auto bytes = test::BytesOf(publication_.Shown());
    for (const auto& feed : publication_.Shown().Feeds()) {
      ASSERT_TRUE(AddRestored(feed->id, bytes.at(feed->path), revisions_))
          << feed->id;
    }
  }

  BuildResult Build() const {
    return BuildSnapshot(definition_, Published{revisions_, nullptr},
                         publication_.Now() + days(1), Compress::kNo);
  }

  void ExpectTheSameBytes() {
    const auto again = Build();
    ASSERT_TRUE(again.snapshot);
    EXPECT_EQ(test::BytesOf(*again.snapshot),
              test::BytesOf(publication_.Shown()));
  }

  config::Definition definition_;
  test::Publication publication_{Day("2024-03-01")};
  Revisions revisions_;
};

TEST_F(RestoredPublication, IsWrittenAgainToTheByte) {
  publication_.Publish(definition_);
  ReadAll();
  ExpectTheSameBytes();
  // The numbers are what the ledger had, all but the unknown meaning.
  ASSERT_EQ(revisions_.size(), publication_.Revisions().size());
  for (const auto& [uid, known] : publication_.Revisions()) {
    ASSERT_TRUE(revisions_.contains(uid));
    Revision expected = known;
    expected.meaning.reset();
    // In no order, as the feeds are.
    if (known.withdrawn) {
      ASSERT_TRUE(revisions_.at(uid).withdrawn);
      const Withdrawn& withdrawn = *revisions_.at(uid).withdrawn;
      EXPECT_THAT(withdrawn.feeds,
                  testing::UnorderedElementsAreArray(known.withdrawn->feeds));
      expected.withdrawn = revisions_.at(uid).withdrawn;
      EXPECT_EQ(withdrawn.content, known.withdrawn->content);
      EXPECT_EQ(withdrawn.start, known.withdrawn->start);
    }
    EXPECT_EQ(revisions_.at(uid), expected);
  }
  // Whoever names a file twice changes nothing.
  ReadAll();
  ExpectTheSameBytes();
}

// A rewording alone would not raise SEQUENCE; nobody knows that it is one.
TEST_F(RestoredPublication, IsFollowedByHigherNumbers) {
  publication_.Publish(definition_);
  ReadAll();
  Program().items[0].observation = "Otra más";
  const auto changed = Build();
  ASSERT_TRUE(changed.snapshot);
  int raised = 0;
  for (const auto& [uid, revision] : changed.changed) {
    if (revision.bytes == revisions_.at(uid).bytes) continue;
    EXPECT_EQ(revision.sequence, revisions_.at(uid).sequence + 1);
    EXPECT_EQ(revision.last_modified, publication_.Now() + days(1));
    ++raised;
  }
  EXPECT_EQ(raised, 1);
}

// A feed is restored by the id that its file has; its permanent one is another.
TEST_F(RestoredPublication, OfARenamedFeedKeepsWhatIsCancelled) {
  definition_.directory.Edit().directorates[0].identity = {
      "planeacion", {"dp"}, {}};
  for (auto& item : Program().items) {
    item.responsible = config::ByDirectorate{"planeacion"};
  }
  publication_.Publish(definition_);
  ReadAll();
  ExpectTheSameBytes();
}

}  // namespace
}  // namespace agendad::feeds
