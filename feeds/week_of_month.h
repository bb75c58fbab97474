// "The second week of March" as days, under each of the named rules.
// Pure; any thread.
#ifndef AGENDAD_FEEDS_WEEK_OF_MONTH_H_
#define AGENDAD_FEEDS_WEEK_OF_MONTH_H_

#include <optional>

#include "config/program.h"

namespace agendad::feeds {

// The days of the window, first and last included; absent if the month has no
// such week. Under kFullWeek, kIso and kWeekdayRow these are the Monday to the
// Friday of the week, which may reach into a neighbouring month; under kDays
// they are seven days, or fewer in the month's fifth week.
std::optional<config::DateRange> DaysOf(const config::WeekWindow& window);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_WEEK_OF_MONTH_H_
