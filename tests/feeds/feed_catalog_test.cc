#include "feeds/feed_catalog.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

std::vector<std::string> Planned(const config::Definition& definition) {
  const DirectoryIndex directory(*definition.directory);
  std::vector<std::string> planned;
  for (const auto& plan :
       PlanFeeds(definition, directory, LanguagesOfBodies(definition, {}))) {
    planned.push_back(plan.id + ": " + plan.name);
  }
  return planned;
}

TEST(PlanFeeds, NamesAndOrder) {
  config::Definition definition = test::MakeDefinition({test::MakeProgram()});
  definition.directory.Edit().councillors = {test::MakeCouncillor("south", {}),
                                             test::MakeCouncillor("north", {})};
  EXPECT_EQ(
      Planned(definition),
      (std::vector<std::string>{
          "cspen: CSPEN · Comisión del Servicio",
          "cspen-sessions: CSPEN · Sesiones",
          "cspen-ag: CSPEN · Asuntos generales",
          "cspen-unassigned: CSPEN · Asuntos sin área responsable",
          "dj: DJ · Dirección Jurídica", "dp: DP · Dirección de Planeación",
          "north: Councillor north", "south: Councillor south"}));
}

TEST(PlanFeeds, SpeaksAsTheLatestProgramOfTheBody) {
  config::Program later = test::MakeProgram();
  later.identity.id = "cspen-2025";
  later.period = {test::Day("2025-01-01"), test::Day("2025-12-31")};
  later.language = config::Language::kEnglish;
  const auto planned =
      Planned(test::MakeDefinition({later, test::MakeProgram()}));
  EXPECT_EQ(planned[1], "cspen-sessions: CSPEN · Sessions");
  EXPECT_EQ(planned[3],
            "cspen-unassigned: CSPEN · Items without a directorate");
}

// Every address that a feed ever had, whichever of its ids changed first.
TEST(PlanFeeds, KeepsEveryFormerId) {
  config::Definition definition = test::MakeDefinition({test::MakeProgram()});
  auto& body = definition.directory.Edit().bodies[0];
  body.identity.formerly = {"spe", "cspe"};
  body.headings[0].identity.formerly = {"general"};
  definition.directory.Edit().directorates[0].identity.formerly = {"plan"};
  const DirectoryIndex directory(*definition.directory);
  const std::vector<std::vector<std::string>> former = {
      {"spe", "cspe"},
      {"spe-sessions", "cspe-sessions"},
      {"spe-ag", "cspe-ag", "spe-general", "cspe-general", "cspen-general"},
      {"spe-unassigned", "cspe-unassigned"},
      {},
      {"plan"}};
  const auto plans =
      PlanFeeds(definition, directory, LanguagesOfBodies(definition, {}));
  ASSERT_EQ(plans.size(), former.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    EXPECT_EQ(plans[i].former_ids, former[i]) << plans[i].id;
  }
  EXPECT_EQ(plans[2].permanent, "spe-general");
  EXPECT_EQ(PathOf("spe-ag"), "/feeds/spe-ag.ics");
}

TEST(PlanFeeds, ACouncillorsOwnStyleWins) {
  config::Definition definition = test::MakeDefinition({});
  definition.directory.Edit().councillors = {test::MakeCouncillor("a", {}),
                                             test::MakeCouncillor("b", {})};
  definition.directory.Edit().councillors[1].deadlines =
      config::DeadlineStyle::kEach;
  const DirectoryIndex directory(*definition.directory);
  const auto plans =
      PlanFeeds(definition, directory, LanguagesOfBodies(definition, {}));
  ASSERT_EQ(plans.size(), 4U);
  EXPECT_EQ(plans[2].policy.deadlines, config::DeadlineStyle::kMonthly);
  EXPECT_EQ(plans[3].policy.deadlines, config::DeadlineStyle::kEach);
}

TEST(PlanFeeds, AVisibilityOfOnesOwnWins) {
  using config::FeedKind;
  using config::Visibility;
  config::Definition definition = test::MakeDefinition({test::MakeProgram()});
  const auto set = [&](FeedKind kind, Visibility visibility) {
    definition.settings.feeds[static_cast<std::size_t>(kind)].visibility =
        visibility;
  };
  set(FeedKind::kSessions, Visibility::kPrivate);
  set(FeedKind::kDirectorate, Visibility::kPrivate);
  config::Directory& who = definition.directory.Edit();
  who.directorates[0].policy.visibility = Visibility::kPublic;
  who.councillors = {test::MakeCouncillor("a", {}),
                     test::MakeCouncillor("b", {})};
  who.councillors[1].policy.visibility = Visibility::kPrivate;
  const auto private_feeds = [&] {
    const DirectoryIndex directory(*definition.directory);
    std::vector<std::string> ids;
    for (const auto& plan :
         PlanFeeds(definition, directory, LanguagesOfBodies(definition, {}))) {
      if (plan.policy.visibility == Visibility::kPrivate) {
        ids.push_back(plan.id);
      }
    }
    return ids;
  };
  const std::string other = who.directorates[1].identity.id;
  EXPECT_EQ(private_feeds(),
            (std::vector<std::string>{"cspen-sessions", other, "b"}));
  who.bodies[0].policy.visibility = Visibility::kPrivate;
  EXPECT_EQ(private_feeds(),
            (std::vector<std::string>{"cspen", "cspen-sessions", "cspen-ag",
                                      "cspen-unassigned", other, "b"}));
  who.bodies[0].policy.visibility = Visibility::kPublic;
  EXPECT_EQ(private_feeds(), (std::vector<std::string>{other, "b"}));
}

TEST(PlanFeeds, AlarmsOfOnesOwnWin) {
  using config::Alarms;
  using config::FeedKind;
  using std::chrono::hours;
  config::Definition definition = test::MakeDefinition({test::MakeProgram()});
  const Alarms of_kind{{hours(1)}, {}};
  const Alarms of_one{{}, {hours(15)}};
  definition.settings.feeds[static_cast<std::size_t>(FeedKind::kDirectorate)]
      .alarms = of_kind;
  config::Directory& who = definition.directory.Edit();
  who.directorates[0].policy.alarms = Alarms();
  who.councillors = {test::MakeCouncillor("a", {}),
                     test::MakeCouncillor("b", {})};
  who.councillors[1].policy.alarms = of_one;
  who.bodies[0].policy.alarms = of_one;
  const std::string silent = who.directorates[0].identity.id;
  const DirectoryIndex directory(*definition.directory);
  for (const auto& plan :
       PlanFeeds(definition, directory, LanguagesOfBodies(definition, {}))) {
    const bool is_directorate = plan.kind == FeedKind::kDirectorate;
    EXPECT_EQ(plan.policy.alarms, is_directorate
                                      ? (plan.id == silent ? Alarms() : of_kind)
                                  : plan.id == "a" ? Alarms()
                                                   : of_one)
        << plan.id;
  }
}

}  // namespace
}  // namespace agendad::feeds
