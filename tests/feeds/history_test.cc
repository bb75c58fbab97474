// A program stays in calendars for twelve months after its end, and then leaves
// them without a word.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Definition;
using std::chrono::days;
using test::Day;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const config::ByDirectorate kPlanning{"dp"};
constexpr auto* kNothing = "Sin eventos por ahora";

// An item in each month of the period's last, and a session.
config::Program Until(const char* last) {
  config::Program program = test::MakeProgram();
  program.period = {Day("2023-12-01"), Day(last)};
  const config::Item item =
      test::MakeItem("a", kPlanning, {std::string_view(last).substr(0, 7)});
  program.items = {item};
  program.sessions = {test::MakeSession("s", config::SessionType::kOrdinary,
                                        Day("2024-01-10"))};
  return program;
}

std::vector<std::string> Shown(const test::Publication& publication,
                               const std::string& feed) {
  std::vector<std::string> shown;
  const auto calendars = publication.Scanned();
  for (const auto& event : calendars.at(feed).events) {
    shown.push_back(event.Value("STATUS") + " " + event.Text("SUMMARY"));
  }
  return shown;
}

TEST(AProgramThatEnded, IsShownForAYear) {
  const struct {
    const char* last;
    const char* last_shown;
  } rows[] = {
      {"2024-12-31", "2025-12-31"},
      {"2024-06-15", "2025-06-15"},
      {"2024-02-29", "2025-02-28"},
      {"2025-02-28", "2026-02-28"},
  };
  for (const auto& [last, last_shown] : rows) {
    SCOPED_TRACE(last);
    const Definition definition = test::MakeDefinition({Until(last)});
    test::Publication publication(Day(last_shown));
    publication.Publish(definition);
    EXPECT_THAT(Shown(publication, "cspen"), SizeIs(2));
    EXPECT_THAT(Shown(publication, "dp"), SizeIs(2));
    publication.Wait(days(1) - std::chrono::seconds(1));
    publication.Publish(definition);
    EXPECT_THAT(Shown(publication, "cspen"), SizeIs(2));
    publication.Wait(std::chrono::seconds(1));
    publication.Publish(definition);
    for (const auto* feed : {"cspen", "cspen-sessions", "dp"}) {
      EXPECT_THAT(Shown(publication, feed), ElementsAre(HasSubstr(kNothing)));
    }
    for (const auto& [uid, revision] : publication.Revisions()) {
      EXPECT_FALSE(revision.withdrawn) << uid;
    }
  }
}

// The feeds of the body stay, for whoever is subscribed; those of what ends
// with its file do not.
TEST(AProgramThatEnded, LeavesNothingCancelledWhetherItsFileIsThereOrNot) {
  for (const bool is_there : {true, false}) {
    Definition definition = test::MakeDefinition({Until("2024-12-31")});
    config::Program next = Until("2026-12-31");
    next.identity.id = "cspen-2025";
    definition.programs.emplace_back(next);
    test::Publication publication(Day("2025-12-31"));
    publication.Publish(definition);
    EXPECT_THAT(Shown(publication, "cspen"), SizeIs(4));
    if (!is_there) definition.programs.erase(definition.programs.begin());
    publication.Wait(days(1));
    publication.Publish(definition);
    EXPECT_THAT(Shown(publication, "cspen"),
                testing::AllOf(SizeIs(2), Each(Not(HasSubstr("CANCELLED")))));
  }
}

// Nothing that is to come leaves: the end is that of what was put off last.
TEST(AProgramThatEnded, StaysForWhatWasPutOff) {
  config::Program program = Until("2024-12-31");
  config::ItemProgress moved;
  moved.moved_to = test::Month("2025-10");
  program.items[0].months[0].progress =
      std::make_shared<const config::ItemProgress>(moved);
  Definition definition = test::MakeDefinition({program});
  definition.settings.keep_programs = std::chrono::months(1);
  test::Publication publication(Day("2025-11-30"));
  publication.Publish(definition);
  EXPECT_THAT(Shown(publication, "dp"), SizeIs(2));
  publication.Wait(days(1));
  publication.Publish(definition);
  EXPECT_THAT(Shown(publication, "dp"), ElementsAre(HasSubstr(kNothing)));
}

TEST(AProgramThatEnded, IsShownForAsLongAsTheSettingsSay) {
  Definition definition = test::MakeDefinition({Until("2024-08-31")});
  definition.settings.keep_programs = std::chrono::months(6);
  test::Publication publication(Day("2025-02-28"));
  publication.Publish(definition);
  EXPECT_THAT(Shown(publication, "dp"), SizeIs(2));
  publication.Wait(days(1));
  publication.Publish(definition);
  EXPECT_THAT(Shown(publication, "dp"), ElementsAre(HasSubstr(kNothing)));
  definition.settings.keep_programs = std::chrono::months(600);
  publication.Wait(days(10000));
  publication.Publish(definition);
  EXPECT_THAT(Shown(publication, "dp"), SizeIs(2));
}

// The same files give the same bytes, whatever day it is.
TEST(AProgramThatEnded, IsRenderedWithoutALedgerInAnyYear) {
  const Definition definition = test::MakeDefinition({Until("2024-12-31")});
  const auto render = [&](const char* today) {
    return test::BytesOf(
        *BuildSnapshot(definition, Day(today), Compress::kNo).snapshot);
  };
  EXPECT_EQ(render("2024-06-01"), render("2040-01-01"));
  EXPECT_THAT(render("2040-01-01").at("/feeds/cspen.ics"),
              HasSubstr("Asunto a"));
}

}  // namespace
}  // namespace agendad::feeds
