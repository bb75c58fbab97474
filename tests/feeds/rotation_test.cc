// Who presides over a commission, and who sits on it, changes within its year:
// each feed has the days of its person's membership, whatever the roles are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::DeadlineStyle;
using config::Definition;
using config::Membership;
using config::SessionType;
using test::Day;
using test::MemberOf;
using testing::UnorderedElementsAre;

const config::ByDirectorate kPlanning{"dp"};

constexpr auto* kLastDay = "2024-09-07";   // of the old presidency
constexpr auto* kFirstDay = "2024-09-08";  // of the new one

// Sessions and items on both sides of the rotation, and over it.
config::Program Year() {
  config::Program program = test::MakeProgram();
  const auto session = [&](const char* id, const config::When& when) {
    program.sessions.push_back(
        test::MakeSession(id, SessionType::kExtraordinary, when));
    program.sessions.back().name = id;
  };
  session("june", test::Week(3, "2024-06"));
  session("last-day", test::At(kLastDay, std::chrono::hours(10)));
  session("over", config::DateRange{Day("2024-09-05"), Day("2024-09-11")});
  session("first-day", test::At(kFirstDay, std::chrono::hours(10)));
  session("december", Day("2024-12-03"));
  program.items = {test::MakeItem("a", kPlanning,
                                  {"2024-08", "2024-09 2024-09-06", "2024-10"}),
                   test::MakeItem("b", kPlanning, {"2024-09 2024-09-09"})};
  return program;
}

Membership As(std::string role, Membership membership) {
  membership.role = std::move(role);
  return membership;
}

// The one who presides now, the one who did, one who comes and one who goes;
// and one whose membership nothing is said of.
Definition Rotated(DeadlineStyle deadlines) {
  Definition definition = test::MakeDefinition({Year()});
  definition.directory.Edit().councillors = {
      test::MakeCouncillor(
          "now", {As("Integrante", MemberOf("cspen", "2023-09-08", kLastDay)),
                  As("Presidenta", MemberOf("cspen", kFirstDay))}),
      test::MakeCouncillor(
          "before",
          {As("Presidenta", MemberOf("cspen", "2023-09-08", kLastDay)),
           As("Integrante", MemberOf("cspen", kFirstDay))}),
      test::MakeCouncillor("comes",
                           {As("Integrante", MemberOf("cspen", kFirstDay))}),
      test::MakeCouncillor("goes",
                           {As("Integrante", MemberOf("cspen", "", kLastDay))}),
      test::MakeCouncillor("always", {MemberOf("cspen")})};
  for (auto& councillor : definition.directory.Edit().councillors) {
    councillor.deadlines = deadlines;
  }
  return definition;
}

std::vector<std::string> Shown(const test::Publication& publication,
                               const std::string& feed) {
  std::vector<std::string> shown;
  const auto calendars = publication.Scanned();
  for (const auto& event : calendars.at(feed).events) {
    shown.push_back(event.bytes);
  }
  return shown;
}

std::vector<std::string> Days(const test::Publication& publication,
                              const std::string& feed) {
  std::vector<std::string> days;
  const std::string body = "CSPEN · ";
  const auto calendars = publication.Scanned();
  for (const auto& event : calendars.at(feed).events) {
    const std::string title = event.Text("SUMMARY").substr(body.size());
    days.push_back(event.Value("DTSTART").substr(4, 4) + " " +
                   title.substr(0, title.find(" (")));
  }
  return days;
}

TEST(ARotation, GivesEachPersonTheDaysOfTheirMembership) {
  test::Publication publication(Day("2024-08-01"));
  publication.Publish(Rotated(DeadlineStyle::kEach));
  EXPECT_THAT(
      Days(publication, "comes"),
      UnorderedElementsAre("0905 over", "0908 first-day", "0909 Asunto b",
                           "1031 Asunto a", "1203 december"));
  EXPECT_THAT(Days(publication, "goes"),
              UnorderedElementsAre("0617 june", "0830 Asunto a", "0905 over",
                                   "0906 Asunto a", "0907 last-day"));
}

// Both months' lists and windows over the day of the rotation are of concern to
// who comes and to who goes.
TEST(ARotation, ListsAreOfTheWholeMonth) {
  test::Publication publication(Day("2024-08-01"));
  publication.Publish(Rotated(DeadlineStyle::kMonthly));
  EXPECT_THAT(Days(publication, "comes"),
              UnorderedElementsAre("0902 septiembre: 2 asuntos", "0905 over",
                                   "0908 first-day", "1002 octubre: 1 asunto",
                                   "1203 december"));
  EXPECT_THAT(Days(publication, "goes"),
              UnorderedElementsAre("0617 june", "0801 agosto: 1 asunto",
                                   "0902 septiembre: 2 asuntos", "0905 over",
                                   "0907 last-day"));
}

TEST(ARotation, AnotherRoleNeitherDoublesNorDrops) {
  for (const auto style : {DeadlineStyle::kEach, DeadlineStyle::kMonthly}) {
    test::Publication publication(Day("2024-08-01"));
    publication.Publish(Rotated(style));
    const auto always = Shown(publication, "always");
    EXPECT_EQ(always.size(), style == DeadlineStyle::kEach ? 9U : 8U);
    EXPECT_EQ(std::set<std::string>(always.begin(), always.end()).size(),
              always.size());
    EXPECT_EQ(Shown(publication, "now"), always);
    EXPECT_EQ(Shown(publication, "before"), always);
  }
}

// To write down who presides from some day on changes nothing for those who
// stay, whether the two lines meet, overlap or name one role.
TEST(ARotation, WrittenDuringTheYearRevisesNothing) {
  Definition definition = Rotated(DeadlineStyle::kMonthly);
  const auto memberships = definition.directory->councillors[0].memberships;
  definition.directory.Edit().councillors[0].memberships = {
      As("Integrante", MemberOf("cspen"))};
  test::Publication publication(Day("2024-08-01"));
  publication.Publish(definition);
  const auto revisions = publication.Revisions();
  const std::vector<std::vector<Membership>> rows = {
      memberships,
      {MemberOf("cspen", "", "2024-09-30"), MemberOf("cspen", kFirstDay)},
      {memberships[1], memberships[0]},
  };
  for (const auto& row : rows) {
    definition.directory.Edit().councillors[0].memberships = row;
    definition.origin = std::make_shared<const int>();
    publication.Wait(std::chrono::hours(1));
    publication.Publish(definition);
    EXPECT_EQ(Shown(publication, "now"), Shown(publication, "always"));
    EXPECT_EQ(publication.Revisions(), revisions);
  }
}

// What only leaves one person's feed is not cancelled for anybody.
TEST(ARotation, WhoGoesKeepsThePastAndNothingIsCancelled) {
  Definition definition = Rotated(DeadlineStyle::kEach);
  definition.directory.Edit().councillors[3].memberships = {MemberOf("cspen")};
  test::Publication publication(Day("2024-08-01"));
  publication.Publish(definition);
  EXPECT_EQ(Shown(publication, "goes"), Shown(publication, "always"));
  definition.directory.Edit().councillors[3].memberships = {
      MemberOf("cspen", "", kLastDay)};
  definition.origin = std::make_shared<const int>();
  publication.Wait(std::chrono::hours(1));
  publication.Publish(definition);
  EXPECT_EQ(Days(publication, "goes").size(), 5U);
  for (const auto& event : Shown(publication, "goes")) {
    EXPECT_THAT(event, testing::Not(testing::HasSubstr("STATUS:CANCELLED")));
  }
}

}  // namespace
}  // namespace agendad::feeds
