#include "daemon/http/traffic.h"

#include <algorithm>
#include <charconv>
#include <ctime>

#include "daemon/http/httplib_adapter.h"
#include "daemon/http/request_head.h"

namespace agendad::daemon::http {
namespace {

using std::chrono::microseconds;

std::size_t PlaceOfStatus(int status) {
  return static_cast<std::size_t>(
      std::find(kStatuses.begin(), kStatuses.end(), status) -
      kStatuses.begin());
}

std::size_t PlaceOfRefusal(int status) {
  return static_cast<std::size_t>(
      std::find_if(kRefusals.begin(), kRefusals.end(),
                   [=](const auto& known) { return known.status == status; }) -
      kRefusals.begin());
}

std::size_t PlaceOfDuration(microseconds duration) {
  return static_cast<std::size_t>(
      std::find_if(kDurations.begin(), kDurations.end(),
                   [=](microseconds bound) { return duration <= bound; }) -
      kDurations.begin());
}

template <class Counters, class Sums>
void AddAll(const Counters& counters, Sums& sums) {
  for (std::size_t i = 0; i < counters.size(); ++i) {
    sums[i] += counters[i].Value();
  }
}

void AddLink(const LinkTraffic& link, LinkTotals& totals) {
  AddAll(link.answers, totals.answers);
  for (std::size_t i = 0; i < kClientFamilies; ++i) {
    Fetch& known = totals.fetches[i];
    // In the reverse order of Answered(): a mark is never older than its time.
    const LinkTraffic::Fetch& fetch = link.fetches[i];
    const std::chrono::sys_seconds time(
        std::chrono::seconds(fetch.time.load(std::memory_order_acquire)));
    const auto moment = fetch.moment.load(std::memory_order_relaxed);
    if (moment > known.moment) {
      known = {time, fetch.mark.load(std::memory_order_relaxed), moment};
    }
  }
}

}  // namespace

std::uint64_t ContentMark(const feeds::Feed& feed) {
  // Of a hash in hexadecimal, between quotes; 64 bits are enough to tell what
  // one feed says today from what it said before.
  const std::string& etag = feed.representations.front().etag;
  std::uint64_t mark = 0;
  const char* const begin = etag.data() + std::min<std::size_t>(etag.size(), 1);
  std::from_chars(begin, std::min(begin + 16, etag.data() + etag.size()), mark,
                  16);
  return mark;
}

WorkerTraffic::WorkerTraffic(bool logs)
    : no_link_(links_.emplace_back(kNoLink)),
      queue_(logs ? std::make_unique<AccessQueue>() : nullptr) {}

LinkTraffic& WorkerTraffic::LinkOf(const feeds::Feed* feed) {
  if (feed == nullptr) return no_link_;
  const auto known = by_id_.find(std::string_view(feed->id));
  if (known != by_id_.end()) return *known->second;
  const std::lock_guard lock(mutex_);
  LinkTraffic& added = links_.emplace_back(feed->id);
  by_id_.emplace(feed->id, &added);
  return added;
}

void WorkerTraffic::Answering(const RequestHead& head, const Reply& reply,
                              Exchange& exchange) {
  exchange.link = &LinkOf(reply.feed);
  exchange.status = reply.status;
  exchange.is_fetch = reply.feed != nullptr && head.method == Method::kGet &&
                      (reply.status == 200 || reply.status == 304);
  if (exchange.is_fetch) exchange.mark = ContentMark(*reply.feed);
  exchange.family = FamilyOf(head.user_agent);
  exchange.coding = reply.coding;
  exchange.octets = reply.head.size() + reply.body_octets;
  exchange.body_octets = reply.body_octets;
}

void WorkerTraffic::Answered(const Exchange& exchange) {
  if (exchange.link == nullptr) return;
  LinkTraffic& link = *exchange.link;
  link.answers[PlaceOfStatus(exchange.status)].Add();
  octets_.Add(exchange.octets);
  body_octets_[static_cast<std::size_t>(exchange.coding)].Add(
      exchange.body_octets);
  const auto duration = std::chrono::duration_cast<microseconds>(
      std::chrono::steady_clock::now() - exchange.begun);
  durations_[PlaceOfDuration(duration)].Add();
  microseconds_.Add(static_cast<std::uint64_t>(duration.count()));
  if (exchange.is_fetch) {
    auto& fetch = link.fetches[static_cast<std::size_t>(exchange.family)];
    fetch.mark.store(exchange.mark, std::memory_order_relaxed);
    fetch.moment.store(exchange.begun.time_since_epoch().count(),
                       std::memory_order_relaxed);
    fetch.time.store(std::time(nullptr), std::memory_order_release);
  }
  if (queue_) {
    queue_->Push({&link.link, exchange.status, exchange.family, exchange.octets,
                  duration});
  }
}

void WorkerTraffic::CutShort(Exchange exchange, std::size_t left) {
  exchange.is_fetch = false;
  exchange.octets -= left;
  // The head goes first.
  exchange.body_octets =
      exchange.body_octets > left ? exchange.body_octets - left : 0;
  Answered(exchange);
}

void WorkerTraffic::Refused(int status, std::size_t octets) {
  refused_[PlaceOfRefusal(status)].Add();
  if (queue_) {
    queue_->Push({&no_link_.link, status, ClientFamily::kOther, octets, {}});
  }
}

void WorkerTraffic::AddTo(TrafficTotals& totals) const {
  {
    const std::lock_guard lock(mutex_);
    for (const LinkTraffic& link : links_) {
      AddLink(link, totals.links[link.link]);
    }
  }
  // In this order: what is closed was opened.
  AddAll(closed_, totals.closed);
  totals.opened += opened_.Value();
  totals.accept_failures += accept_failures_.Value();
  totals.crowded += crowded_.Value();
  AddAll(refused_, totals.refused);
  AddAll(body_octets_, totals.body_octets);
  totals.octets += octets_.Value();
  AddAll(durations_, totals.durations);
  totals.duration +=
      microseconds(static_cast<microseconds::rep>(microseconds_.Value()));
  if (queue_) totals.lost_accesses += queue_->Lost();
}

WorkerTraffic& Traffic::AddWorker() {
  const std::lock_guard lock(mutex_);
  return workers_.emplace_back(logs_);
}

TrafficTotals Traffic::Totals() const {
  const std::lock_guard lock(mutex_);
  TrafficTotals totals;
  for (const WorkerTraffic& worker : workers_) worker.AddTo(totals);
  return totals;
}

std::vector<AccessQueue*> Traffic::Queues() const {
  const std::lock_guard lock(mutex_);
  std::vector<AccessQueue*> queues;
  for (const WorkerTraffic& worker : workers_) {
    if (worker.Queue() != nullptr) queues.push_back(worker.Queue());
  }
  return queues;
}

}  // namespace agendad::daemon::http
