// One event of a calendar as typed values: what a VEVENT (RFC 5545 3.6.1)
// says, before it is written. Values; any thread.
#ifndef AGENDAD_FEEDS_EVENT_H_
#define AGENDAD_FEEDS_EVENT_H_

#include <chrono>
#include <optional>
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

// What it tells people of. Sessions and deadlines are what a program decides;
// lists sum up deadlines; notices speak of what is to come, or of the feed.
enum class EventKind { kSession, kDeadline, kList, kNotice };

// How sure it is, and how it counts in people's free/busy time (P62-P64).
enum class EventCertainty {
  kTentative,  // STATUS:TENTATIVE, transparent
  kConfirmed,  // STATUS:CONFIRMED, busy
  kNotice,     // STATUS:CONFIRMED, transparent: deadlines, digests, notices
  kCancelled,  // STATUS:CANCELLED, transparent
};

// Who reads a rendering of an event: everybody, or members only.
enum class Audience { kPublic, kMembers };

// In what way an event is written; all renderings have one UID and one
// revision. The default is the plain one, which everybody may read.
struct Rendering {
  Audience audience = Audience::kPublic;
  std::vector<std::chrono::minutes> alarms;  // before the start

  friend bool operator==(const Rendering&, const Rendering&) = default;
};

// An address for members only, as of a videoconference, and what it is called.
struct MembersLink {
  std::string label;  // one line
  std::string url;    // printable ASCII, without spaces

  friend bool operator==(const MembersLink&, const MembersLink&) = default;
};

// Texts are plain, not escaped, and may hold line feeds; EventWriter cleans
// and cuts them as clients need.
struct Event {
  std::string uid;
  EventKind kind = EventKind::kNotice;
  EventSpan span;
  EventCertainty certainty = EventCertainty::kNotice;
  // When the youngest of the files that it depends on was revised.
  std::chrono::sys_seconds revised;
  // What it is about and who answers for it: ids and the definition's own
  // words, never the catalogue's. With kind, span, certainty and location it is
  // what the event means; a change of anything else is a rewording.
  std::vector<std::string> about;
  // Whether it is certain, and nobody has done it or called it off: what people
  // may be reminded of.
  bool is_awaited = false;
  std::string summary;
  std::string description;
  std::string location;
  std::vector<std::string> categories;
  // Neither in what the event means nor in what everybody reads.
  std::optional<MembersLink> link;

  friend bool operator==(const Event&, const Event&) = default;
};

// The lines that say which of several states of an event is the newer one
// (RFC 5545 3.8.7).
struct RevisionLines {
  int sequence = 0;
  std::chrono::sys_seconds last_modified;  // DTSTAMP, too (P57)
  std::optional<std::chrono::sys_seconds> created;

  friend bool operator==(const RevisionLines&, const RevisionLines&) = default;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_EVENT_H_
