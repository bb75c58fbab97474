#include "feeds/snapshot.h"

#include <utility>

#include "feeds/feed_builder.h"

namespace agendad::feeds {

Snapshot::Snapshot(std::vector<Feed> feeds) : feeds_(std::move(feeds)) {
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    by_path_.emplace(feeds_[i].path, i);
  }
  // An id in use wins over one that another feed gave up.
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    for (const auto& path : feeds_[i].former_paths) by_path_.emplace(path, i);
  }
}

const Feed* Snapshot::Find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &feeds_[found->second];
}

BuildResult BuildSnapshot(const config::Definition& definition,
                          std::chrono::sys_days today, Compress compress) {
  BuildResult result;
  auto feeds = BuildFeeds(definition, today, compress, result.diagnostics);
  if (!result.diagnostics.HasErrors()) {
    result.snapshot = std::make_shared<const Snapshot>(std::move(feeds));
  }
  return result;
}

}  // namespace agendad::feeds
