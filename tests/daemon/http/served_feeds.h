// A real transport on a loopback port, serving small made-up feeds.
#ifndef AGENDAD_TESTS_DAEMON_HTTP_SERVED_FEEDS_H_
#define AGENDAD_TESTS_DAEMON_HTTP_SERVED_FEEDS_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/http/application.h"
#include "daemon/http/transport.h"
#include "daemon/snapshot_store.h"
#include "tests/daemon/http/made_up_feeds.h"

namespace agendad::daemon::http {

class ServedFeeds {
 public:
  explicit ServedFeeds(
      const TransportLimits& limits = {},
      std::shared_ptr<const feeds::Snapshot> snapshot = SnapshotOf("uno"),
      std::string base_url = {}, std::size_t threads = 2)
      : application_(store_, std::move(base_url)),
        transport_(limits, traffic_, [this](const std::string& message) {
          const std::lock_guard lock(mutex_);
          reports_.push_back(message);
        }) {
    if (snapshot != nullptr) store_.Publish(std::move(snapshot));
    port_ = transport_.Listen({"127.0.0.1", 0}, application_).port;
    transport_.Start(threads);
  }

  std::uint16_t Port() const { return port_; }
  SnapshotStore& Store() { return store_; }
  Transport& GetTransport() { return transport_; }
  TrafficTotals Totals() const { return traffic_.Totals(); }

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
  const Application application_;
  Traffic traffic_;
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
