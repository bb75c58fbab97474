#include "feeds/feed_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/built_feeds.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Definition;
using config::FeedKind;
using config::SessionType;
using test::BuildAndScan;
using test::Calendars;
using test::Day;
using test::MakeItem;
using test::MakeSession;
using test::MemberOf;
using testing::ElementsAre;
using testing::HasSubstr;

const config::ByDirectorate kPlanning{"dp"};

std::vector<std::string> Summaries(const test::ScannedCalendar& calendar) {
  std::vector<std::string> summaries;
  for (const auto& event : calendar.events) {
    summaries.push_back(event.Value("DTSTART") + " " + event.Text("SUMMARY"));
  }
  return summaries;
}

config::FeedPolicy& PolicyOf(FeedKind kind, Definition& definition) {
  return definition.settings.feeds[static_cast<std::size_t>(kind)];
}

TEST(BuildFeeds, GivesEachFeedItsOwn) {
  const Calendars feeds = BuildAndScan(test::SampleDefinition());
  EXPECT_THAT(Summaries(feeds.at("dp")),
              testing::UnorderedElementsAre(
                  "20240311 CSPEN · Sesión ordinaria de marzo (tentativa)",
                  "20240311 CSPEN · Asunto a",
                  "20240311 CSPEN · DP, marzo: 2 asuntos si hay casos",
                  "20240320 CSPEN · Si hay casos: Asunto d",
                  "20240430 CSPEN · DP, abril: 1 asunto si hay casos"));
  EXPECT_THAT(Summaries(feeds.at("cspen-ag")),
              testing::UnorderedElementsAre(
                  "20240311 CSPEN · Sesión ordinaria de marzo (tentativa)",
                  "20240311 CSPEN · Asunto e"));
  EXPECT_THAT(
      Summaries(feeds.at("cspen-sessions")),
      ElementsAre("20240311 CSPEN · Sesión ordinaria de marzo (tentativa)"));
  EXPECT_THAT(
      Summaries(feeds.at("cspen-unassigned")),
      ElementsAre("20240311 CSPEN · Sesión ordinaria de marzo (tentativa)",
                  "20240531 CSPEN · Asunto f"));
  EXPECT_EQ(feeds.at("cspen").events.size(), 8U);
  // Nobody asks "dj" for anything, and "cg" has no program.
  EXPECT_THAT(Summaries(feeds.at("dj")),
              ElementsAre("20240131 Sin eventos por ahora"));
  EXPECT_FALSE(feeds.contains("cg"));
}

TEST(BuildFeeds, DeadlineStyles) {
  Definition definition = test::SampleDefinition();
  PolicyOf(FeedKind::kDirectorate, definition).deadlines =
      config::DeadlineStyle::kMonthly;
  PolicyOf(FeedKind::kBody, definition).deadlines =
      config::DeadlineStyle::kNone;
  const Calendars feeds = BuildAndScan(definition);
  EXPECT_THAT(
      Summaries(feeds.at("dp")),
      ElementsAre("20240301 CSPEN · DP, marzo: 1 asunto (+3 condicionados)",
                  "20240311 CSPEN · Sesión ordinaria de marzo (tentativa)",
                  "20240401 CSPEN · DP, abril: sin asuntos firmes "
                  "(+1 condicionado)"));
  EXPECT_THAT(
      Summaries(feeds.at("cspen")),
      ElementsAre("20240311 CSPEN · Sesión ordinaria de marzo (tentativa)"));
}

TEST(BuildFeeds, OneDigestForTwoProgramsOfABody) {
  Definition definition = test::SampleDefinition();
  config::Program second = test::MakeProgram();
  second.identity.id = "cspen-extra";
  second.revised = Day("2024-05-05");
  second.items = {MakeItem("z", kPlanning, {"2024-03"})};
  definition.programs.push_back(second);
  definition.directory.Edit().councillors = {
      test::MakeCouncillor("north", {MemberOf("cspen")})};
  const Calendars feeds = BuildAndScan(definition);
  const auto& north = feeds.at("north");
  ASSERT_EQ(north.events.size(), 4U);
  const auto& march = north.events[0];
  EXPECT_EQ(march.Text("SUMMARY"),
            "CSPEN · marzo: 3 asuntos (+3 condicionados)");
  EXPECT_EQ(march.Value("LAST-MODIFIED"), "20240505T000000Z");
  for (const auto* line :
       {"Sesión ordinaria de marzo: del lunes 11 al viernes 15 de marzo",
        "AG:\n- Asunto e\nDP:\n- Asunto a\n- Si hay casos: Asunto b\n",
        "- Si hay casos: Asunto d (vence el miércoles 20 de marzo de 2024)",
        "DP:\n- Asunto z"}) {
    EXPECT_THAT(march.Text("DESCRIPTION"), HasSubstr(line));
  }
}

