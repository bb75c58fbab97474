// How long one change takes to reach people: from the written file to the new
// bytes in the snapshot that is served, ledger and copy included, among few and
// among many programs; and what all of it takes in memory, at rest.
//
//   publication_bench        prints, and exits with 1 if a bound is passed
//
// The ratio between the two sizes is from one run; the shortest of several
// times counts (see snapshot_bench.cc).
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>

#include "daemon/reloader.h"
#include "daemon/snapshot_store.h"
#include "feeds/ical/time_zone.h"
#include "tests/bench/definitions.h"
#include "tests/support/temporary_directory.h"

namespace agendad::bench {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int kFew = 10;
constexpr int kMany = 1000;
constexpr int kChanges = 15;
constexpr double kLongest = 50;  // milliseconds
constexpr double kLargestRatio = 2;
constexpr double kLargestMemory = 400;  // megabytes

// Waits until the builder has reported this many turns.
class Turns {
 public:
  void Took(const daemon::Reloader::Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    last_ = outcome;
    ++count_;
    changed_.notify_all();
  }

  daemon::Reloader::Outcome WaitFor(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= count; });
    return last_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
  daemon::Reloader::Outcome last_;
};

std::shared_ptr<const feeds::Snapshot> WaitForAnotherThan(
    const feeds::Snapshot& snapshot, const daemon::SnapshotStore& store) {
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (std::chrono::steady_clock::now() < deadline) {
    auto current = store.Current();
    if (current.get() != &snapshot) return current;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  std::printf("nothing new was served\n");
  std::exit(2);
}

double ResidentMegabytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    double kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

class Installation {
 public:
  explicit Installation(int programs) {
    auto sources = MakeSources(static_cast<std::size_t>(programs));
    folder_.Write("agendad.yaml", "state: " + state_.Path().string() + "\n");
    folder_.Write("directory.yaml", *sources.directory->text);
    folder_.Write("non-working-days.yaml", *sources.non_working_days->text);
    for (const auto& program : sources.programs) {
      folder_.Write(program.name, *program.text);
    }
    changing_ = sources.programs[sources.programs.size() / 2];
  }

  const test::TemporaryDirectory& Folder() const { return folder_; }

  void Change(int number) {
    std::string text = *changing_->text;
    const std::string key = "    short: ";
    text.insert(text.find(key) + key.size() + 1, std::to_string(number) + " ");
    folder_.Write(changing_->name, text);
  }

 private:
  test::TemporaryDirectory folder_;
  test::TemporaryDirectory state_;
  std::optional<config::SourceFile> changing_;
};

struct Figures {
  double shortest = 1e9;  // milliseconds
  double megabytes = 0;
};

Figures Measure(int programs) {
  Figures figures;
  Installation installation(programs);
  daemon::SnapshotStore store;
  Turns turns;
  daemon::Reloader reloader(installation.Folder().Path().string(), store,
                            [&](const auto& outcome) { turns.Took(outcome); });
  auto outcome = turns.WaitFor(1);
  if (outcome.version != 1) {
    std::printf("%s%s\n", outcome.diagnostics.c_str(), outcome.failure.c_str());
    std::exit(2);
  }
  auto served = store.Current();
  for (int change = 1; change <= kChanges; ++change) {
    const auto before = std::chrono::steady_clock::now();
    installation.Change(change);
    reloader.ReadFiles(daemon::Reloader::Asked::kYes);
    const auto now = WaitForAnotherThan(*served, store);
    const Milliseconds time = std::chrono::steady_clock::now() - before;
    served = now;
    outcome = turns.WaitFor(change + 1);
    if (outcome.version != change + 1) {
      std::printf("%s %s\n", outcome.failure.c_str(),
                  outcome.attention.c_str());
      std::exit(2);
    }
    std::printf("  %d: %.1f ms\n", change, time.count());
    figures.shortest = std::min(figures.shortest, time.count());
  }
  malloc_trim(0);
  figures.megabytes = ResidentMegabytes();
  return figures;
}

bool Told(const char* what, double figure, double bound) {
  const bool fine = figure <= bound;
  std::printf("%-44s %7.1f  (at most %.0f)%s\n", what, figure, bound,
              fine ? "" : "  TOO MUCH");
  return fine;
}

}  // namespace
}  // namespace agendad::bench

int main() {
  using namespace agendad::bench;
  agendad::feeds::WarmUpTimeZones();
  const Figures few = Measure(kFew);
  const Figures many = Measure(kMany);
  bool fine =
      Told("one change among 1000 programs, ms", many.shortest, kLongest);
  fine &= Told("the same, to one among 10", many.shortest / few.shortest,
               kLargestRatio);
  fine &= Told("1000 programs at rest, MB", many.megabytes, kLargestMemory);
  return fine ? 0 : 1;
}
