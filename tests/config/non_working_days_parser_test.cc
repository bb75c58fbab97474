#include "config/non_working_days_parser.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

ParseResult ParseDays(std::string_view entry) {
  DefinitionSources sources = SampleSources();
  sources.non_working_days->text = ShareText(
      "calendars:\n  - id: mx\n    name: Días\n    days:\n      - {name: x, " +
      std::string(entry) + "}\n");
  return ParseDefinition(sources);
}

TEST(NonWorkingDaysParser, ReadsRulesDatesAndRanges) {
  const struct {
    std::string_view entry, rule;
    std::optional<sys_days> first, last;
    bool all_days_count;
    Location where;
  } rows[] = {
      {"rule: \"FREQ=YEARLY;BYMONTH=1\", from: 2006-01-01",
       "FREQ=YEARLY;BYMONTH=1",
       sys_days(2006y / 1 / 1),
       std::nullopt,
       false,
       {1, 5, 25}},
      {"rule: FREQ=YEARLY, from: 2006-01-01, until: 2030-01-01",
       "FREQ=YEARLY",
       sys_days(2006y / 1 / 1),
       sys_days(2030y / 1 / 1),
       false,
       {1, 5, 25}},
      {"date: 2024-10-01",
       "",
       sys_days(2024y / 10 / 1),
       sys_days(2024y / 10 / 1),
       false,
       {1, 5, 9}},
      {"from: 2025-09-01, until: 2025-09-12",
       "",
       sys_days(2025y / 9 / 1),
       sys_days(2025y / 9 / 12),
       false,
       {1, 5, 9}},
      {"from: 2025-09-01, until: 2025-09-01, all-days-count: true",
       "",
       sys_days(2025y / 9 / 1),
       sys_days(2025y / 9 / 1),
       true,
       {1, 5, 9}},
  };
  for (const auto& row : rows) {
    const ParseResult result = ParseDays(row.entry);
    ASSERT_EQ(Told(result), std::vector<std::string>{}) << row.entry;
    const auto& calendars = result.definition.non_working_calendars;
    ASSERT_EQ(calendars.size(), 1U);
    EXPECT_EQ(calendars[0].identity.id, "mx");
    EXPECT_EQ(calendars[0].name, "Días");
    ASSERT_EQ(calendars[0].days.size(), 1U);
    const NonWorkingDays& days = calendars[0].days[0];
    EXPECT_EQ(days.name, "x");
    EXPECT_EQ(days.rule, row.rule);
    EXPECT_EQ(days.first, row.first);
    EXPECT_EQ(days.last, row.last);
    EXPECT_EQ(days.all_days_count, row.all_days_count);
    EXPECT_EQ(days.where, row.where);
  }
}

TEST(NonWorkingDaysParser, ReadsWhenItWasRevised) {
  EXPECT_EQ(
      ParseDefinition(SampleSources()).definition.non_working_days_revised,
      sys_days(2024y / 1 / 15));
  EXPECT_FALSE(
      ParseDays("date: 2024-10-01").definition.non_working_days_revised);
}

TEST(NonWorkingDaysParser, TellsWhatDoesNotGoTogether) {
  const std::string file = "non-working-days.yaml:5:";
  const struct {
    std::string_view entry;
    std::vector<std::string> told;
  } rows[] = {
      {"rule: FREQ=YEARLY",
       {file + "9: error: the entry has no 'from'; expected the first day on "
               "which the rule holds"}},
      {"from: 2024-01-01",
       {file + "9: error: the entry has no 'until'; expected the last day of "
               "the range, or a 'rule'"}},
      {"until: 2024-01-01",
       {file + "9: error: the entry has no 'from'; expected 'rule' and "
               "'from', 'date', or 'from' and 'until'"}},
      {"date: ",
       {file + "9: error: the entry has no 'from'; expected 'rule' and "
               "'from', 'date', or 'from' and 'until'"}},
      {"date: 2024-01-01, rule: FREQ=YEARLY",
       {file + "43: error: 'date' and 'rule' together; expected 'date' alone, "
               "or 'from' and 'until'"}},
      {"date: 2024-01-01, from: 2024-01-01, until: 2024-01-02",
       {file + "43: error: 'date' and 'from' together; expected 'date' alone, "
               "or 'from' and 'until'",
        file + "62: error: 'date' and 'until' together; expected 'date' alone, "
               "or 'from' and 'until'"}},
      {"from: 2024-01-02, until: 2024-01-01",
       {file + "44: error: the days end before they begin; expected a day on "
               "or after 'from'"}},
      {"rule: FREQ=YEARLY, from: 2024-01-01, all-days-count: true",
       {file + "72: error: 'all-days-count' with a rule; expected it only with "
               "'from' and 'until'"}},
      {"date: 2024-01-01, all-days-count: yes",
       {file + "53: error: 'yes' is not true or false; expected true or "
               "false"}},
      {"date: 2024-02-30",
       {file + "25: error: '2024-02-30' is not a date; expected a date as "
               "2024-09-30, from 1970 to 2199"}},
      {"dat: 2024-01-01, date: 2024-01-01",
       {file + "19: error: unknown key 'dat'; expected one of name, rule, "
               "date, from, until, all-days-count; did you mean 'date'?"}},
  };
  for (const auto& [entry, told] : rows) {
    EXPECT_EQ(Told(ParseDays(entry)), told) << entry;
  }
}

TEST(NonWorkingDaysParser, TellsCalendarsThatAreWrong) {
  DefinitionSources sources = SampleSources();
  sources.non_working_days->text = ShareText(
      "calendars:\n"
      "  - {id: mx, name: a, days: []}\n"
      "  - {id: mx, name: b, days: [x]}\n"
      "  - {id: other}\n");
  EXPECT_EQ(
      Told(ParseDefinition(sources)),
      (std::vector<std::string>{
          "non-working-days.yaml:3:10: error: the calendar id 'mx' is given "
          "twice; expected ids, former ones too, that differ; the other one is "
          "on line 2",
          "non-working-days.yaml:3:30: error: the entry is a text; expected a "
          "mapping, with the keys name, rule, date, from, until, "
          "all-days-count",
          "non-working-days.yaml:4:5: error: the calendar has no 'name'; "
          "expected its name",
          "non-working-days.yaml:4:5: error: the calendar has no 'days'; "
          "expected a list of days"}));
}

TEST(NonWorkingDaysParser, AnEmptyFileHasNoCalendars) {
  DefinitionSources sources = SampleSources();
  sources.non_working_days->text = ShareText("# nothing yet\n");
  sources.programs[0].text =
      ShareText(Replaced(kSampleProgram, "non-working-days: [mx]\n", ""));
  EXPECT_EQ(Told(ParseDefinition(sources)), std::vector<std::string>{});
}

}  // namespace
}  // namespace agendad::config
