// Small feeds that say what a test wants, without a program. Not in the
// product; any thread.
#ifndef AGENDAD_TESTS_DAEMON_HTTP_MADE_UP_FEEDS_H_
#define AGENDAD_TESTS_DAEMON_HTTP_MADE_UP_FEEDS_H_

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feeds/calendar.h"
#include "feeds/snapshot.h"

namespace agendad::daemon::http {

// Not a digest, but different for different texts.
inline std::string HashOf(const std::string& text) {
  std::string hex;
  for (std::size_t salt = 0; salt < 2; ++salt) {
    std::size_t value = std::hash<std::string>{}(text + std::to_string(salt));
    for (int digit = 0; digit < 16; ++digit, value >>= 4)
      hex.push_back("0123456789abcdef"[value & 15]);
  }
  return hex;
}

inline std::string CalendarOf(const std::string& word, std::size_t events) {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n";
  for (std::size_t i = 0; i < events; ++i) {
    text += "BEGIN:VEVENT\r\nUID:" + word + "-" + std::to_string(i) +
            "\r\nSUMMARY:" + word + "\r\nEND:VEVENT\r\n";
  }
  return text + "END:VCALENDAR\r\n";
}

// A calendar as CalendarOf() makes them, in pieces as a feed has them: one for
// each event, but no more than a feed may have events.
inline void SetText(const std::string& calendar, feeds::Compress compress,
                    feeds::Feed& feed) {
  constexpr std::string_view kEvent = "BEGIN:VEVENT\r\n";
  const std::size_t end = calendar.rfind("END:VCALENDAR");
  std::size_t from = std::min(calendar.find(kEvent), end);
  const std::size_t least = (end - from) / feeds::kMaxEvents;
  feed.head = calendar.substr(0, from);
  feed.events.clear();
  while (from < end) {
    const std::size_t next =
        std::min(calendar.find(kEvent, from + kEvent.size() + least), end);
    feeds::WrittenEvent event;
    event.bytes = calendar.substr(from, next - from);
    feed.events.push_back(
        std::make_shared<const feeds::WrittenEvent>(std::move(event)));
    from = next;
  }
  feeds::Pieces text;
  feeds::AddText(feed, text);
  feed.representations =
      feeds::MakeRepresentations(text, HashOf(calendar), compress);
}

inline feeds::Feed FeedOf(const std::string& id, const std::string& calendar) {
  feeds::Feed feed;
  feed.id = id;
  feed.path = "/feeds/" + id + ".ics";
  SetText(calendar, feeds::Compress::kYes, feed);
  return feed;
}

inline std::shared_ptr<const feeds::Snapshot> SnapshotOf(feeds::Feed feed) {
  return std::make_shared<const feeds::Snapshot>(std::vector<feeds::FeedPtr>{
      std::make_shared<const feeds::Feed>(std::move(feed))});
}

// Two feeds: /feeds/cspen.ics and /feeds/dcpen.ics, in which `word` appears.
inline std::shared_ptr<const feeds::Snapshot> SnapshotOf(
    const std::string& word, std::size_t events = 40) {
  std::vector<feeds::FeedPtr> all;
  all.push_back(std::make_shared<const feeds::Feed>(
      FeedOf("cspen", CalendarOf(word, events))));
  all.push_back(std::make_shared<const feeds::Feed>(
      FeedOf("dcpen", CalendarOf(word + "-other", events))));
  return std::make_shared<const feeds::Snapshot>(std::move(all));
}

}  // namespace agendad::daemon::http

#endif  // AGENDAD_TESTS_DAEMON_HTTP_MADE_UP_FEEDS_H_
