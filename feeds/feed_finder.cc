#include "feeds/feed_finder.h"

namespace agendad::feeds {

const Feed* FeedFinder::SameAs(const Feed& feed, std::size_t place) {
  if (!snapshot_) return nullptr;
  const auto& feeds = snapshot_->Feeds();
  if (place < feeds.size() && (feeds[place].get() == &feed ||
                               feeds[place]->permanent == feed.permanent)) {
    return feeds[place].get();
  }
  if (index_.empty()) {
    for (const auto& each : feeds) index_.emplace(each->permanent, each.get());
  }
  const auto found = index_.find(feed.permanent);
  return found == index_.end() ? nullptr : found->second;
}

ByUid IndexOf(const Feed* feed) {
  ByUid index;
  if (!feed) return index;
  for (const auto& event : feed->events) {
    index.emplace(event->Uid(), event.get());
  }
  return index;
}

const WrittenEvent* Find(const ByUid& index, std::string_view uid) {
  const auto found = index.find(uid);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace agendad::feeds
