#include "config/next_period.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "tests/support/sample_program.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using test::Day;

TEST(NextPeriod, BeginsAWholeNumberOfYearsLater) {
  const struct {
    std::string_view first, last;
    int years;
    std::string_view next_first, next_last;
  } rows[] = {
      {"2024-01-01", "2024-12-31", 1, "2025-01-01", "2025-12-31"},
      {"2023-05-01", "2024-04-30", 1, "2024-05-01", "2025-04-30"},
      {"2024-10-01", "2024-12-31", 1, "2025-10-01", "2025-12-31"},
      {"2024-01-01", "2025-12-31", 2, "2026-01-01", "2027-12-31"},
      {"2024-01-01", "2025-01-01", 2, "2026-01-01", "2027-01-01"},
      {"2024-01-01", "2026-12-31", 3, "2027-01-01", "2029-12-31"},
      // February of a leap year.
      {"2023-03-01", "2024-02-29", 1, "2024-03-01", "2025-02-28"},
      {"2022-03-01", "2023-02-28", 1, "2023-03-01", "2024-02-29"},
      {"2024-02-29", "2024-12-31", 1, "2025-02-28", "2025-12-31"},
      {"2024-03-15", "2025-03-14", 1, "2025-03-15", "2026-03-14"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.first);
    const DateRange period{Day(row.first), Day(row.last)};
    EXPECT_EQ(YearsToNext(period), row.years);
    const DateRange next = Later(period, row.years);
    EXPECT_EQ(next.first, Day(row.next_first));
    EXPECT_EQ(next.last, Day(row.next_last));
  }
}

TEST(NextPeriod, IsNamedByItsYears) {
  const struct {
    std::string_view text;
    std::string_view later;
  } rows[] = {
      {"", ""},
      {"Programa anual 2024", "Programa anual 2025"},
      {"cspen-2024", "cspen-2025"},
      {"2024/25", "2025/26"},
      {"Work program 2024-25, part 2", "Work program 2025-26, part 2"},
      {"2024\u201325", "2025\u201326"},
      {"2024/2025", "2025/2026"},
      {"2024/26 y 2024/250", "2025/26 y 2025/250"},
      {"2023, 2026, 20240, 12024, 24", "2023, 2026, 20240, 12024, 24"},
      {"de 2024 a 2025", "de 2025 a 2026"},
      {"a\u00f1o2024a\u00f1o", "a\u00f1o2025a\u00f1o"},
      {"2024", "2025"},
      {"2024/", "2025/"},
  };
  const DateRange period{Day("2024-05-01"), Day("2025-04-30")};
  for (const auto& [text, later] : rows) {
    EXPECT_EQ(WithLaterYears(text, period, 1), later) << text;
  }
  EXPECT_EQ(
      WithLaterYears("1999/00", {Day("1999-01-01"), Day("1999-12-31")}, 1),
      "2000/01");
  EXPECT_EQ(WithLaterYears("2024 a 2025", period, 2), "2026 a 2027");
}

TEST(NextPeriod, KnowsWhatMayBeAYear) {
  for (const std::string_view text :
       {"2023", "en 2022-2023", "a1970", "2199)"}) {
    EXPECT_TRUE(NamesYear(text)) << text;
  }
  for (const std::string_view text : {"", "12", "12345", "1969", "2200", "x"}) {
    EXPECT_FALSE(NamesYear(text)) << text;
  }
}

TEST(WeekWith, CountsAsItsRule) {
  const struct {
    sys_days day;
    WeekRule rule;
    int week;
    std::chrono::year_month month;
  } rows[] = {
      // 1 March 2024 is a Friday.
      {2024y / 3 / 15, WeekRule::kFullWeek, 2, 2024y / 3},
      {2024y / 3 / 15, WeekRule::kIso, 2, 2024y / 3},
      {2024y / 3 / 15, WeekRule::kDays, 3, 2024y / 3},
      {2024y / 3 / 15, WeekRule::kWeekdayRow, 3, 2024y / 3},
      {2024y / 3 / 1, WeekRule::kFullWeek, 4, 2024y / 2},
      {2024y / 3 / 1, WeekRule::kIso, 5, 2024y / 2},
      {2024y / 3 / 1, WeekRule::kDays, 1, 2024y / 3},
      {2024y / 3 / 1, WeekRule::kWeekdayRow, 1, 2024y / 3},
      // 1 June 2024 is a Saturday.
      {2024y / 6 / 3, WeekRule::kWeekdayRow, 1, 2024y / 6},
      {2024y / 6 / 14, WeekRule::kWeekdayRow, 2, 2024y / 6},
      {2024y / 6 / 14, WeekRule::kFullWeek, 2, 2024y / 6},
      {2024y / 12 / 31, WeekRule::kIso, 1, 2025y / 1},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(WeekWith(row.day, row.rule), std::pair(row.week, row.month))
        << row.day.time_since_epoch().count() << " "
        << static_cast<int>(row.rule);
  }
}

// Of an ordinary session early in January, or late in December.
TEST(WeekIn, IsOneOfThePeriodsMonths) {
  const DateRange year = {sys_days(2026y / 1 / 1), sys_days(2026y / 12 / 31)};
  const DateRange leap = {sys_days(2024y / 1 / 1), sys_days(2024y / 12 / 31)};
  EXPECT_EQ(WeekIn(year, 2026y / 1 / 2, WeekRule::kFullWeek),
            std::pair(1, 2026y / 1));
  EXPECT_EQ(WeekIn(year, 2026y / 3 / 2, WeekRule::kFullWeek),
            std::pair(1, 2026y / 3));
  EXPECT_EQ(WeekIn(leap, 2024y / 12 / 31, WeekRule::kIso),
            std::pair(kLastWeek, 2024y / 12));
}

}  // namespace
}  // namespace agendad::config
