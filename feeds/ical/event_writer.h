// Writes events as VEVENT components (RFC 5545 3.6.1): through libical, but for
// the few lines that it would spoil or only copy. One thread: the one that does
// all libical work.
#ifndef AGENDAD_FEEDS_ICAL_EVENT_WRITER_H_
#define AGENDAD_FEEDS_ICAL_EVENT_WRITER_H_

#include <string>

#include "feeds/event.h"
#include "feeds/text/unicode.h"

namespace agendad::feeds {

// What Outlook keeps of SUMMARY and LOCATION, in UTF-16 code units (P34).
inline constexpr std::size_t kMaxLineText = 255;

// "BEGIN:VEVENT" to "END:VEVENT" with its CRLF, folded; properties in a fixed
// order. Summary and location are made one line of at most kMaxLineText units.
// Throws std::runtime_error if libical fails.
std::string WriteEvent(const Event& event, const Graphemes& graphemes);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_ICAL_EVENT_WRITER_H_
