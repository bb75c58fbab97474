// Turns the definition on disk into the published snapshot, on a thread of its
// own: the builder, which does all libical work of the daemon.
//
// Load, validate, build, publish; whatever goes wrong, the old snapshot stays.
#ifndef AGENDAD_DAEMON_RELOADER_H_
#define AGENDAD_DAEMON_RELOADER_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "config/program.h"
#include "daemon/snapshot_store.h"

namespace agendad::daemon {

class Reloader {
 public:
  struct Outcome {
    bool published = false;
    std::size_t feeds = 0;      // of the published snapshot
    std::string diagnostics;    // lines; may be empty
    std::string failure;        // why nothing was published; may be empty
    config::Settings settings;  // of the definition that was published
  };

  // Called on the builder thread after every load.
  using Report = std::function<void(const Outcome&)>;

  // `store` outlives the reloader. Starts the thread.
  Reloader(std::string directory, SnapshotStore& store, Report report);
  // Lets a load that is under way come to its end.
  ~Reloader();
  Reloader(const Reloader&) = delete;
  Reloader& operator=(const Reloader&) = delete;

  // Asks for a load; any thread. Requests that come before a load has begun
  // are one.
  void Request();

 private:
  void Run();
  Outcome Load();

  const std::string directory_;
  SnapshotStore& store_;
  const Report report_;

  // Builder thread only.
  std::optional<config::Definition> published_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool requested_ = false;  // under mutex_
  bool stopping_ = false;   // under mutex_

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_RELOADER_H_
