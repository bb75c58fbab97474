// Writes events as VEVENT components (RFC 5545 3.6.1): through libical, but for
// the few lines that it would spoil or only copy. One thread: the one that does
// all libical work.
#ifndef AGENDAD_FEEDS_ICAL_EVENT_WRITER_H_
#define AGENDAD_FEEDS_ICAL_EVENT_WRITER_H_

#include <string>
#include <string_view>

#include "feeds/event.h"
#include "feeds/text/unicode.h"

namespace agendad::feeds {

// What Outlook keeps of SUMMARY and LOCATION, in UTF-16 code units (P34).
inline constexpr std::size_t kMaxLineText = 255;

// What stands before the description of an event with this link.
std::string LinkLines(const MembersLink& link);

// "BEGIN:VEVENT" to "END:VEVENT" with its CRLF, folded; properties in a fixed
// order, without the revision lines. Summary and location are made one line of
// at most kMaxLineText units. The link is only in what members get: as URL, and
// on lines of its own before the description (P67). Throws std::runtime_error
// if libical fails.
std::string WriteContent(const Event& event, const Graphemes& graphemes,
                         const Rendering& rendering = {});

// DTSTAMP, LAST-MODIFIED, CREATED, SEQUENCE, each with its CRLF.
std::string ToText(const RevisionLines& lines);

// What WriteContent wrote, with these lines in their place.
std::string WithRevision(std::string_view content, std::string_view lines);

// The inverse: the content of a VEVENT that agendad wrote.
std::string WithoutRevision(std::string_view event);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_ICAL_EVENT_WRITER_H_
