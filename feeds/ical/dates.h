// Between civil dates and libical's icaltimetype. Pure; any thread.
#ifndef AGENDAD_FEEDS_ICAL_DATES_H_
#define AGENDAD_FEEDS_ICAL_DATES_H_

#include <libical/ical.h>

#include <chrono>

namespace agendad::feeds {

// A DATE value (RFC 5545 3.3.4).
icaltimetype ToIcalDate(std::chrono::sys_days day);

// The day of a DATE or DATE-TIME value, whatever its zone.
std::chrono::sys_days ToDay(const icaltimetype& time);

// A DATE-TIME value in UTC (RFC 5545 3.3.5, form 2).
icaltimetype ToIcalUtc(std::chrono::sys_seconds instant);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_ICAL_DATES_H_
