// A program that is to be approved: who sees it, as what, and that approval
// makes the same events certain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::DeadlineStyle;
using config::Definition;
using config::Program;
using config::ProgramStatus;
using config::SessionType;
using test::Calendars;
using test::Day;
using test::MakeItem;
using test::MemberOf;
using test::ScannedEvent;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

const config::ByDirectorate kPlanning{"dp"};

// Of the year after that of the sample definition.
Program Draft(std::vector<std::string> feeds) {
  Program program = test::MakeProgram();
  program.identity.id = "cspen-2025";
  program.period = {Day("2025-01-01"), Day("2025-12-31")};
  program.status = ProgramStatus::kDraft;
  program.draft_feeds = std::move(feeds);
  program.sessions = {
      test::MakeSession("marzo", SessionType::kOrdinary,
                        test::Week(2, "2025-03")),
      test::MakeSession("junio", SessionType::kOrdinary,
                        test::At("2025-06-11", std::chrono::hours(10)))};
  program.items = {
      MakeItem("a", kPlanning, {"2025-03"}),
      test::Conditional(MakeItem("b", kPlanning, {"2025-03"}), "si")};
  return program;
}

Definition DraftAlone(std::vector<std::string> feeds) {
  Definition definition = test::MakeDefinition({Draft(std::move(feeds))});
  definition.directory.Edit().councillors = {
      test::MakeCouncillor("north", {MemberOf("cspen")})};
  return definition;
}

std::vector<std::string> Said(const Calendars& calendars,
                              const std::string& feed, std::string_view name) {
  std::vector<std::string> said;
  for (const auto& event : calendars.at(feed).events) {
    said.push_back(event.Text(name));
  }
  return said;
}

std::map<std::string, ScannedEvent> ByUid(const Calendars& calendars) {
  std::map<std::string, ScannedEvent> events;
  for (const auto& [feed, calendar] : calendars) {
    for (const auto& event : calendar.events) {
      const auto [known, is_new] = events.emplace(event.Value("UID"), event);
      EXPECT_TRUE(is_new || known->second.bytes == event.bytes) << event.bytes;
    }
  }
  return events;
}

TEST(ADraft, IsTentativeInTheFeedsThatItNames) {
  test::Publication publication(Day("2024-12-01"));
  publication.Publish(DraftAlone({"cspen", "dp"}));
  const Calendars calendars = publication.Scanned();
  EXPECT_THAT(Said(calendars, "cspen", "SUMMARY"),
              UnorderedElementsAre(
                  "Por aprobar: CSPEN · Asunto a",
                  "Por aprobar: CSPEN · Sesión ordinaria de marzo (tentativa)",
                  "Por aprobar: CSPEN · Si hay casos: Asunto b",
                  "Por aprobar: CSPEN · Sesión ordinaria de junio"));
  EXPECT_THAT(Said(calendars, "dp", "SUMMARY"),
              UnorderedElementsAre(
                  "Por aprobar: CSPEN · Asunto a",
                  "Por aprobar: CSPEN · Sesión ordinaria de marzo (tentativa)",
                  "Por aprobar: CSPEN · DP, marzo: 1 asunto si hay casos",
                  "Por aprobar: CSPEN · Sesión ordinaria de junio"));
  for (const auto* feed : {"cspen", "dp"}) {
    EXPECT_THAT(Said(calendars, feed, "STATUS"), Each("TENTATIVE"));
    EXPECT_THAT(Said(calendars, feed, "DESCRIPTION"),
                Each(StartsWith(
                    "El programa está por aprobar: todo puede cambiar.\n\n")));
  }
  for (const auto* feed :
       {"cspen-sessions", "cspen-unassigned", "cspen-ag", "north"}) {
    EXPECT_THAT(Said(calendars, feed, "SUMMARY"),
                ElementsAre("Sin eventos por ahora"));
  }
}

TEST(ADraft, IsSaidInEnglish) {
  Definition definition = DraftAlone({"cspen-sessions"});
  definition.programs[0].Edit().language = config::Language::kEnglish;
  test::Publication publication(Day("2024-12-01"));
  publication.Publish(definition);
  const Calendars calendars = publication.Scanned();
  EXPECT_EQ(Said(calendars, "cspen-sessions", "SUMMARY").at(0),
            "To be approved: CSPEN · Ordinary session, March (tentative)");
  EXPECT_THAT(
      Said(calendars, "cspen-sessions", "DESCRIPTION").at(0),
      StartsWith("The program is to be approved: anything may change.\n\n"));
}

