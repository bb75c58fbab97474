// What facts files say, read together with their program as people write both.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/facts_parser.h"
#include "tests/config/sample_facts.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;

// Of a file with these lines, which have nothing wrong with them.
Shared<Program> After(const std::string& lines) {
  ParseResult result = ParseWithFacts({lines});
  EXPECT_THAT(Told(result), IsEmpty()) << lines;
  return result.definition.programs.at(0);
}

const ItemProgress* ProgressOf(const Program& program, std::size_t item,
                               std::size_t month = 0) {
  return program.items.at(item).months.at(month).progress.get();
}

TEST(Facts, AreOfTheProgramThatTheirFileIsNamedAfter) {
  const struct {
    std::string_view name;
    std::string_view program;
  } rows[] = {
      {"facts/cspen-2024.yaml", "cspen-2024"},
      {"facts/cspen-2024.dcpen.yaml", "cspen-2024"},
      {"cspen-2024.dcpen.2.yml", "cspen-2024"},
      {"facts/.yaml", ""},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(ProgramOfFacts(row.name), row.program);
  }
  DefinitionSources sources = SampleSources();
  sources.facts.emplace_back("facts/cspen-2023.dp.yaml", "");
  EXPECT_THAT(Told(ParseDefinition(sources)),
              ElementsAre("facts/cspen-2023.dp.yaml: error: no program has the "
                          "id 'cspen-2023'; expected a name as "
                          "facts/<program>.yaml or "
                          "facts/<program>.<anything>.yaml; did you mean "
                          "'cspen-2024'?"));
}

TEST(Facts, TellOutcomes) {
  const auto program = After(R"(
- {at: 2024-03-01, item: acuerdo, month: sep, fact: met, by: DP, because: hay dos}
- {at: 2024-03-02, item: informe, month: 2024-03, fact: done, on: 2024-03-01}
- {at: 2024-03-03, item: informe, month: jun, fact: moved, to: 2024-07}
- {at: 2024-03-04, item: informe, month: jun, fact: withdrawn}
)");
  const auto* const met = ProgressOf(*program, 1);
  ASSERT_TRUE(met);
  EXPECT_EQ(met->outcome, Outcome::kMet);
  EXPECT_EQ(met->decision.at, sys_days(2024y / 3 / 1));
  EXPECT_EQ(met->decision.by, "DP");
  EXPECT_EQ(met->decision.because, "hay dos");
  const auto* const done = ProgressOf(*program, 0, 0);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->outcome, Outcome::kDone);
  EXPECT_EQ(done->done_on, sys_days(2024y / 3 / 1));
  const auto* const moved = ProgressOf(*program, 0, 1);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->outcome, Outcome::kWithdrawn);
  EXPECT_EQ(moved->moved_to, 2024y / 7);
  EXPECT_EQ(program->items[0].months[1].month, 2024y / 6);
  EXPECT_EQ(program->revised, sys_days(2024y / 3 / 4));
}

TEST(Facts, AreUndoneOneByOne) {
  const std::string lines = R"(
- {at: 2024-03-01, item: acuerdo, month: sep, fact: met}
- {at: 2024-03-02, item: acuerdo, month: sep, fact: moved, to: oct}
- {at: 2024-03-03, item: acuerdo, month: sep, fact: not-applicable}
)";
  const std::string undone =
      "- {at: 2024-04-01, item: acuerdo, month: sep, fact: undone}\n";
  const auto once = After(lines + undone);
  ASSERT_TRUE(ProgressOf(*once, 1));
  EXPECT_EQ(ProgressOf(*once, 1)->outcome, Outcome::kMet);
  EXPECT_EQ(ProgressOf(*once, 1)->moved_to, 2024y / 10);
  EXPECT_EQ(once->revised, sys_days(2024y / 4 / 1));
  const auto twice = After(lines + undone + undone);
  ASSERT_TRUE(ProgressOf(*twice, 1));
  EXPECT_EQ(ProgressOf(*twice, 1)->outcome, Outcome::kMet);
  EXPECT_FALSE(ProgressOf(*twice, 1)->moved_to);
  EXPECT_FALSE(ProgressOf(*After(lines + undone + undone + undone), 1));
  EXPECT_FALSE(ProgressOf(*After(lines + undone), 0));
}

