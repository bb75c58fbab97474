#include "daemon/monitoring/clients_seen.h"

#include "daemon/http/traffic.h"

namespace agendad::daemon {

FeedStates StatesAfter(const feeds::Snapshot& snapshot,
                       const FeedStates& before, std::chrono::sys_seconds now) {
  FeedStates after;
  for (const auto& feed : snapshot.Feeds()) {
    const std::uint64_t mark = http::ContentMark(*feed);
    const auto known = before.find(feed->id);
    const bool is_same = known != before.end() && known->second.mark == mark;
    after.emplace(feed->id, is_same ? known->second : FeedState{mark, now});
  }
  return after;
}

std::vector<ClientSeen> ClientsSeen(const http::TrafficTotals& traffic,
                                    const FeedStates& feeds) {
  std::vector<ClientSeen> seen;
  for (const auto& [id, state] : feeds) {
    const auto link = traffic.links.find(id);
    if (link == traffic.links.end()) continue;
    for (std::size_t i = 0; i < http::kClientFamilies; ++i) {
      const http::Fetch& fetch = link->second.fetches.at(i);
      if (fetch.time == std::chrono::sys_seconds()) continue;
      seen.push_back({id, static_cast<http::ClientFamily>(i), fetch.time,
                      fetch.mark == state.mark});
    }
  }
  return seen;
}

}  // namespace agendad::daemon
