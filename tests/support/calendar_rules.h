// What every client accepts of a subscribed calendar, as a list of breaches:
// lines, head, components, times, identity, certainty, properties. Written
// from the rules, with nothing of the product in it. Pure; any thread.
#ifndef AGENDAD_TESTS_SUPPORT_CALENDAR_RULES_H_
#define AGENDAD_TESTS_SUPPORT_CALENDAR_RULES_H_

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/calendar_scanner.h"

namespace agendad::test {

// Of one VEVENT.
std::vector<std::string> EventFaults(const ScannedEvent& event);

// Of a whole calendar, its events included.
std::vector<std::string> CalendarFaults(std::string_view ics);

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_CALENDAR_RULES_H_
