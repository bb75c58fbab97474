// Notices and crowded days in published feeds: when they come, when they go,
// and what they leave alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::FeedKind;
using config::Outcome;
using test::Conditional;
using test::Day;
using test::MakeItem;
using test::Publication;
using test::ScannedEvent;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const config::ByDirectorate kPlanning{"dp"};

// Due on 29 March 2024, a Friday: the last working day of a month without a
// session.
config::Program MarchProgram(int firm, int conditional = 0) {
  config::Program program = test::MakeProgram();
  for (int i = 0; i < firm; ++i) {
    program.items.push_back(
        MakeItem("firm-" + std::to_string(i), kPlanning, {"2024-03"}));
  }
  for (int i = 0; i < conditional; ++i) {
    program.items.push_back(Conditional(
        MakeItem("conditional-" + std::to_string(i), kPlanning, {"2024-03"}),
        "casos"));
  }
  return program;
}

void SetOutcome(config::Item& item, Outcome outcome) {
  auto progress = std::make_shared<config::ItemProgress>();
  progress->outcome = outcome;
  progress->decision.at = Day("2024-03-01");
  if (outcome == Outcome::kDone) progress->done_on = Day("2024-03-01");
  item.months.at(0).progress = std::move(progress);
}

config::Definition WithNotices(config::Program program) {
  config::Definition definition = test::MakeDefinition({std::move(program)});
  definition.settings.notices = {10, 3};
  return definition;
}

// "20240315 CSPEN · Faltan ...", by day, without what is cancelled.
std::vector<std::string> Shown(const Publication& publication,
                               const std::string& feed = "dp") {
  std::vector<std::string> shown;
  const auto feeds = publication.Scanned();
  for (const ScannedEvent& event : feeds.at(feed).events) {
    if (event.Value("STATUS") == "CANCELLED") continue;
    shown.push_back(event.Value("DTSTART") + " " + event.Value("SUMMARY"));
  }
  std::sort(shown.begin(), shown.end());
  return shown;
}

TEST(Notices, ComeBeforeWhatIsDueAndGoWhenItIsDone) {
  Publication publication(Day("2024-02-01"));
  config::Program program = MarchProgram(2, 1);
  publication.Publish(WithNotices(program));
  const std::string pending = "2 asuntos firmes\\, 1 condicionado";
  EXPECT_THAT(
      Shown(publication),
      ElementsAre("20240314 CSPEN · Faltan 10 días hábiles: " + pending,
                  "20240326 CSPEN · Faltan 3 días hábiles: " + pending,
                  "20240329 CSPEN · Asunto firm-0",
                  "20240329 CSPEN · Asunto firm-1",
                  "20240329 CSPEN · DP\\, marzo: 1 asunto si hay casos"));
  // Nobody else is told.
  for (const std::string feed : {"cspen", "cspen-sessions", "dj"}) {
    EXPECT_THAT(Shown(publication, feed), Not(Contains(HasSubstr("Faltan"))));
  }

  publication.Wait(24h);
  SetOutcome(program.items[0], Outcome::kDone);
  publication.Publish(WithNotices(program));
  EXPECT_THAT(Shown(publication),
              Contains("20240326 CSPEN · Faltan 3 días hábiles: 1 asunto "
                       "firme\\, 1 condicionado"));
  // Conditional items alone are no reason to tell anybody.
  publication.Wait(24h);
  SetOutcome(program.items[1], Outcome::kWithdrawn);
  publication.Publish(WithNotices(program));
  EXPECT_THAT(Shown(publication), Not(Contains(HasSubstr("Faltan"))));
  EXPECT_THAT(Shown(publication, "dp"),
              Contains(HasSubstr("1 asunto si hay casos")));
  // Once the case has arisen they are.
  publication.Wait(24h);
  SetOutcome(program.items[2], Outcome::kMet);
  publication.Publish(WithNotices(program));
  EXPECT_THAT(Shown(publication),
              Contains("20240326 CSPEN · Faltan 3 días hábiles: 1 asunto "
                       "firme"));
}

