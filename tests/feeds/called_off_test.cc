// How long calendars tell that something was called off by a fact: from when
// they began to, however late that was.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Definition;
using std::chrono::days;
using test::Day;
using testing::ElementsAre;

// A session and an item, called off at `at`; null: as planned.
Definition CalledOff(const char* at) {
  config::Program program = test::MakeProgram();
  program.sessions = {test::MakeSession("s", config::SessionType::kOrdinary,
                                        Day("2024-06-12"))};
  program.items = {
      test::MakeItem("a", config::ByDirectorate{"dp"}, {"2024-08"})};
  if (at) {
    const config::Decision decision{Day(at), "", ""};
    program.sessions[0].progress =
        std::make_shared<const config::SessionProgress>(config::SessionProgress{
            config::SessionState::kCancelled, decision, {}, {}, ""});
    config::ItemProgress withdrawn;
    withdrawn.outcome = config::Outcome::kWithdrawn;
    withdrawn.decision = decision;
    program.items[0].months[0].progress =
        std::make_shared<const config::ItemProgress>(withdrawn);
  }
  return test::MakeDefinition({program});
}

std::vector<std::string> Statuses(const test::Publication& publication,
                                  const std::string& feed) {
  std::vector<std::string> statuses;
  const auto calendars = publication.Scanned();
  for (const auto& event : calendars.at(feed).events) {
    statuses.push_back(event.Value("STATUS"));
  }
  return statuses;
}

// As a placeholder stands in a feed that has nothing else.
constexpr auto* kNothing = "Sin eventos por ahora";

bool IsEmpty(const test::Publication& publication, const std::string& feed) {
  const auto calendars = publication.Scanned();
  const auto& events = calendars.at(feed).events;
  return events.size() == 1 &&
         events[0].Text("SUMMARY").find(kNothing) != std::string::npos;
}

TEST(WhatWasCalledOff, StandsFromItsPublicationOnHoweverOldTheDecision) {
  for (const char* at : {"2024-05-01", "2024-03-20", "2024-01-02"}) {
    SCOPED_TRACE(at);
    test::Publication publication(Day("2024-03-01"));
    publication.Publish(CalledOff(nullptr));
    publication.Wait(days(61));
    const Definition off = CalledOff(at);
    // Told for thirty days, and then no more.
    for (const int wait : {0, 29}) {
      publication.Wait(days(wait));
      publication.Publish(off);
      EXPECT_THAT(Statuses(publication, "cspen-sessions"),
                  ElementsAre("CANCELLED"));
      // With the body's session.
      EXPECT_THAT(Statuses(publication, "dp"),
                  ElementsAre("CANCELLED", "CANCELLED"));
    }
    for (int day = 30; day < 32; ++day) {
      publication.Wait(days(1));
      publication.Publish(off);
      EXPECT_TRUE(IsEmpty(publication, "cspen-sessions"));
      EXPECT_TRUE(IsEmpty(publication, "dp"));
    }
  }
}

TEST(WhatWasCalledOff, IsNotShownToPeopleWhoNeverHadIt) {
  test::Publication publication(Day("2024-05-01"));
  publication.Publish(CalledOff("2024-03-20"));
  EXPECT_TRUE(IsEmpty(publication, "cspen-sessions"));
  EXPECT_TRUE(IsEmpty(publication, "dp"));
}

TEST(WhatWasCalledOff, IsBackWhenThatIsTakenBack) {
  test::Publication publication(Day("2024-03-01"));
  publication.Publish(CalledOff(nullptr));
  publication.Wait(days(1));
  publication.Publish(CalledOff("2024-03-02"));
  publication.Wait(days(40));
  publication.Publish(CalledOff("2024-03-02"));
  EXPECT_TRUE(IsEmpty(publication, "cspen-sessions"));
  publication.Publish(CalledOff(nullptr));
  EXPECT_THAT(Statuses(publication, "cspen-sessions"),
              ElementsAre("CONFIRMED"));
  // And is called off once more: people have it again, and are told again.
  publication.Wait(days(1));
  publication.Publish(CalledOff("2024-03-02"));
  EXPECT_THAT(Statuses(publication, "cspen-sessions"),
              ElementsAre("CANCELLED"));
}

TEST(WhatWasCalledOff, LeavesAtOnceWhereNothingCancelledIsKept) {
  test::Publication publication(Day("2024-03-01"));
  publication.Publish(CalledOff(nullptr));
  publication.Wait(days(1));
  Definition off = CalledOff("2024-03-02");
  off.settings.keep_cancelled = days(0);
  publication.Publish(off);
  EXPECT_TRUE(IsEmpty(publication, "cspen-sessions"));
  EXPECT_TRUE(IsEmpty(publication, "dp"));
}

}  // namespace
}  // namespace agendad::feeds
