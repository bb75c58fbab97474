// Finds in one snapshot what stands in another: feeds, and the events of one.
// Refers to the snapshot, which must outlive it. One thread at a time.
#ifndef AGENDAD_FEEDS_FEED_FINDER_H_
#define AGENDAD_FEEDS_FEED_FINDER_H_

#include <cstddef>
#include <string_view>
#include <unordered_map>

#include "feeds/snapshot.h"

namespace agendad::feeds {

// By what feeds are (their permanent ids), at the price of what differs.
class FeedFinder {
 public:
  // `snapshot` may be null: it has no feeds.
  explicit FeedFinder(const Snapshot* snapshot) : snapshot_(snapshot) {}

  // The same feed as `feed`, which stands at `place` in another snapshot; or
  // null. Most feeds stand at the same place in both.
  const Feed* SameAs(const Feed& feed, std::size_t place);

 private:
  const Snapshot* const snapshot_;
  std::unordered_map<std::string_view, const Feed*> index_;
};

using ByUid = std::unordered_map<std::string_view, const WrittenEvent*>;

// Of a feed, or nothing of null.
ByUid IndexOf(const Feed* feed);

// Or null.
const WrittenEvent* Find(const ByUid& index, std::string_view uid);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_FEED_FINDER_H_
