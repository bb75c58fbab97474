#include "feeds/week_of_month.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "config/iso_date.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::ToIso;
using config::WeekRule;

std::string Shown(const std::optional<config::DateRange>& days) {
  return days ? ToIso(days->first) + " " + ToIso(days->last) : "none";
}

// A calendar that counts days one after the other and knows nothing of the
// arithmetic of weeks: 0 is Monday, and 1 January 1990 was one.
struct CountedDay {
  int year;
  int month;
  int day;
  int weekday;
  std::string iso;
};

std::vector<CountedDay> CountedDays() {
  constexpr int kDaysOf[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::vector<CountedDay> days;
  int weekday = 0;
  for (int year = 1990; year <= 2101; ++year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    for (int month = 1; month <= 12; ++month) {
      const int length = kDaysOf[month - 1] + (month == 2 && leap ? 1 : 0);
      for (int day = 1; day <= length; ++day) {
        const auto two = [](int number) {
          return (number < 10 ? "0" : "") + std::to_string(number);
        };
        days.push_back(
            {year, month, day, weekday,
             std::to_string(year) + "-" + two(month) + "-" + two(day)});
        weekday = (weekday + 1) % 7;
      }
    }
  }
  return days;
}

// All windows of the month that begins at days[first], in their order, as
// each rule's name explains it.
std::vector<std::string> Windows(const std::vector<CountedDay>& days,
                                 std::size_t first, WeekRule rule) {
  std::vector<std::string> windows;
  const int month = days[first].month;
  std::string row_before;
  for (std::size_t i = first; days[i].month == month; ++i) {
    const auto monday = i - static_cast<std::size_t>(days[i].weekday);
    const auto row = [&] {
      return days[monday].iso + " " + days[monday + 4].iso;
    };
    switch (rule) {
      case WeekRule::kFullWeek:
        if (days[i].weekday == 0) windows.push_back(row());
        break;
      case WeekRule::kIso:
        if (days[i].weekday == 3) windows.push_back(row());
        break;
      case WeekRule::kDays:
        if (days[i].day % 7 == 1) {
          std::size_t last = i;
          while (last < i + 6 && days[last + 1].month == month) ++last;
          windows.push_back(days[i].iso + " " + days[last].iso);
        }
        break;
      case WeekRule::kWeekdayRow:
        if (days[i].weekday < 5 && row() != row_before) {
          windows.push_back(row());
          row_before = row();
        }
        break;
    }
  }
  return windows;
}

// The last window; under kDays that of the last seven days.
std::string LastWindow(const std::vector<CountedDay>& days, std::size_t first,
                       WeekRule rule) {
  if (rule != WeekRule::kDays) return Windows(days, first, rule).back();
  std::size_t last = first;
  while (days[last + 1].month == days[first].month) ++last;
  return days[last - 6].iso + " " + days[last].iso;
}

class EveryRule : public testing::TestWithParam<WeekRule> {};

TEST_P(EveryRule, AgreesWithACountOfDaysFrom1990To2100) {
  const WeekRule rule = GetParam();
  const auto days = CountedDays();
  int months = 0;
  for (std::size_t i = 7; days[i].year <= 2100; ++i) {
    if (days[i].day != 1) continue;
    ++months;
    const std::string month = days[i].iso.substr(0, 7);
    const auto expected = Windows(days, i, rule);
    for (int week = 1; week <= 5; ++week) {
      const auto at = static_cast<std::size_t>(week) - 1;
      ASSERT_EQ(Shown(DaysOf(test::Week(week, month, rule))),
                at < expected.size() ? expected[at] : "none")
          << "week " << week << " of " << month;
    }
    // A weekday row may be the sixth; no week has that number, but "last".
    ASSERT_EQ(Shown(DaysOf(test::Week(config::kLastWeek, month, rule))),
              LastWindow(days, i, rule))
        << "last week of " << month;
  }
  EXPECT_EQ(months, 111 * 12 - 1);
}

INSTANTIATE_TEST_SUITE_P(WeekOfMonth, EveryRule,
                         testing::Values(WeekRule::kFullWeek, WeekRule::kIso,
                                         WeekRule::kDays,
                                         WeekRule::kWeekdayRow));

TEST(WeekOfMonth, TheWindowsOf2024UnderEachRule) {
  const struct {
    WeekRule rule;
    std::string march_2;
    std::string june_3;
    std::string september_2;
    std::string december_1;
  } rows[] = {
      {WeekRule::kFullWeek, "2024-03-11 2024-03-15", "2024-06-17 2024-06-21",
       "2024-09-09 2024-09-13", "2024-12-02 2024-12-06"},
      {WeekRule::kIso, "2024-03-11 2024-03-15", "2024-06-17 2024-06-21",
       "2024-09-09 2024-09-13", "2024-12-02 2024-12-06"},
      {WeekRule::kDays, "2024-03-08 2024-03-14", "2024-06-15 2024-06-21",
       "2024-09-08 2024-09-14", "2024-12-01 2024-12-07"},
      {WeekRule::kWeekdayRow, "2024-03-04 2024-03-08", "2024-06-17 2024-06-21",
       "2024-09-09 2024-09-13", "2024-12-02 2024-12-06"},
  };
  for (const auto& [rule, march_2, june_3, september_2, december_1] : rows) {
    EXPECT_EQ(Shown(DaysOf(test::Week(2, "2024-03", rule))), march_2);
    EXPECT_EQ(Shown(DaysOf(test::Week(3, "2024-06", rule))), june_3);
    EXPECT_EQ(Shown(DaysOf(test::Week(2, "2024-09", rule))), september_2);
    EXPECT_EQ(Shown(DaysOf(test::Week(1, "2024-12", rule))), december_1);
  }
}

// The first year of the pattern in which the rules part.
TEST(WeekOfMonth, TheRulesPartIn2026) {
  const struct {
    int week;
    std::string_view month;
    std::string full_week;
    std::string iso;
    std::string weekday_row;
  } rows[] = {
      {2, "2026-09", "2026-09-14 2026-09-18", "2026-09-07 2026-09-11",
       "2026-09-07 2026-09-11"},
      {1, "2026-12", "2026-12-07 2026-12-11", "2026-11-30 2026-12-04",
       "2026-11-30 2026-12-04"},
      {config::kLastWeek, "2026-12", "2026-12-28 2027-01-01",
       "2026-12-28 2027-01-01", "2026-12-28 2027-01-01"},
  };
  for (const auto& [week, month, full_week, iso, weekday_row] : rows) {
    EXPECT_EQ(Shown(DaysOf(test::Week(week, month, WeekRule::kFullWeek))),
              full_week);
    EXPECT_EQ(Shown(DaysOf(test::Week(week, month, WeekRule::kIso))), iso);
    EXPECT_EQ(Shown(DaysOf(test::Week(week, month, WeekRule::kWeekdayRow))),
              weekday_row);
  }
}

TEST(WeekOfMonth, FebruaryOf28DaysHasNoFifthWeekOfDays) {
  EXPECT_EQ(Shown(DaysOf(test::Week(5, "2023-02", WeekRule::kDays))), "none");
  EXPECT_EQ(Shown(DaysOf(test::Week(5, "2024-02", WeekRule::kDays))),
            "2024-02-29 2024-02-29");
}

}  // namespace
}  // namespace agendad::feeds