TEST(ADraft, ThatNamesNoFeedOfItsBodyGivesItNone) {
  test::Publication publication(Day("2024-12-01"));
  publication.Publish(DraftAlone({"north"}));
  EXPECT_FALSE(publication.Scanned().contains("cspen"));
  EXPECT_THAT(Said(publication.Scanned(), "north", "SUMMARY"),
              ElementsAre("Por aprobar: CSPEN · marzo: 1 asunto "
                          "(+1 condicionado)",
                          HasSubstr("marzo (tentativa)"), HasSubstr("junio")));
  Definition nowhere = DraftAlone({});
  publication.Wait(std::chrono::hours(1));
  publication.Publish(nowhere);
  EXPECT_FALSE(publication.Scanned().contains("cspen"));
  // What only is not shown any more is not cancelled.
  EXPECT_THAT(Said(publication.Scanned(), "north", "SUMMARY"),
              ElementsAre("Sin eventos por ahora"));
}

TEST(ADraft, ThatIsApprovedKeepsItsEvents) {
  Definition definition =
      DraftAlone({"cspen", "dp", "cspen-sessions", "north"});
  test::Publication publication(Day("2024-12-01"));
  publication.Publish(definition);
  const auto before = ByUid(publication.Scanned());
  definition.programs[0].Edit().status = ProgramStatus::kApproved;
  publication.Wait(std::chrono::hours(1));
  publication.Publish(definition);
  const auto after = ByUid(publication.Scanned());
  int kept = 0;
  for (const auto& [uid, was] : before) {
    if (was.Text("SUMMARY") == "Sin eventos por ahora") continue;
    ++kept;
    ASSERT_TRUE(after.contains(uid)) << was.bytes;
    const ScannedEvent& is = after.at(uid);
    EXPECT_EQ(is.Value("CREATED"), was.Value("CREATED"));
    EXPECT_EQ(is.Value("SEQUENCE"), "1") << is.bytes;
    EXPECT_EQ(is.Value("DTSTART"), was.Value("DTSTART"));
    EXPECT_EQ("Por aprobar: " + is.Text("SUMMARY"), was.Text("SUMMARY"));
    EXPECT_THAT(is.Text("DESCRIPTION"), Not(HasSubstr("por aprobar")));
  }
  // Two sessions, two deadlines, a list of each kind.
  EXPECT_EQ(kept, 6);
  EXPECT_THAT(
      Said(publication.Scanned(), "cspen", "STATUS"),
      UnorderedElementsAre("CONFIRMED", "TENTATIVE", "CONFIRMED", "CONFIRMED"));
}

TEST(ADraft, ThatIsGivenUpStandsAsCancelledWhereItWas) {
  Definition definition = test::MakeDefinition({test::MakeProgram()});
  definition.programs[0].Edit().sessions = {
      test::MakeSession("s", SessionType::kOrdinary, test::Week(2, "2024-12"))};
  definition.programs.emplace_back(Draft({"cspen"}));
  test::Publication publication(Day("2024-12-01"));
  publication.Publish(definition);
  EXPECT_EQ(Said(publication.Scanned(), "cspen", "STATUS").size(), 5U);
  definition.programs.pop_back();
  publication.Wait(std::chrono::hours(1));
  publication.Publish(definition);
  EXPECT_THAT(Said(publication.Scanned(), "cspen", "STATUS"),
              ElementsAre("TENTATIVE", "CANCELLED", "CANCELLED", "CANCELLED",
                          "CANCELLED"));
  EXPECT_THAT(Said(publication.Scanned(), "cspen-sessions", "STATUS"),
              ElementsAre("TENTATIVE"));
}

