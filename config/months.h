// The months that people write: "mar", "Septiembre", "1-11", "2024-03". Pure;
// any thread.
#ifndef AGENDAD_CONFIG_MONTHS_H_
#define AGENDAD_CONFIG_MONTHS_H_

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/program.h"
#include "config/wording.h"

namespace agendad::config {

// Ascending, not empty.
using Months = std::vector<std::chrono::year_month>;

// "ene", "jan".
std::string_view ShortName(std::chrono::month month, Language language);

// Every month that has a day in `period`, ascending.
Months MonthsOf(const DateRange& period);

// The month that `text` means: a name, its first three letters or a number, if
// `period` has exactly one such month; or YYYY-MM, a month of `days`, which
// hold the period.
std::variant<std::chrono::year_month, Fault> ResolveMonth(
    std::string_view text, const DateRange& period, const DateRange& days);

// The months that `text` means: "all", a month, or a range of months in the
// order of the period ("ene-nov", "2024-10..2025-03").
std::variant<Months, Fault> ResolveMonths(std::string_view text,
                                          const DateRange& period);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_MONTHS_H_