TEST(BuildFeeds, MembershipEdges) {
  // A session on each of five days, one of them a window of three days.
  Definition definition = test::SampleDefinition();
  auto& program = definition.programs[0].Edit();
  program.items.clear();
  program.sessions = {
      MakeSession("first", SessionType::kUrgent, Day("2024-04-01")),
      MakeSession("second", SessionType::kUrgent, Day("2024-04-02")),
      MakeSession("window", SessionType::kUrgent,
                  config::DateRange{Day("2024-04-03"), Day("2024-04-05")}),
      MakeSession("late", SessionType::kUrgent,
                  test::At("2024-04-08", std::chrono::hours(23)))};
  for (auto& session : program.sessions) session.name = session.identity.id;
  const struct {
    std::vector<config::Membership> memberships;
    std::vector<std::string> sessions;
  } rows[] = {
      {{MemberOf("cspen")}, {"first", "second", "window", "late"}},
      {{MemberOf("cspen", "2024-04-02")}, {"second", "window", "late"}},
      {{MemberOf("cspen", "2024-04-01", "2024-04-01")}, {"first"}},
      {{MemberOf("cspen", "", "2024-04-02")}, {"first", "second"}},
      {{MemberOf("cspen", "2024-04-05", "2024-04-05")}, {"window"}},
      {{MemberOf("cspen", "", "2024-04-03")}, {"first", "second", "window"}},
      {{MemberOf("cspen", "2024-04-06", "2024-04-07")}, {}},
      // In UTC it is the 9th already; in Mexico it lasts until the 9th.
      {{MemberOf("cspen", "", "2024-04-08"), MemberOf("cspen", "2024-04-08")},
       {"first", "second", "window", "late"}},
      {{MemberOf("cspen", "2024-04-09")}, {"late"}},
      {{MemberOf("cspen", "2024-04-10")}, {}},
      // Leaving and coming back, both within the window.
      {{MemberOf("cspen", "2024-04-01", "2024-04-03"),
        MemberOf("cspen", "2024-04-05")},
       {"first", "second", "window", "late"}},
      {{MemberOf("cg")}, {}},
      {{}, {}},
  };
  for (const auto& [memberships, sessions] : rows) {
    definition.directory.Edit().councillors = {
        test::MakeCouncillor("north", memberships)};
    const auto calendars = BuildAndScan(definition);
    std::vector<std::string> shown;
    for (const auto& event : calendars.at("north").events) {
      const std::string summary = event.Text("SUMMARY");
      if (summary == "Sin eventos por ahora") continue;
      const std::size_t name = std::string("CSPEN · ").size();
      shown.push_back(summary.substr(name, summary.find(" (") - name));
    }
    EXPECT_EQ(shown, sessions);
  }
}

// A digest stands on the month's first working day, and is for all of it.
TEST(BuildFeeds, ADigestCountsForItsWholeMonth) {
  Definition definition = test::SampleDefinition();
  definition.programs[0].Edit().sessions.clear();
  const std::vector<std::string> march = {
      "20240301 CSPEN · marzo: 2 asuntos (+3 condicionados)"};
  const struct {
    config::Membership membership;
    bool has_march;
  } rows[] = {
      {MemberOf("cspen", "", "2024-02-29"), false},
      {MemberOf("cspen", "", "2024-03-01"), true},
      {MemberOf("cspen", "2024-03-31", "2024-03-31"), true},
      {MemberOf("cspen", "2024-04-01", "2024-04-01"), false},
  };
  for (const auto& [membership, has_march] : rows) {
    definition.directory.Edit().councillors = {
        test::MakeCouncillor("north", {membership})};
    const Calendars feeds = BuildAndScan(definition);
    EXPECT_EQ(Summaries(feeds.at("north")) == march, has_march)
        << testing::PrintToString(Summaries(feeds.at("north")));
  }
}

TEST(BuildFeeds, ADirectorateServesTwoBodies) {
  Definition definition = test::SampleDefinition();
  config::Program council = test::MakeProgram();
  council.identity.id = "cg-2024";
  council.body = "cg";
  council.language = config::Language::kEnglish;
  council.sessions = {
      MakeSession("mayo", SessionType::kOrdinary, Day("2024-05-06"))};
  council.items = {MakeItem("a", kPlanning, {"2024-05"})};
  definition.programs.push_back(council);
  const Calendars feeds = BuildAndScan(definition);
  EXPECT_THAT(Summaries(feeds.at("dp")),
              testing::IsSupersetOf(
                  {"20240506 CG · Ordinary session, May (time to be confirmed)",
                   "20240506 CG · Asunto a", "20240311 CSPEN · Asunto a"}));
  EXPECT_EQ(feeds.at("dp").events.size(), 7U);
}

TEST(BuildFeeds, TooManyEventsAreToldInTheFeedAndToTheAdmin) {
  Definition definition = test::SampleDefinition();
  auto& items = definition.programs[0].Edit().items;
  for (int i = 0; i < 420; ++i) {
    items.push_back(MakeItem("n" + std::to_string(i), config::Unassigned{},
                             {"2024-01", "2024-04", "2024-07"}));
  }
  const auto calendars = BuildAndScan(
      definition,
      {"warning: feed 'cspen' has more than calendars accept; 269 events are "
       "left out of it; expected at most 1000 events and 1000000 octets",
       "warning: feed 'cspen-unassigned' has more than calendars accept; 263 "
       "events are left out of it; expected at most 1000 events and 1000000 "
       "octets"});
  const auto& all = calendars.at("cspen");
  EXPECT_EQ(all.events.size(), 1000U);
  EXPECT_EQ(all.events[0].Value("DTSTART"), "20240131");
  std::size_t notices = 0;
  for (const auto& event : all.events) {
    notices +=
        event.Text("SUMMARY") == "Este calendario no muestra todos sus eventos"
            ? 1
            : 0;
  }
  EXPECT_EQ(notices, 1U);
}

// A placeholder is dated by what was revised, and never by today.
TEST(BuildFeeds, PlaceholdersTellWhenTheyWereRevised) {
  Definition definition = test::SampleDefinition();
  definition.programs.clear();
  definition.non_working_days_revised =
      Day("2024-03-01") + std::chrono::hours(18);
  for (const auto& [id, calendar] : BuildAndScan(definition)) {
    ASSERT_EQ(calendar.events.size(), 1U) << id;
    EXPECT_EQ(calendar.events[0].Value("DTSTART"), "20240301");
    EXPECT_EQ(calendar.events[0].Value("DTSTAMP"), "20240301T180000Z");
    EXPECT_EQ(calendar.events[0].Value("CATEGORIES"), "Aviso");
  }
}

}  // namespace
}  // namespace agendad::feeds
