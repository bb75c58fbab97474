// The feeds of a definition, read back by the tests' own scanner. One thread
// (libical).
#ifndef AGENDAD_TESTS_SUPPORT_BUILT_FEEDS_H_
#define AGENDAD_TESTS_SUPPORT_BUILT_FEEDS_H_

#include <map>
#include <string>
#include <vector>

#include "config/program.h"
#include "tests/support/calendar_scanner.h"

namespace agendad::test {

// By feed id.
using Calendars = std::map<std::string, ScannedCalendar>;

// Builds as on 2024-06-15, and expects that every rule is kept and that
// exactly `told` is told.
Calendars BuildAndScan(const config::Definition& definition,
                       const std::vector<std::string>& told = {});

// An ordinary session in March 2024 and items of all kinds: firm, conditional,
// with a date of its own, of a heading, of nobody.
config::Definition SampleDefinition();

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_BUILT_FEEDS_H_
