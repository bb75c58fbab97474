// A calendar (VCALENDAR, RFC 5545 3.4) put together from written events: its
// head, its order, its limits. Pure; one thread at a time.
#ifndef AGENDAD_FEEDS_CALENDAR_H_
#define AGENDAD_FEEDS_CALENDAR_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "feeds/digest.h"
#include "feeds/pieces.h"
#include "feeds/text/unicode.h"
#include "feeds/written_event.h"

namespace agendad::feeds {

// What Google takes of a calendar (P36), before compression.
inline constexpr std::size_t kMaxEvents = 1000;
inline constexpr std::size_t kMaxOctets = 1'000'000;

// By start, then UID (P59).
void SortEvents(EventList& events);

// Drops events of a sorted list until it and `reserved` octets more fit the
// limits, with room for one notice: those that ended before `today` first,
// oldest first, then the most distant. Returns how many were dropped.
std::size_t DropBeyondLimits(EventList& events, std::size_t reserved,
                             std::chrono::sys_days today);

// The lines before the first event: name (one line, cut as P34 says) and
// refresh interval (RFC 7986 5.7). libical would write X-WR-CALNAME unescaped.
std::string CalendarHead(const std::string& name,
                         std::chrono::minutes refresh_interval,
                         const Graphemes& graphemes);

// The calendar: head, events, and the line that ends it.
void AddCalendar(const std::string& head, const EventList& events,
                 Pieces& pieces);

// 32 hexadecimal digits, a function of the exact bytes. It is taken over the
// head and the digests of the events, so that an event's bytes are hashed once
// however many calendars carry them.
std::string HashCalendar(const std::string& head, const EventList& events,
                         Digester& digester);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_CALENDAR_H_
