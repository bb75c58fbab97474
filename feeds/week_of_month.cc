#include "feeds/week_of_month.h"

#include <algorithm>

namespace agendad::feeds {
namespace {

using config::DateRange;
using config::WeekRule;
using std::chrono::days;
using std::chrono::Friday;
using std::chrono::Monday;
using std::chrono::sys_days;
using std::chrono::Thursday;
using std::chrono::weekday;
using std::chrono::year_month;

sys_days FirstDay(year_month month) { return sys_days(month / 1); }

sys_days LastDay(year_month month) {
  return sys_days(month / std::chrono::last);
}

sys_days MondayOf(sys_days day) { return day - (weekday(day) - Monday); }

DateRange MondayToFriday(sys_days monday) {
  return {monday, monday + (Friday - Monday)};
}

// The Monday of the week that holds the Nth `anchor` of the month.
std::optional<sys_days> WeekWithNth(weekday anchor,
                                    const config::WeekWindow& window) {
  if (window.week == config::kLastWeek) {
    return MondayOf(sys_days(window.month / anchor[std::chrono::last]));
  }
  const auto nth =
      window.month / anchor[static_cast<unsigned int>(window.week)];
  if (!nth.ok()) return std::nullopt;
  return MondayOf(sys_days(nth));
}

std::optional<DateRange> SevenDays(const config::WeekWindow& window) {
  const sys_days last = LastDay(window.month);
  if (window.week == config::kLastWeek) return DateRange{last - days(6), last};
  const sys_days first = FirstDay(window.month) + days(7 * (window.week - 1));
  if (first > last) return std::nullopt;
  return DateRange{first, std::min(first + days(6), last)};
}

// Rows as a Monday calendar prints them, but one that shows only weekdays: a
// month that begins on a Saturday has its first row on the Monday after.
std::optional<DateRange> WeekdayRow(const config::WeekWindow& window) {
  const sys_days last = LastDay(window.month);
  sys_days first_row = MondayOf(FirstDay(window.month));
  if (first_row + (Friday - Monday) < FirstDay(window.month)) {
    first_row += days(7);
  }
  const sys_days row = window.week == config::kLastWeek
                           ? MondayOf(last)
                           : first_row + days(7 * (window.week - 1));
  if (row > last) return std::nullopt;
  return MondayToFriday(row);
}

}  // namespace

std::optional<DateRange> DaysOf(const config::WeekWindow& window) {
  std::optional<sys_days> monday;
  switch (window.rule) {
    case WeekRule::kFullWeek:
      monday = WeekWithNth(Monday, window);
      break;
    case WeekRule::kIso:
      monday = WeekWithNth(Thursday, window);
      break;
    case WeekRule::kDays:
      return SevenDays(window);
    case WeekRule::kWeekdayRow:
      return WeekdayRow(window);
  }
  if (!monday) return std::nullopt;
  return MondayToFriday(*monday);
}

}  // namespace agendad::feeds