TEST(Facts, AnItemThatIsMovedBackIsWhereItWas) {
  const auto program = After(R"(
- {at: 2024-03-01, item: informe, month: mar, fact: moved, to: abr}
- {at: 2024-03-02, item: informe, month: mar, fact: moved, to: mar}
)");
  ASSERT_TRUE(ProgressOf(*program, 0));
  EXPECT_FALSE(ProgressOf(*program, 0)->moved_to);
}

TEST(Facts, TellTheLifeOfASession) {
  const std::string convened =
      "- {at: 2024-02-20, session: marzo, fact: convened, when: 2024-03-13 "
      "10:00, place: Sala, link: https://example.org/x, items: [informe]}\n";
  const auto once = After(convened);
  const Session& session = once->sessions.at(0);
  ASSERT_TRUE(session.progress);
  EXPECT_EQ(session.progress->state, SessionState::kConvened);
  EXPECT_EQ(std::get<LocalTime>(session.when).time_of_day, 10h);
  EXPECT_EQ(session.duration, 2h);  // of its type
  EXPECT_EQ(session.place, "Sala");
  EXPECT_EQ(session.progress->link, "https://example.org/x");
  EXPECT_THAT(session.progress->items, ElementsAre("informe"));
  ASSERT_EQ(session.progress->earlier.size(), 1U);
  EXPECT_EQ(std::get<WeekWindow>(session.progress->earlier[0]).week, 2);
  EXPECT_FALSE(once->sessions.at(1).progress);

  const auto moved = After(convened + R"(
- {at: 2024-03-12, session: marzo, fact: postponed, when: {week: 3, month: mar}}
- {at: 2024-03-13, session: marzo, fact: postponed, when: unscheduled, because: falta quórum}
)");
  const Session& later = moved->sessions.at(0);
  EXPECT_EQ(later.progress->state, SessionState::kPostponed);
  EXPECT_TRUE(std::holds_alternative<Unscheduled>(later.when));
  EXPECT_EQ(later.progress->decision.because, "falta quórum");
  ASSERT_EQ(later.progress->earlier.size(), 3U);
  EXPECT_EQ(std::get<WeekWindow>(later.progress->earlier[2]).week, 3);
  EXPECT_EQ(later.place, "Sala");

  // Held when it was planned all the same.
  const auto back = After(convened + R"(
- {at: 2024-03-12, session: marzo, fact: postponed, when: unscheduled}
- {at: 2024-03-13, session: marzo, fact: convened, when: 2024-03-13 10:00}
- {at: 2024-03-14, session: marzo, fact: held}
)");
  EXPECT_EQ(back->sessions.at(0).progress->state, SessionState::kHeld);
  EXPECT_EQ(back->sessions.at(0).progress->earlier.size(), 1U);

  const auto cancelled =
      After("- {at: 2024-03-12, session: junio, fact: cancelled, by: CG}\n");
  EXPECT_EQ(cancelled->sessions.at(1).progress->state,
            SessionState::kCancelled);
  EXPECT_THAT(cancelled->sessions.at(1).progress->earlier, IsEmpty());
}

// December's session in January, as the last day, the week and the month that
// may be.
TEST(Facts, PutOffIntoTheYearAfter) {
  const auto program = After(R"(
- {at: 2024-12-02, session: marzo, fact: postponed, when: 2025-12-31}
- {at: 2024-12-02, session: junio, fact: postponed, when: {week: 2, month: 2025-01}}
- {at: 2024-12-02, item: informe, month: jun, fact: moved, to: 2025-12}
)");
  EXPECT_EQ(std::get<std::chrono::sys_days>(program->sessions.at(0).when),
            std::chrono::sys_days(2025y / 12 / 31));
  EXPECT_EQ(std::get<WeekWindow>(program->sessions.at(1).when).month,
            2025y / 1);
  ASSERT_TRUE(ProgressOf(*program, 0, 1));
  EXPECT_EQ(ProgressOf(*program, 0, 1)->moved_to, 2025y / 12);
  EXPECT_EQ(program->period.last, std::chrono::sys_days(2024y / 12 / 31));
}

