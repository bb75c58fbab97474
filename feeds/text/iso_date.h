// Dates and durations as ISO 8601 writes them. Pure; any thread.
#ifndef AGENDAD_FEEDS_TEXT_ISO_DATE_H_
#define AGENDAD_FEEDS_TEXT_ISO_DATE_H_

#include <chrono>
#include <string>

namespace agendad::feeds {

std::string ToIso(std::chrono::sys_days day);          // "2024-03-11"
std::string ToIso(std::chrono::year_month month);      // "2024-03"
std::string ToIso(std::chrono::minutes duration);      // "P1D", "PT1H30M"
std::string ToClock(std::chrono::minutes of_the_day);  // "09:05"

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_TEXT_ISO_DATE_H_