// What was called off is called off, approved or not.
TEST(ADraft, SaysWhatItCalledOff) {
  Definition definition = DraftAlone({"cspen-sessions"});
  config::SessionProgress progress;
  progress.state = config::SessionState::kCancelled;
  progress.decision.at = Day("2024-11-30");
  definition.programs[0].Edit().sessions[0].progress =
      std::make_shared<const config::SessionProgress>(progress);
  test::Publication publication(Day("2024-12-01"));
  publication.Publish(definition);
  EXPECT_EQ(Said(publication.Scanned(), "cspen-sessions", "STATUS").at(0),
            "CANCELLED");
  EXPECT_THAT(Said(publication.Scanned(), "cspen-sessions", "SUMMARY").at(0),
              StartsWith("Cancelado: CSPEN"));
}

// Programs of one body that meet in a month, two of them drafts that other
// feeds see: one UID has one text, whoever shows it.
TEST(ADraft, SharesNoListWithOthers) {
  Program approved = test::MakeProgram();
  approved.period = {Day("2024-09-01"), Day("2025-03-31")};
  approved.items = {MakeItem("old", kPlanning, {"2025-03"})};
  Program other = Draft({"cspen", "north"});
  other.identity.id = "cspen-2025-b";
  other.sessions.clear();
  Definition definition =
      test::MakeDefinition({approved, Draft({"dp", "north"}), other});
  definition.directory.Edit().councillors = {
      test::MakeCouncillor("north", {MemberOf("cspen")}),
      test::MakeCouncillor("south", {MemberOf("cspen")})};
  for (auto& policy : definition.settings.feeds) {
    policy.deadlines = DeadlineStyle::kMonthly;
  }
  const auto lists = [](const Calendars& calendars, const std::string& feed) {
    auto found = Said(calendars, feed, "SUMMARY");
    std::erase_if(found, [](const std::string& summary) {
      return summary.find("Sesión") != std::string::npos;
    });
    return found;
  };
  const std::string draft =
      "Por aprobar: CSPEN · marzo: 1 asunto "
      "(+1 condicionado)";
  test::Publication publication(Day("2024-12-01"));
  publication.Publish(definition);
  const Calendars calendars = publication.Scanned();
  ByUid(calendars);
  EXPECT_THAT(lists(calendars, "north"),
              UnorderedElementsAre("CSPEN · marzo: 1 asunto", draft, draft));
  EXPECT_THAT(lists(calendars, "south"),
              ElementsAre("CSPEN · marzo: 1 asunto"));
  EXPECT_THAT(lists(calendars, "cspen"),
              UnorderedElementsAre("CSPEN · marzo: 1 asunto", draft));
  EXPECT_THAT(lists(calendars, "dp"),
              UnorderedElementsAre("CSPEN · DP, marzo: 1 asunto",
                                   "Por aprobar: CSPEN · DP, marzo: 1 asunto "
                                   "(+1 condicionado)"));
  // Approved, they are one list again.
  for (auto& program : definition.programs) {
    program.Edit().status = ProgramStatus::kApproved;
  }
  publication.Wait(std::chrono::hours(1));
  publication.Publish(definition);
  for (const auto* feed : {"north", "south", "cspen"}) {
    EXPECT_THAT(lists(publication.Scanned(), feed),
                ElementsAre("CSPEN · marzo: 3 asuntos (+2 condicionados)"));
  }
}

// Without an approved program a month's list is the first draft's, under the
// UID that it will keep.
TEST(ADraft, AloneInAMonthHasTheBodysList) {
  Definition definition = DraftAlone({"north"});
  test::Publication publication(Day("2024-12-01"));
  publication.Publish(definition);
  const auto uid = publication.Scanned().at("north").events[0].Value("UID");
  Program other = Draft({"north"});
  other.identity.id = "cspen-2025-b";
  definition.programs.emplace_back(other);
  publication.Wait(std::chrono::hours(1));
  publication.Publish(definition);
  const auto both = ByUid(publication.Scanned());
  ASSERT_TRUE(both.contains(uid));
  EXPECT_EQ(both.at(uid).Value("SEQUENCE"), "0");
  for (auto& program : definition.programs) {
    program.Edit().status = ProgramStatus::kApproved;
  }
  publication.Wait(std::chrono::hours(1));
  publication.Publish(definition);
  EXPECT_EQ(ByUid(publication.Scanned()).at(uid).Text("SUMMARY"),
            "CSPEN · marzo: 2 asuntos (+2 condicionados)");
}

}  // namespace
}  // namespace agendad::feeds
