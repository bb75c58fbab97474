#include "daemon/snapshot_store.h"

#include <cassert>
#include <utility>

namespace agendad::daemon {

void SnapshotStore::Publish(std::shared_ptr<const feeds::Snapshot> snapshot) {
  assert(snapshot != nullptr);
  const std::lock_guard lock(mutex_);
  // The replaced snapshot leaves with the parameter, after the lock: freeing
  // megabytes would hold up the readers.
  current_.swap(snapshot);
}

std::shared_ptr<const feeds::Snapshot> SnapshotStore::Current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

}  // namespace agendad::daemon
