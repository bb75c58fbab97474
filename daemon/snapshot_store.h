// The one thing that the writer of feeds and those who serve them share: a
// pointer to the published snapshot.
//
// Any thread. Whoever reads takes Current() once a request and uses that
// immutable snapshot to the end. The mutex is held only while the pointer is
// copied; std::atomic<std::shared_ptr> is no alternative, because in GCC 12 it
// is a data race to ThreadSanitizer.
#ifndef AGENDAD_DAEMON_SNAPSHOT_STORE_H_
#define AGENDAD_DAEMON_SNAPSHOT_STORE_H_

#include <memory>
#include <mutex>

#include "feeds/snapshot.h"

namespace agendad::daemon {

class SnapshotStore {
 public:
  // `snapshot` replaces the published one; it is not null.
  void Publish(std::shared_ptr<const feeds::Snapshot> snapshot);

  // Null until the first Publish().
  std::shared_ptr<const feeds::Snapshot> Current() const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const feeds::Snapshot> current_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SNAPSHOT_STORE_H_