TEST(Notices, AreNeverMadeForADayThatIsOver) {
  const struct {
    std::string first;
    std::vector<std::string> days;
  } rows[] = {
      {"2024-03-13", {"20240314", "20240326"}},
      {"2024-03-14", {"20240314", "20240326"}},
      {"2024-03-15", {"20240326"}},
      {"2024-03-26", {"20240326"}},
      {"2024-03-27", {}},
      {"2024-05-01", {}},
  };
  for (const auto& row : rows) {
    Publication publication(Day(row.first) + 23h);
    publication.Publish(WithNotices(MarchProgram(1)));
    std::vector<std::string> days;
    for (const std::string& event : Shown(publication)) {
      if (event.find("Faltan") != std::string::npos) {
        days.push_back(event.substr(0, 8));
      }
    }
    EXPECT_EQ(days, row.days) << row.first;
  }
}

TEST(Notices, StayWhenTheirDayIsOver) {
  Publication publication(Day("2024-03-01"));
  publication.Publish(WithNotices(MarchProgram(1)));
  const auto before = Shown(publication);
  EXPECT_EQ(before.size(), 3);
  publication.Wait(24h * 60);
  publication.Publish(WithNotices(MarchProgram(1)));
  EXPECT_EQ(Shown(publication), before);
}

TEST(Notices, AreNotMadeOfWhatStandsAlone) {
  Publication publication(Day("2024-02-01"));
  config::Definition definition = WithNotices(MarchProgram(1));
  definition.settings.notices.clear();
  publication.Publish(definition);
  EXPECT_THAT(Shown(publication),
              ElementsAre("20240329 CSPEN · Asunto firm-0"));
  publication.Wait(24h);
  publication.Publish(WithNotices(MarchProgram(0, 3)));
  EXPECT_THAT(Shown(publication),
              ElementsAre("20240329 CSPEN · DP\\, marzo: 3 asuntos si hay "
                          "casos"));
}

TEST(ACrowdedDay, IsOneEventOfTheDirectorateAlone) {
  const struct {
    int firm;
    int conditional;
    std::vector<std::string> shown;
  } rows[] = {
      {2,
       1,
       {"Asunto firm-0", "Asunto firm-1",
        "DP\\, marzo: 1 asunto si hay casos"}},
      {3, 0, {"Asunto firm-0", "Asunto firm-1", "Asunto firm-2"}},
      {0, 9, {"DP\\, marzo: 9 asuntos si hay casos"}},
      {3, 1, {"DP\\, vencimientos: 3 asuntos firmes\\, 1 condicionado"}},
      {4, 0, {"DP\\, vencimientos: 4 asuntos firmes"}},
  };
  for (const auto& row : rows) {
    Publication publication(Day("2024-02-01"));
    publication.Publish(
        test::MakeDefinition({MarchProgram(row.firm, row.conditional)}));
    std::vector<std::string> expected;
    for (const auto& shown : row.shown) {
      expected.push_back("20240329 CSPEN · " + shown);
    }
    EXPECT_EQ(Shown(publication), expected);
    EXPECT_EQ(Shown(publication, "cspen").size(), row.firm + row.conditional);
  }
}

TEST(ACrowdedDay, StaysSoWhenSomethingIsSettled) {
  Publication publication(Day("2024-02-01"));
  config::Program program = MarchProgram(4);
  publication.Publish(test::MakeDefinition({program}));
  publication.Wait(24h);
  SetOutcome(program.items[0], Outcome::kDone);
  SetOutcome(program.items[1], Outcome::kWithdrawn);
  publication.Publish(test::MakeDefinition({program}));
  EXPECT_THAT(Shown(publication),
              ElementsAre("20240329 CSPEN · DP\\, vencimientos: 2 asuntos "
                          "firmes"));
}

