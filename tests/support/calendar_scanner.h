// Reads the bytes of a calendar as RFC 5545 says, with nothing of the product
// in it, so that a fault of the writer is not shared. Pure; any thread.
#ifndef AGENDAD_TESTS_SUPPORT_CALENDAR_SCANNER_H_
#define AGENDAD_TESTS_SUPPORT_CALENDAR_SCANNER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace agendad::test {

// What stands between CRLFs, folds not undone.
std::vector<std::string> PhysicalLines(std::string_view ics);

// Without its folds (RFC 5545 3.1).
std::string Unfolded(std::string_view ics);

// The text that a TEXT value means (RFC 5545 3.3.11).
std::string Unescaped(std::string_view value);

// Whether there is nothing but well-formed UTF-8 (RFC 3629).
bool IsUtf8(std::string_view octets);

// UTF-16 code units of UTF-8.
std::size_t Utf16Units(std::string_view text);

// Each breach of the rules for lines: CRLF alone, 75 octets, whole characters
// and escapes in a line, no control characters, no empty lines.
std::vector<std::string> LineFaults(std::string_view folded);

struct ContentLine {
  std::string name;
  std::string parameters;  // with their first ';'; empty if there are none
  std::string value;       // as it is written
};

struct ScannedEvent {
  std::string bytes;  // from BEGIN to END, unfolded
  std::vector<ContentLine> lines;
  std::vector<std::vector<ContentLine>> alarms;  // of its VALARMs

  // The value of the one line of this name; "" if there is none.
  std::string Value(std::string_view name) const;
  std::string Text(std::string_view name) const;  // unescaped
};

struct ScannedCalendar {
  std::vector<ContentLine> head;
  std::vector<ScannedEvent> events;
  std::vector<std::string> components;  // of every BEGIN, in order

  std::string Head(std::string_view name) const;
};

ScannedCalendar Scan(std::string_view ics);

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_CALENDAR_SCANNER_H_
