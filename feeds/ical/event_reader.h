// Reads back what agendad itself wrote: events that leave the calendars, and
// feeds from which a lost ledger is rebuilt. Not a reader of anybody's
// calendars. One thread: the one that does all libical work.
#ifndef AGENDAD_FEEDS_ICAL_EVENT_READER_H_
#define AGENDAD_FEEDS_ICAL_EVENT_READER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/event.h"

namespace agendad::feeds {

// The span, certainty, texts, categories and link of a VEVENT, with or without
// its revision lines. `kind`, `revised` and `about` are not in it. Absent if it
// is not an event of agendad's kind.
std::optional<Event> ReadEvent(std::string_view text);

// An event of a published feed.
struct PublishedEvent {
  std::string uid;
  RevisionLines lines;
  std::string content;  // see WriteContent()
};

// All events of a feed's text; one whose line ends were changed on the way (to
// LF) is read as well. Absent if it is not a calendar, or an event of it lacks
// what agendad always writes.
std::optional<std::vector<PublishedEvent>> ReadFeed(std::string_view text);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_ICAL_EVENT_READER_H_
