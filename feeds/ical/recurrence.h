// Recurrence rules (RFC 5545 3.3.10) as days. One thread: the one that does
// all libical work.
#ifndef AGENDAD_FEEDS_ICAL_RECURRENCE_H_
#define AGENDAD_FEEDS_ICAL_RECURRENCE_H_

#include <optional>
#include <string>
#include <vector>

#include "config/program.h"

namespace agendad::feeds {

// The days of `rule` (as "FREQ=YEARLY;BYMONTH=2;BYDAY=1MO"), a recurrence that
// starts on `anchor`, that fall into `range`; ascending. Unlike DTSTART in an
// RRULE, the anchor is a day of the set only if the rule names it. Absent if
// the rule is not a valid rule of days.
std::optional<std::vector<std::chrono::sys_days>> ExpandRecurrence(
    const std::string& rule, std::chrono::sys_days anchor,
    const config::DateRange& range);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_ICAL_RECURRENCE_H_
