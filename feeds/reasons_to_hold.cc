#include "feeds/reasons_to_hold.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <unordered_set>

#include "feeds/feed_finder.h"

namespace agendad::feeds {
namespace {

// A larger part of its coming events than this is not lost by intention.
constexpr std::size_t kLargestLoss = 5;  // one in five

// What a program decides, and the lists of a month, which are all that some see
// of it. Notices, and the lists of a day, come and go with what was marked.
bool Counts(const WrittenEvent& event) {
  switch (event.kind) {
    case EventKind::kSession:
    case EventKind::kDeadline:
      return true;
    case EventKind::kList:
      return event.days.first != event.days.last;
    case EventKind::kNotice:
      break;
  }
  return false;
}

// What somebody called off, in whatever feed it is shown as such.
class CalledOff {
 public:
  explicit CalledOff(const Snapshot& snapshot) : snapshot_(snapshot) {}

  bool Has(std::string_view uid) {
    if (!is_known_) {
      for (const auto& feed : snapshot_.Feeds()) {
        for (const auto& event : feed->events) {
          if (event->is_cancelled && !event->is_withdrawn) {
            uids_.insert(event->Uid());
          }
        }
      }
      is_known_ = true;
    }
    return uids_.contains(uid);
  }

 private:
  const Snapshot& snapshot_;
  std::unordered_set<std::string_view> uids_;
  bool is_known_ = false;
};

// Whether `feed` has a list of these days, in which the event may be now.
bool HasListOf(const config::DateRange& days, const Feed* feed) {
  return feed && std::any_of(feed->events.begin(), feed->events.end(),
                             [&](const EventPtr& event) {
                               return event->kind == EventKind::kList &&
                                      event->days == days;
                             });
}

}  // namespace

std::vector<std::string> ReasonsToHold(const Snapshot& before,
                                       const Snapshot& after,
                                       std::chrono::sys_days today) {
  std::vector<std::string> reasons;
  FeedFinder now(&after);
  CalledOff called_off(after);
  for (std::size_t i = 0; i < before.Feeds().size(); ++i) {
    const FeedPtr& feed = before.Feeds()[i];
    const Feed* const same = now.SameAs(*feed, i);
    if (same == feed.get()) continue;
    if (same && same->is_private != feed->is_private) {
      reasons.push_back("the feed '" + same->id + "' would become " +
                        (same->is_private ? "private" : "public"));
    }
    const ByUid left = IndexOf(same);
    std::size_t coming = 0;
    std::size_t lost = 0;
    for (const auto& event : feed->events) {
      if (event->is_cancelled || event->days.last < today || !Counts(*event)) {
        continue;
      }
      ++coming;
      const WrittenEvent* const kept = Find(left, event->Uid());
      const bool is_lost =
          kept ? kept->is_withdrawn
               : !HasListOf(event->days, same) && !called_off.Has(event->Uid());
      if (is_lost) ++lost;
    }
    if (lost * kLargestLoss <= coming) continue;
    reasons.push_back("the feed '" + feed->id + "' would lose " +
                      std::to_string(lost) + " of its " +
                      std::to_string(coming) + " coming events");
  }
  return reasons;
}

}  // namespace agendad::feeds
