#include "feeds/working_days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "config/iso_date.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::ToIso;
using std::chrono::days;
using std::chrono::sys_days;
using test::Day;
using test::Month;
using testing::ElementsAre;
using testing::IsEmpty;

config::NonWorkingDays Range(std::string name, std::string_view first,
                             std::string_view last, bool all_days = false) {
  config::NonWorkingDays range;
  range.name = std::move(name);
  range.first = Day(first);
  range.last = Day(last);
  range.all_days_count = all_days;
  return range;
}

// A program with the federal holidays and, in a second calendar, `ranges`.
class Fixture {
 public:
  explicit Fixture(std::vector<config::NonWorkingDays> ranges = {},
                   std::string_view first = "2024-01-01",
                   std::string_view last = "2030-12-31") {
    config::Program program = test::MakeProgram();
    program.period = {Day(first), Day(last)};
    program.non_working_days = {"mx", "own"};
    definition_ = test::MakeDefinition({program});
    config::NonWorkingCalendar own;
    own.identity.id = "own";
    own.days = std::move(ranges);
    definition_.non_working_calendars.push_back(own);
    table_.emplace(definition_, diagnostics_);
    EXPECT_THAT(test::Told(diagnostics_), IsEmpty());
    days_.emplace(*definition_.programs[0], *table_);
  }

  const WorkingDays* operator->() const { return &*days_; }

 private:
  config::Diagnostics diagnostics_;
  config::Definition definition_;
  std::optional<NonWorkingDayTable> table_;
  std::optional<WorkingDays> days_;
};

std::vector<std::string> Holidays(const Fixture& fixture, int year) {
  std::vector<std::string> holidays;
  const std::chrono::year of(year);
  for (sys_days day(of / 1 / 1); day <= sys_days(of / 12 / 31);
       day += days(1)) {
    if (fixture->NameOfNonWorkingDay(day)) {
      holidays.push_back(ToIso(day).substr(5));
    }
  }
  return holidays;
}

TEST(WorkingDays, TheHolidaysOfTheFederalLaw) {
  const Fixture fixture;
  EXPECT_THAT(Holidays(fixture, 2024),
              ElementsAre("01-01", "02-05", "03-18", "05-01", "09-16", "10-01",
                          "11-18", "12-25"));
  EXPECT_THAT(Holidays(fixture, 2025),
              ElementsAre("01-01", "02-03", "03-17", "05-01", "09-16", "11-17",
                          "12-25"));
  EXPECT_THAT(Holidays(fixture, 2026),
              ElementsAre("01-01", "02-02", "03-16", "05-01", "09-16", "11-16",
                          "12-25"));
  EXPECT_THAT(Holidays(fixture, 2027),
              ElementsAre("01-01", "02-01", "03-15", "05-01", "09-16", "11-15",
                          "12-25"));
  EXPECT_THAT(Holidays(fixture, 2030),
              ElementsAre("01-01", "02-04", "03-18", "05-01", "09-16", "10-01",
                          "11-18", "12-25"));
}

// Before the decree of 2024 it was the first of December.
TEST(WorkingDays, ARuleHoldsOnlyWithinItsValidity) {
  const Fixture fixture({}, "2018-01-01", "2018-12-31");
  EXPECT_TRUE(fixture->NameOfNonWorkingDay(Day("2018-12-01")));
  EXPECT_TRUE(fixture->IsWorkingDay(Day("2018-10-01")));
}

TEST(WorkingDays, KnowsWeekendsAndNames) {
  const Fixture fixture;
  EXPECT_TRUE(fixture->IsWorkingDay(Day("2024-03-15")));   // Friday
  EXPECT_FALSE(fixture->IsWorkingDay(Day("2024-03-16")));  // Saturday
  EXPECT_FALSE(fixture->IsWorkingDay(Day("2024-03-17")));
  EXPECT_FALSE(fixture->NameOfNonWorkingDay(Day("2024-03-17")));
  EXPECT_FALSE(fixture->IsWorkingDay(Day("2024-03-18")));
  EXPECT_EQ(*fixture->NameOfNonWorkingDay(Day("2024-03-18")),
            "Natalicio de Juárez");
}

TEST(WorkingDays, EveryDayOfAnAllDaysRangeIsWorked) {
  const Fixture fixture({Range("Vacaciones", "2024-07-15", "2024-07-26"),
                         Range("Proceso", "2023-09-07", "2024-08-15", true)});
  for (const auto* day : {"2024-01-01", "2024-03-16", "2024-03-17",
                          "2024-03-18", "2024-07-20", "2024-08-15"}) {
    EXPECT_TRUE(fixture->IsWorkingDay(Day(day))) << day;
    EXPECT_FALSE(fixture->NameOfNonWorkingDay(Day(day))) << day;
  }
  EXPECT_FALSE(fixture->IsWorkingDay(Day("2024-08-17")));
  EXPECT_FALSE(fixture->IsWorkingDay(Day("2024-09-16")));
  EXPECT_EQ(fixture->FirstOf(Month("2024-06")), Day("2024-06-01"));
  EXPECT_EQ(fixture->LastOf(Month("2024-06")), Day("2024-06-30"));
}

