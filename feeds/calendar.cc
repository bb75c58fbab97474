#include "feeds/calendar.h"

#include <algorithm>
#include <string_view>

#include "config/iso_date.h"
#include "feeds/content_line.h"
#include "feeds/ical/event_writer.h"

namespace agendad::feeds {
namespace {

using config::ToIso;

constexpr std::string_view kEnd = "END:VCALENDAR\r\n";

// More than the notice of a truncated calendar takes.
constexpr std::size_t kNoticeOctets = 2000;

std::string_view AsText(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

void SortEvents(EventList& events) {
  std::sort(
      events.begin(), events.end(), [](const EventPtr& a, const EventPtr& b) {
        return a->start == b->start ? a->Uid() < b->Uid() : a->start < b->start;
      });
}

std::size_t DropBeyondLimits(EventList& events, std::size_t reserved,
                             std::chrono::sys_days today) {
  std::size_t octets = reserved + kEnd.size();
  for (const auto& event : events) octets += event->bytes.Octets();
  if (events.size() <= kMaxEvents && octets <= kMaxOctets) return 0;
  octets += kNoticeOctets;
  std::size_t left = events.size();
  const auto is_over = [&] {
    return left > 0 && (left > kMaxEvents - 1 || octets > kMaxOctets);
  };
  const auto drop = [&](EventPtr& event) {
    octets -= event->bytes.Octets();
    --left;
    event = nullptr;
  };
  for (auto event = events.begin(); event != events.end() && is_over();
       ++event) {
    if ((*event)->days.last < today) drop(*event);
  }
  for (auto event = events.rbegin(); event != events.rend() && is_over();
       ++event) {
    if (*event) drop(*event);
  }
  return std::erase(events, nullptr);
}

std::string CalendarHead(const std::string& name,
                         std::chrono::minutes refresh_interval,
                         const Graphemes& graphemes) {
  std::string line = CleanText(name);
  std::replace(line.begin(), line.end(), '\n', ' ');
  const std::string title =
      EscapeText(graphemes.Truncate(std::move(line), kMaxLineText));
  const std::string interval = ToIso(refresh_interval);
  std::string head;
  for (const std::string& content_line :
       {std::string("BEGIN:VCALENDAR"), std::string("VERSION:2.0"),
        std::string("PRODID:-//agendad//agendad//EN"),
        std::string("CALSCALE:GREGORIAN"), "NAME:" + title,
        "X-WR-CALNAME:" + title, "REFRESH-INTERVAL;VALUE=DURATION:" + interval,
        "X-PUBLISHED-TTL:" + interval}) {
    AppendFolded(content_line, graphemes, head);
  }
  return head;
}

void AddCalendar(const std::string& head, const EventList& events,
                 Pieces& pieces) {
  pieces.Add(head);
  for (const auto& event : events) event->bytes.AddTo(pieces);
  pieces.Add(kEnd);
}

std::string HashCalendar(const std::string& head, const EventList& events,
                         Digester& digester) {
  std::string digests(AsText(digester.Hash(head)));
  for (const auto& event : events) digests += AsText(event->digest);
  return ShortHex(digester.Hash(digests));
}

}  // namespace agendad::feeds
