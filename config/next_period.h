// The period that follows a program's, and what of its dates and texts may stay
// in it. Pure;
// any thread.
#ifndef AGENDAD_CONFIG_NEXT_PERIOD_H_
#define AGENDAD_CONFIG_NEXT_PERIOD_H_

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "config/when.h"

namespace agendad::config {

// The number of whole years after which a program with this period begins
// again without being in two places: 1 if it has at most twelve months.
int YearsToNext(const DateRange& period);

// `period` that many years later. What ends with a month ends with it.
DateRange Later(const DateRange& period, int years);

// The week that has `day`, as `rule` counts: its number, and its month, which
// may be another one than that of the day.
std::pair<int, std::chrono::year_month> WeekWith(std::chrono::sys_days day,
                                                 WeekRule rule);

// The same; of a day of `period` whose week is that of a month before or after
// it, the period's first or last week (kLastWeek).
std::pair<int, std::chrono::year_month> WeekIn(const DateRange& period,
                                               std::chrono::sys_days day,
                                               WeekRule rule);

// `text` with the years of `period` that many years later: 2024 becomes 2025,
// and 2024/25 becomes 2025/26. Other numbers stay.
std::string WithLaterYears(std::string_view text, const DateRange& period,
                           int years);

// Whether there is a number in `text` that may be a year.
bool NamesYear(std::string_view text);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_NEXT_PERIOD_H_
