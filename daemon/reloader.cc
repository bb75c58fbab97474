#include "daemon/reloader.h"

#include <malloc.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <utility>

#include "daemon/builder_turns.h"

namespace agendad::daemon {
namespace {

// Added to the thread's niceness. Enough that whoever asks is answered first,
// without halting the builder where the transport takes all that there is.
constexpr int kYielding = 10;

// After this time without a turn the builder counts as at rest.
constexpr std::chrono::seconds kRest{1};

// How many free octets glibc keeps at the end of an arena, in a build and at
// rest. Low in a build, it would cost half as much again in page faults.
constexpr int kKeptInBuild = 16 * 1024 * 1024;
constexpr int kKeptAtRest = 128 * 1024;

// Other threads only read the number.
void SetKept(int octets) {
  mallopt(M_TRIM_THRESHOLD, octets);  // NOLINT(concurrency-mt-unsafe)
}

// What a build needed only for its time. malloc_trim() does not reach the end
// of this thread's arena: that is given back when something large is freed.
void GiveBackMemory() {
  constexpr std::size_t kLarge = 96 * 1024;  // yet too small for mmap()
  malloc_trim(0);
  SetKept(kKeptAtRest);
  void* volatile large = std::malloc(kLarge);
  std::free(large);
  SetKept(kKeptInBuild);
}

}  // namespace

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

std::size_t Reloader::ReadFiles(Asked asked) {
  std::size_t all = 0;
  {
    const std::lock_guard lock(mutex_);
    read_files_ = true;
    if (asked == Asked::kYes) ++asked_;
    all = asked_;
  }
  changed_.notify_one();
  return all;
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
  bool is_first = true;
  bool has_worked = false;
  while (true) {
    bool read_files = false;
    std::size_t asked = 0;
    {
      std::unique_lock lock(mutex_);
      const auto due = [this] { return read_files_ || follow_ || stopping_; };
      if (has_worked && !changed_.wait_for(lock, kRest, due)) {
        lock.unlock();
        GiveBackMemory();
        has_worked = false;
        lock.lock();
      }
      changed_.wait(lock, due);
      if (stopping_) {
        ended_ = true;
        changed_.notify_all();
        return;
      }
      read_files = std::exchange(read_files_, false);
      asked = asked_;
      follow_ = false;
    }
    Outcome outcome;
    if (turns.Take(read_files, asked, outcome)) {
      has_worked = true;
      report_(outcome);
    }
    // Not before: until something is served nobody is answered. On Linux this
    // is about the calling thread alone.
    if (std::exchange(is_first, false)) nice(kYielding);
  }
}

}  // namespace agendad::daemon