TEST(Facts, AddSessions) {
  const std::string line =
      "- {at: 2024-04-20, session: urgente-1, fact: convened, type: urgent, "
      "name: Sesión urgente, when: 2024-04-22 18:00, duration: 45min, items: "
      "[informe, acuerdo]}\n";
  const auto program = After(line);
  ASSERT_EQ(program->sessions.size(), 3U);
  const Session& session = program->sessions[2];
  EXPECT_EQ(session.identity.id, "urgente-1");
  EXPECT_EQ(session.type, SessionType::kUrgent);
  EXPECT_EQ(session.name, "Sesión urgente");
  EXPECT_EQ(session.duration, 45min);
  EXPECT_THAT(session.progress->earlier, IsEmpty());
  EXPECT_EQ(After(line + "- {at: 2024-04-21, session: urgente-1, fact: "
                         "undone}\n")
                ->sessions.size(),
            2U);
}

TEST(Facts, CountInTheOrderInWhichTheyWereWritten) {
  const std::string planning =
      "- {at: 2024-03-12T10:00:00Z, item: informe, month: mar, fact: undone}\n";
  const std::string legal =
      "- {at: 2024-03-12T09:59:59Z, item: informe, month: mar, fact: "
      "withdrawn}\n"
      "- {at: 2024-03-12T10:00:01Z, item: informe, month: mar, fact: moved, "
      "to: abr}\n";
  const ParseResult result = ParseWithFacts({planning, legal});
  EXPECT_THAT(Told(result), IsEmpty());
  const auto* const progress = ProgressOf(*result.definition.programs[0], 0);
  ASSERT_TRUE(progress);
  EXPECT_EQ(progress->outcome, Outcome::kPending);
  EXPECT_EQ(progress->moved_to, 2024y / 4);
}

// Otherwise one mistake would be told many times.
// A line that has only a day was written after the one above it.
TEST(Facts, OfOneDayCountInTheOrderOfTheirLines) {
  const auto program = After(R"(
- {at: 2024-03-01T18:00:00Z, session: marzo, fact: convened, when: 2024-03-13}
- {at: 2024-03-01, session: marzo, fact: cancelled}
- {at: 2024-02-01, session: marzo, fact: postponed, when: 2024-03-12}
)");
  EXPECT_EQ(program->sessions[0].progress->state, SessionState::kCancelled);
  EXPECT_EQ(std::get<std::chrono::sys_days>(program->sessions[0].when),
            std::chrono::sys_days(2024y / 3 / 13));
  EXPECT_EQ(program->revised, std::chrono::sys_days(2024y / 3 / 1) + 18h);
  EXPECT_EQ(program->last_fact.line, 3U);
}

TEST(Facts, ATypeThatWasWrongIsPutRight) {
  const auto program = After(R"(
- {at: 2024-04-20, session: urgente-1, fact: convened, type: urgent, when: 2024-04-22}
- {at: 2024-04-21, session: urgente-1, fact: convened, type: extraordinary, when: 2024-04-22}
)");
  EXPECT_EQ(program->sessions.at(2).type, SessionType::kExtraordinary);
}

TEST(Facts, OfAProgramWithErrorsAreNotRead) {
  DefinitionSources sources = SampleSources();
  sources.programs[0].text =
      ShareText(Replaced(kSampleProgram, "id: informe", "id: Informe"));
  sources.facts.emplace_back(
      "facts/cspen-2024.yaml",
      "- {at: 2024-03-01, item: informe, month: mar, fact: withdrawn}");
  EXPECT_EQ(Told(ParseDefinition(sources)).size(), 1U);
}

}  // namespace
}  // namespace agendad::config