TEST(WorkingDays, FirstAndLastOfAMonth) {
  const struct {
    std::string_view month;
    std::string_view first;
    std::string_view last;
  } rows[] = {
      {"2024-01", "2024-01-02", "2024-01-31"},
      {"2024-02", "2024-02-01", "2024-02-29"},
      {"2024-03", "2024-03-01", "2024-03-29"},
      {"2024-05", "2024-05-02", "2024-05-31"},
      {"2024-06", "2024-06-03", "2024-06-28"},
      {"2024-10", "2024-10-02", "2024-10-31"},
      {"2025-02", "2025-02-04", "2025-02-28"},
  };
  const Fixture fixture;
  for (const auto& [month, first, last] : rows) {
    EXPECT_EQ(ToIso(fixture->FirstOf(Month(month))), first);
    EXPECT_EQ(ToIso(fixture->LastOf(Month(month))), last);
  }
}

TEST(WorkingDays, AMonthWithoutWorkingDays) {
  const Fixture fixture({Range("Receso", "2024-07-01", "2024-07-31")});
  EXPECT_EQ(fixture->FirstOf(Month("2024-07")), Day("2024-07-01"));
  EXPECT_EQ(fixture->LastOf(Month("2024-07")), Day("2024-07-31"));
  EXPECT_EQ(fixture->Before(Day("2024-08-01"), 1), Day("2024-06-28"));
}

TEST(WorkingDays, CountsBack) {
  const Fixture fixture({Range("Vacaciones", "2024-08-26", "2024-09-06")});
  const struct {
    std::string_view day;
    int count;
    std::string_view before;
  } rows[] = {
      {"2024-03-11", 0, "2024-03-11"},
      {"2024-03-16", 0, "2024-03-16"},  // a Saturday stays
      {"2024-03-11", 1, "2024-03-08"},
      {"2024-03-13", 5, "2024-03-06"},
      {"2024-03-19", 1, "2024-03-15"},  // over the 18th and a weekend
      {"2024-09-17", 5, "2024-09-09"},
      {"2024-09-17", 6, "2024-08-23"},  // over the vacation
      {"2024-01-03", 2, "2023-12-29"},  // before the period
      {"2024-01-02", 60, "2023-10-05"},
  };
  for (const auto& [day, count, before] : rows) {
    EXPECT_EQ(ToIso(fixture->Before(Day(day), count)), before)
        << count << " before " << day;
  }
}

TEST(WorkingDays, CountsBackThroughSundaysOnlyWithoutWeekend) {
  config::Program program = test::MakeProgram();
  program.weekend = {};
  program.non_working_days = {};
  const config::Definition definition = test::MakeDefinition({program});
  config::Diagnostics diagnostics;
  const NonWorkingDayTable table(definition, diagnostics);
  const WorkingDays working_days(*definition.programs[0], table);
  EXPECT_TRUE(working_days.IsWorkingDay(Day("2024-09-16")));
  EXPECT_EQ(working_days.Before(Day("2024-03-01"), 60), Day("2024-01-01"));
}

// One day a week is worked, or two: the longest lead goes back more than a
// year.
TEST(WorkingDays, CountsBackThroughWeekendsOfMostDays) {
  struct Row {
    std::array<bool, 7> weekend;  // from Sunday
    std::string_view day;
    std::string_view before;
  };
  const Row rows[] = {
      {{false, true, true, true, true, true, true}, "2024-01-07", "2022-11-13"},
      {{false, true, true, true, true, true, false},
       "2024-01-06",
       "2023-06-10"},
  };
  for (const auto& row : rows) {
    config::Program program = test::MakeProgram();
    program.weekend = row.weekend;
    program.non_working_days = {};
    const auto definition = test::MakeDefinition({program});
    config::Diagnostics diagnostics;
    const NonWorkingDayTable table(definition, diagnostics);
    const WorkingDays working_days(program, table);
    EXPECT_EQ(ToIso(working_days.Before(Day(row.day), 60)), row.before);
  }
}

// A due date may be that far before the program, and a notice before it.
TEST(WorkingDays, WhatIsNotWorkedLongBeforeTheProgramCounts) {
  const Fixture fixture({Range("a recess", "2022-10-01", "2022-12-31")});
  EXPECT_TRUE(fixture->IsWorkingDay(Day("2022-09-30")));
  EXPECT_FALSE(fixture->IsWorkingDay(Day("2022-10-03")));
  EXPECT_FALSE(fixture->IsWorkingDay(Day("2022-12-30")));
}

// A walk that finds no day ends, too.
TEST(WorkingDays, CountsBackThroughAYearOfLeave) {
  const Fixture fixture({Range("Cierre", "2020-01-01", "2024-12-31")});
  EXPECT_LT(fixture->Before(Day("2024-06-03"), 60), Day("2024-06-03"));
}

TEST(NonWorkingDayTable, TellsRulesThatAreNone) {
  config::Definition definition = test::MakeDefinition({test::MakeProgram()});
  auto& entries = definition.non_working_calendars[0].days;
  entries.resize(1);
  entries[0].rule = "every other Tuesday";
  entries[0].where = {0, 7, 3};
  config::Diagnostics diagnostics;
  const NonWorkingDayTable table(definition, diagnostics);
  EXPECT_THAT(
      test::Told(diagnostics),
      ElementsAre("error: 'every other Tuesday' is not a recurrence rule; "
                  "expected an RRULE of days (RFC 5545), as "
                  "FREQ=YEARLY;BYMONTH=2;BYDAY=1MO"));
  EXPECT_EQ(diagnostics.All().front().where, (config::Location{0, 7, 3}));
}

}  // namespace
}  // namespace agendad::feeds
