// An iCalendar text as lines and components (RFC 5545 3.1, 3.4, 3.6), read
// leniently, with every departure from the rules of bytes told. It is not
// feeds/ical/event_reader: that one trusts what agendad wrote.
// Pure; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_CALENDAR_TEXT_H_
#define AGENDAD_DAEMON_DOCTOR_CALENDAR_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/doctor/finding.h"

namespace agendad::daemon::doctor {

struct Property {
  std::size_t line = 0;  // where it begins, from 1
  std::string name;      // upper case
  std::vector<std::pair<std::string, std::string>> parameters;  // upper case
  std::string value;  // as it is written, unfolded

  // The value of a parameter; empty if it is absent.
  std::string_view Parameter(std::string_view parameter) const;
};

struct Component {
  static constexpr std::size_t kNoParent = static_cast<std::size_t>(-1);

  std::string name;  // upper case
  std::size_t line = 0;
  std::size_t parent = kNoParent;  // index in CalendarText::components
  std::vector<Property> properties;

  // The first of that name, or nullptr.
  const Property* Find(std::string_view property) const;
};

struct CalendarText {
  std::vector<Component> components;  // in the order of their BEGIN
  Tally line_ends;      // a bare CR or LF, an empty line, no CRLF at the end
  Tally characters;     // not UTF-8, U+FFFD, a byte order mark
  Tally folds;          // a character cut in two
  Tally long_lines;     // over 75 octets
  Tally controls;       // control characters
  Tally syntax;         // a line that is no property, an unclosed quote
  Tally nesting;        // BEGIN and END that do not fit
  bool is_cut = false;  // there were more lines than are looked at
};

// Looks at the first `most_lines` lines: each of them costs memory.
CalendarText ReadCalendar(std::string_view text,
                          std::size_t most_lines = 200'000);

// "SUMMARY" as a reader shows it (RFC 5545 3.3.11); `is_sound` becomes false if
// a comma, semicolon or backslash is not escaped as it must be.
std::string Unescaped(std::string_view value, bool& is_sound);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_CALENDAR_TEXT_H_
