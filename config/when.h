// When something is held or due, as a program says it: a day, an hour, a week
// of a month, a range of days, or not yet. Plain values; any thread.
//
// Dates are civil dates (no zone).
#ifndef AGENDAD_CONFIG_WHEN_H_
#define AGENDAD_CONFIG_WHEN_H_

#include <chrono>
#include <variant>

namespace agendad::config {

// Days from `first` to `last`, both included.
struct DateRange {
  std::chrono::sys_days first;
  std::chrono::sys_days last;

  bool Has(std::chrono::sys_days day) const {
    return first <= day && day <= last;
  }

  friend auto operator<=>(const DateRange&, const DateRange&) = default;
};

// Which week of a month "the second week" is; docs/guia-definicion.md shows
// all four side by side.
enum class WeekRule {
  kFullWeek,    // the week of the Nth Monday of the month
  kIso,         // the week of the Nth Thursday of the month
  kDays,        // the days 7N-6 to 7N
  kWeekdayRow,  // the Nth Monday-to-Friday row with a day in the month
};

inline constexpr int kLastWeek = -1;

struct WeekWindow {
  int week = 1;  // 1 to 5, or kLastWeek
  std::chrono::year_month month;
  WeekRule rule = WeekRule::kFullWeek;

  friend bool operator==(const WeekWindow&, const WeekWindow&) = default;
};

// Wall-clock time in the program's zone.
struct LocalTime {
  std::chrono::sys_days date;
  std::chrono::minutes time_of_day;

  friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

struct Unscheduled {
  friend bool operator==(const Unscheduled&, const Unscheduled&) = default;
};

using When = std::variant<Unscheduled, WeekWindow, std::chrono::sys_days,
                          LocalTime, DateRange>;

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_WHEN_H_
