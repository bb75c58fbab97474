#include "feeds/snapshot.h"

#include <utility>

#include "feeds/calendar.h"
#include "feeds/feed_builder.h"

namespace agendad::feeds {

namespace {

std::shared_ptr<const PathIndex> IndexPaths(const std::vector<FeedPtr>& feeds) {
  auto index = std::make_shared<PathIndex>();
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    index->emplace(feeds[i]->path, i);
  }
  // An id in use wins over one that another feed gave up.
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    for (const auto& path : feeds[i]->former_paths) index->emplace(path, i);
  }
  return index;
}

BuildResult Build(const config::Definition& definition,
                  const BuildOptions& options) {
  BuildResult result;
  BuiltFeeds built = BuildFeeds(definition, options, result.diagnostics);
  if (!result.diagnostics.HasErrors()) {
    result.snapshot = std::move(built.snapshot);
    result.changed = std::move(built.changed);
  }
  return result;
}

}  // namespace

void AddText(const Feed& feed, Pieces& pieces) {
  AddCalendar(feed.head, feed.events, pieces);
}

std::string TextOf(const Feed& feed) {
  Pieces pieces;
  AddText(feed, pieces);
  return pieces.Joined();
}

Snapshot::Snapshot(std::vector<FeedPtr> feeds)
    : Snapshot(std::move(feeds), nullptr, nullptr) {}

Snapshot::Snapshot(std::vector<FeedPtr> feeds, const Snapshot* like,
                   std::shared_ptr<const BuildCache> cache)
    : feeds_(std::move(feeds)),
      by_path_(like ? like->by_path_ : IndexPaths(feeds_)),
      cache_(std::move(cache)) {}

const Feed* Snapshot::Find(std::string_view path) const {
  const auto found = by_path_->find(path);
  return found == by_path_->end() ? nullptr : feeds_[found->second].get();
}

BuildResult BuildSnapshot(const config::Definition& definition,
                          std::chrono::sys_days today, Compress compress) {
  return Build(definition, {today, nullptr, compress});
}

BuildResult BuildSnapshot(const config::Definition& definition,
                          const Published& published,
                          std::chrono::sys_seconds now, Compress compress) {
  return Build(definition, {now, &published, compress});
}

}  // namespace agendad::feeds
