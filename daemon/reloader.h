// Keeps what is published up to date, on a thread of its own: the builder,
// which does all libical and ledger work of the daemon, so that a definition
// that takes its time or a database that hangs holds up nobody.
#ifndef AGENDAD_DAEMON_RELOADER_H_
#define AGENDAD_DAEMON_RELOADER_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "config/settings.h"
#include "daemon/snapshot_store.h"
#include "daemon/store/ledger.h"

namespace agendad::daemon {

class Reloader {
 public:
  // How things stand after a turn.
  struct Outcome {
    // What is served; version 0 if nothing is.
    VersionNumber version = 0;
    std::chrono::sys_seconds published;
    std::size_t programs = 0;
    std::size_t feeds = 0;
    std::string ledger;       // its place, as people may see it
    bool read_files = false;  // in this turn
    // How many have asked to this day and have their answer, this turn's too.
    std::size_t answered = 0;
    // What was found when the files were read last.
    std::string diagnostics;  // lines; may be empty
    std::size_t errors = 0;   // among them
    std::size_t warnings = 0;
    std::string failure;         // why the files are not what is served
    std::string attention;       // what else somebody should see to
    std::string ledger_failure;  // why the ledger cannot be had
    // Nothing was ever published and nobody has written a program yet: nothing
    // is wrong, and it is shown as soon as it is there.
    bool awaits_program = false;
    // Said once.
    std::string news;
    config::Settings settings;  // of this machine
  };

  // Called on the builder thread after every turn in which there is anything
  // to report.
  using Report = std::function<void(const Outcome&)>;

  // `store` outlives the reloader. Starts the thread, and a first turn.
  Reloader(std::string directory, SnapshotStore& store, Report report);
  // Lets a turn that is under way come to its end.
  ~Reloader();
  Reloader(const Reloader&) = delete;
  Reloader& operator=(const Reloader&) = delete;

  // Any thread. Requests that come before a turn has begun are one; each of
  // those who ask has the answer by a turn that began afterwards.
  enum class Asked { kNo, kYes };
  // The definition may have changed. Returns how many have asked to this day.
  std::size_t ReadFiles(Asked asked);
  void FollowLedger();  // others may have published; the day may have changed

  // Begins no further turn. False if one that is under way has not come to its
  // end after `grace`; a database that hangs takes seconds.
  bool EndsWithin(std::chrono::milliseconds grace);

 private:
  void Run();

  const std::string directory_;
  SnapshotStore& store_;
  const Report report_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool read_files_ = true;  // under mutex_, as all that follows
  std::size_t asked_ = 0;
  bool follow_ = true;
  bool stopping_ = false;
  bool ended_ = false;

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_RELOADER_H_
