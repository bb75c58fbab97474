#include "daemon/reloader.h"

#include <csignal>
#include <utility>

#include "daemon/builder_turns.h"

namespace agendad::daemon {

Reloader::Reloader(std::string directory, SnapshotStore& store, Report report)
    : directory_(std::move(directory)),
      store_(store),
      report_(std::move(report)),
      thread_([this] { Run(); }) {}

Reloader::~Reloader() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

bool Reloader::EndsWithin(std::chrono::milliseconds grace) {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
  return changed_.wait_for(lock, grace, [this] { return ended_; });
}

void Reloader::ReadFiles(Asked asked) {
  {
    const std::lock_guard lock(mutex_);
    read_files_ = true;
    if (asked == Asked::kYes) asked_ = true;
  }
  changed_.notify_one();
}

void Reloader::FollowLedger() {
  {
    const std::lock_guard lock(mutex_);
    follow_ = true;
  }
  changed_.notify_one();
}

void Reloader::Run() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);  // the control thread's business
  BuilderTurns turns(directory_, store_);
  while (true) {
    bool read_files = false;
    bool asked = false;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock,
                    [this] { return read_files_ || follow_ || stopping_; });
      if (stopping_) {
        ended_ = true;
        changed_.notify_all();
        return;
      }
      read_files = std::exchange(read_files_, false);
      asked = std::exchange(asked_, false);
      follow_ = false;
    }
    Outcome outcome;
    if (turns.Take(read_files, asked, outcome)) report_(outcome);
  }
}

}  // namespace agendad::daemon
