// Who has seen the last change: for each feed, the kinds of calendar programs
// that fetched it, and whether what they were given is what it says now. In
// memory only; a kind is not a person. Values and pure functions; any thread.
#ifndef AGENDAD_DAEMON_MONITORING_CLIENTS_SEEN_H_
#define AGENDAD_DAEMON_MONITORING_CLIENTS_SEEN_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "daemon/http/client_family.h"
#include "daemon/http/traffic_totals.h"
#include "feeds/snapshot.h"

namespace agendad::daemon {

// What a feed says now, and since when.
struct FeedState {
  std::uint64_t mark = 0;  // http::ContentMark()
  std::chrono::sys_seconds changed;

  friend bool operator==(const FeedState&, const FeedState&) = default;
};

// By the feed's id.
using FeedStates = std::map<std::string, FeedState>;

// Those of `snapshot`: what says the same as in `before` changed when that did,
// everything else at `now`.
FeedStates StatesAfter(const feeds::Snapshot& snapshot,
                       const FeedStates& before, std::chrono::sys_seconds now);

struct ClientSeen {
  std::string feed;
  http::ClientFamily family = http::ClientFamily::kOther;
  std::chrono::sys_seconds fetched;  // last, with 200 or 304
  bool is_current = false;           // it has what the feed says now

  friend bool operator==(const ClientSeen&, const ClientSeen&) = default;
};

// Of the feeds that there are, by feed and family.
std::vector<ClientSeen> ClientsSeen(const http::TrafficTotals& traffic,
                                    const FeedStates& feeds);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_MONITORING_CLIENTS_SEEN_H_
