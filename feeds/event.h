// One event of a calendar as typed values: what a VEVENT (RFC 5545 3.6.1)
// says, before it is written. Values; any thread.
#ifndef AGENDAD_FEEDS_EVENT_H_
#define AGENDAD_FEEDS_EVENT_H_

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "config/program.h"

namespace agendad::feeds {

// From `start` to `end`, in UTC; the end is excluded.
struct TimedSpan {
  std::chrono::sys_seconds start;
  std::chrono::sys_seconds end;

  friend bool operator==(const TimedSpan&, const TimedSpan&) = default;
};

// All-day events last whole days, both included (DTEND is written exclusive).
using EventSpan = std::variant<config::DateRange, TimedSpan>;

// How sure it is, and how it counts in people's free/busy time (P62, P63).
enum class EventCertainty {
  kTentative,  // STATUS:TENTATIVE, transparent
  kConfirmed,  // STATUS:CONFIRMED, busy
  kNotice,     // STATUS:CONFIRMED, transparent: deadlines, digests, notices
};

// Texts are plain, not escaped, and may hold line feeds; EventWriter cleans
// and cuts them as clients need.
struct Event {
  std::string uid;
  EventSpan span;
  EventCertainty certainty = EventCertainty::kNotice;
  int sequence = 0;
  std::chrono::sys_seconds last_modified;  // DTSTAMP, too
  std::string summary;
  std::string description;
  std::string location;
  std::vector<std::string> categories;

  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_EVENT_H_