TEST(ACrowdedDay, IsNotMadeByCasesThatDidNotArise) {
  Publication publication(Day("2024-02-01"));
  config::Program program = MarchProgram(2, 2);
  publication.Publish(test::MakeDefinition({program}));
  EXPECT_EQ(Shown(publication).size(), 3);
  for (const std::size_t i : {2U, 3U}) {
    SetOutcome(program.items[i], Outcome::kNotApplicable);
    publication.Wait(24h);
    publication.Publish(test::MakeDefinition({program}));
  }
  EXPECT_THAT(Shown(publication),
              ElementsAre("20240329 CSPEN · Asunto firm-0",
                          "20240329 CSPEN · Asunto firm-1"));
  EXPECT_EQ(publication.Scanned().at("dp").events.size(), 2);
}

TEST(ACrowdedDay, TakesWhatWasOnItsOwn) {
  Publication publication(Day("2024-02-01"));
  publication.Publish(test::MakeDefinition({MarchProgram(3)}));
  EXPECT_EQ(Shown(publication).size(), 3);
  publication.Wait(24h);
  publication.Publish(test::MakeDefinition({MarchProgram(4)}));
  // What leaves a feed for the event that holds it was not called off.
  EXPECT_EQ(publication.Scanned().at("dp").events.size(), 1);
  EXPECT_EQ(Shown(publication).size(), 1);
  publication.Wait(24h);
  publication.Publish(test::MakeDefinition({MarchProgram(3)}));
  EXPECT_EQ(Shown(publication).size(), 3);
}

TEST(ACrowdedDay, IsAsTheSettingsSay) {
  Publication publication(Day("2024-02-01"));
  config::Definition definition = test::MakeDefinition({MarchProgram(5)});
  auto& policy = definition.settings
                     .feeds[static_cast<std::size_t>(FeedKind::kDirectorate)];
  policy.most_a_day = 0;
  publication.Publish(definition);
  EXPECT_EQ(Shown(publication).size(), 5);
  policy.most_a_day = 4;
  publication.Wait(24h);
  publication.Publish(definition);
  EXPECT_EQ(Shown(publication).size(), 1);
}

TEST(ACrowdedDay, MayBeThatOfTwoMonths) {
  config::Program program = test::MakeProgram();
  program.due_lead = 1;
  program.sessions = {test::MakeSession(
      "febrero", config::SessionType::kOrdinary, Day("2024-02-01"))};
  program.items = {
      Conditional(MakeItem("a", kPlanning, {"2024-01", "2024-02"}), "casos")};
  config::Definition definition = test::MakeDefinition({program});
  auto& policy = definition.settings
                     .feeds[static_cast<std::size_t>(FeedKind::kDirectorate)];
  for (const int most : {1, 2}) {
    policy.most_a_day = static_cast<std::uint8_t>(most);
    Publication publication(Day("2024-01-01"));
    publication.Publish(definition);
    EXPECT_EQ(Shown(publication).size(), 1U + static_cast<unsigned>(most));
  }
}

TEST(Overdue, BeginsOnTheDayAfter) {
  config::Program program = MarchProgram(1, 1);
  program.shows_overdue = true;
  Publication publication(Day("2024-03-29") + 23h);
  publication.Publish(test::MakeDefinition({program}));
  EXPECT_THAT(Shown(publication), Not(Contains(HasSubstr("Vencido"))));
  publication.Wait(1h);
  publication.Publish(test::MakeDefinition({program}));
  EXPECT_THAT(Shown(publication),
              ElementsAre("20240329 CSPEN · DP\\, marzo: 1 asunto si hay casos",
                          "20240329 CSPEN · Vencido: Asunto firm-0"));
  SetOutcome(program.items[0], Outcome::kDone);
  publication.Wait(1h);
  publication.Publish(test::MakeDefinition({program}));
  EXPECT_THAT(Shown(publication), Not(Contains(HasSubstr("Vencido"))));
}

}  // namespace
}  // namespace agendad::feeds
