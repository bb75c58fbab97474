// What happens on the connections of a transport, in numbers.
//
// Every HTTP thread counts for itself (WorkerTraffic), without locks, and from
// the second time that it meets a feed without allocating; whoever wants to
// know sums up (Traffic::Totals). Numbers never fall, whatever is published
// meanwhile. They are about links and kinds of clients: no address, no path.
//
// A link is an address at which a feed is served; it is named by the feed's id.
#ifndef AGENDAD_DAEMON_HTTP_TRAFFIC_H_
#define AGENDAD_DAEMON_HTTP_TRAFFIC_H_

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/http/access_queue.h"
#include "daemon/http/client_family.h"
#include "daemon/http/counter.h"
#include "daemon/http/traffic_totals.h"
#include "feeds/snapshot.h"

namespace agendad::daemon::http {

struct Reply;
struct RequestHead;

// A number for what a feed says: equal texts have equal ones.
std::uint64_t ContentMark(const feeds::Feed& feed);

// Made by one thread, read by any.
struct LinkTraffic {
  struct Fetch {
    std::atomic<std::int64_t> time{0};  // seconds since 1970; 0: never
    std::atomic<std::uint64_t> mark{0};
    // On the steady clock, as several threads have fetches of one second.
    std::atomic<std::chrono::steady_clock::rep> moment{0};
  };

  explicit LinkTraffic(std::string_view id) : link(id) {}

  const std::string link;  // kNoLink for all that is no feed
  std::array<Counter, kStatuses.size() + 1> answers;  // the last: any other
  std::array<Fetch, kClientFamilies> fetches;
};

// One request from its head's last octet to its answer's.
struct Exchange {
  std::chrono::steady_clock::time_point begun;
  LinkTraffic* link = nullptr;  // null: nothing to be counted
  int status = 0;
  bool is_fetch = false;  // the client has the feed after it
  ClientFamily family = ClientFamily::kOther;
  feeds::ContentCoding coding = feeds::ContentCoding::kIdentity;
  std::size_t octets = 0;
  std::size_t body_octets = 0;
  std::uint64_t mark = 0;
};

// Those of one HTTP thread, which calls everything but AddTo() and Queue().
class WorkerTraffic {
 public:
  explicit WorkerTraffic(bool logs);

  void Opened() { opened_.Add(); }
  void Closed(ConnectionEnd end) {
    closed_[static_cast<std::size_t>(end)].Add();
  }
  void AcceptFailed() { accept_failures_.Add(); }
  void Crowded() { crowded_.Add(); }

  // A head is complete; its answer is known; it is out of our hands.
  static Exchange Begin() { return {std::chrono::steady_clock::now()}; }
  void Answering(const RequestHead& head, const Reply& reply,
                 Exchange& exchange);
  void Answered(const Exchange& exchange);
  // The client has gone before it had the last `left` octets.
  void CutShort(Exchange exchange, std::size_t left);
  // The answer to what is no request; `octets` of it.
  void Refused(int status, std::size_t octets);

  void AddTo(TrafficTotals& totals) const;

  // For the one who writes the log; null if nobody does.
  AccessQueue* Queue() const { return queue_.get(); }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  LinkTraffic& LinkOf(const feeds::Feed* feed);

  mutable std::mutex mutex_;      // held while there is one link more
  std::list<LinkTraffic> links_;  // under mutex_, but for what is in them
  std::unordered_map<std::string, LinkTraffic*, TextHash, std::equal_to<>>
      by_id_;
  LinkTraffic& no_link_;

  Counter opened_;
  std::array<Counter, kConnectionEnds> closed_;
  Counter accept_failures_;
  Counter crowded_;
  std::array<Counter, kRefusals.size() + 1> refused_;  // the last: any other
  std::array<Counter, feeds::kContentCodings> body_octets_;
  Counter octets_;
  std::array<Counter, kDurations.size() + 1> durations_;
  Counter microseconds_;
  const std::unique_ptr<AccessQueue> queue_;
};

// Any thread; outlives the transports that count here.
class Traffic {
 public:
  // For one thread more. What it has counted stays when it ends.
  WorkerTraffic& AddWorker();

  // Call it before there are workers.
  void LogAccesses() { logs_ = true; }

  TrafficTotals Totals() const;

  // The workers' queues of accesses. One thread.
  std::vector<AccessQueue*> Queues() const;

 private:
  mutable std::mutex mutex_;
  std::list<WorkerTraffic> workers_;
  bool logs_ = false;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_TRAFFIC_H_
