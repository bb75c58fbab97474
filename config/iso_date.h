// Days, months, hours and durations as ISO 8601 writes them, and times of
// sessions as definition files do. Pure; any thread.
#ifndef AGENDAD_CONFIG_ISO_DATE_H_
#define AGENDAD_CONFIG_ISO_DATE_H_

#include <chrono>
#include <string>

#include "config/when.h"

namespace agendad::config {

std::string ToIso(std::chrono::sys_days day);          // "2024-03-11"
std::string ToIso(std::chrono::year_month month);      // "2024-03"
std::string ToIso(std::chrono::minutes duration);      // "P1D", "PT1H30M"
std::string ToIso(const LocalTime& time);              // "2024-03-11 10:00"
std::string ToIso(const DateRange& days);              // "2024-03-11 to ..."
std::string ToClock(std::chrono::minutes of_the_day);  // "09:05"

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_ISO_DATE_H_
