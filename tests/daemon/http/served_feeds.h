// A real transport on a loopback port, serving small made-up feeds.
#ifndef AGENDAD_TESTS_DAEMON_HTTP_SERVED_FEEDS_H_
#define AGENDAD_TESTS_DAEMON_HTTP_SERVED_FEEDS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/http/transport.h"
#include "daemon/snapshot_store.h"
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

class ServedFeeds {
 public:
  explicit ServedFeeds(
      const TransportLimits& limits = {},
      std::shared_ptr<const feeds::Snapshot> snapshot = SnapshotOf("uno"),
      std::string base_url = {}, std::size_t threads = 2)
      : transport_(limits, store_, std::move(base_url),
                   [this](const std::string& message) {
                     const std::lock_guard lock(mutex_);
                     reports_.push_back(message);
                   }) {
    if (snapshot != nullptr) store_.Publish(std::move(snapshot));
    port_ = transport_.Listen({"127.0.0.1", 0});
    transport_.Start(threads);
  }

  std::uint16_t Port() const { return port_; }
  SnapshotStore& Store() { return store_; }
  Transport& GetTransport() { return transport_; }

  // With the text, also of the identity.
  feeds::Representation Published(std::string_view path,
                                  feeds::ContentCoding coding) {
    const auto snapshot = store_.Current();
    const feeds::Feed& feed = *snapshot->Find(path);
    auto published = feed.representations[static_cast<std::size_t>(coding)];
    if (coding == feeds::ContentCoding::kIdentity) {
      published.body = feeds::TextOf(feed);
    }
    return published;
  }

  std::vector<std::string> Reports() {
    const std::lock_guard lock(mutex_);
    return reports_;
  }

 private:
  SnapshotStore store_;
  std::mutex mutex_;
  std::vector<std::string> reports_;
  std::uint16_t port_ = 0;
  Transport transport_;
};

// "GET <target> HTTP/1.1", a Host, and `fields`, each with its CRLF.
inline std::string Get(const std::string& target,
                       const std::string& fields = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n";
}

inline std::string Head(const std::string& target,
                        const std::string& fields = {}) {
  return "HEAD " + target + " HTTP/1.1\r\nHost: a.example\r\n" + fields +
         "\r\n";
}

}  // namespace agendad::daemon::http

#endif  // AGENDAD_TESTS_DAEMON_HTTP_SERVED_FEEDS_H_
