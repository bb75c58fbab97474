// How long one change takes to reach people: from the written file to the new
// bytes in the snapshot that is served, ledger and copy included, among few and
// among many programs; and what all of it takes in memory, at rest.
//
//   publication_bench        prints, and exits with 1 if a bound is passed
//
// Changes among few and among many take turns, so that what else the machine
// does falls on both alike; the median of the ratios counts, and the shortest
// of the times (see snapshot_bench.cc).
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
#include "tests/bench/percentile.h"
#include "tests/support/temporary_directory.h"

namespace agendad::bench {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int kFew = 10;
constexpr int kMany = 1000;
constexpr int kChanges = 40;
constexpr int kChangesBefore = 5;
// The builder gives back what it does not need after a second without work.
constexpr std::chrono::seconds kRest{3};
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
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes * 1024 / 1e6;
  }
  return 0;
}

class Installation {
 public:
  explicit Installation(int programs) {
    auto sources = MakeSources(static_cast<std::size_t>(programs));
    folder_.Write("agendad.yaml", "keep-programs: 240\nstate: " +
                                      state_.Path().string() + "\n");
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

// A daemon without its transport.
class Daemon {
 public:
  explicit Daemon(int programs)
      : installation_(programs),
        reloader_(installation_.Folder().Path().string(), store_,
                  [this](const auto& outcome) { turns_.Took(outcome); }) {
    WaitForVersion(1);
    served_ = store_.Current();
  }

  // From the write to the new bytes.
  Milliseconds Change() {
    const auto before = std::chrono::steady_clock::now();
    installation_.Change(++changes_);
    reloader_.ReadFiles(daemon::Reloader::Asked::kYes);
    const auto now = WaitForAnotherThan(*served_, store_);
    const Milliseconds time = std::chrono::steady_clock::now() - before;
    served_ = now;
    WaitForVersion(changes_ + 1);
    return time;
  }

 private:
  void WaitForVersion(int version) {
    const auto outcome = turns_.WaitFor(version);
    if (outcome.version == version) return;
    std::printf("%s%s%s\n", outcome.diagnostics.c_str(),
                outcome.failure.c_str(), outcome.attention.c_str());
    std::exit(2);
  }

  Installation installation_;
  daemon::SnapshotStore store_;
  Turns turns_;
  daemon::Reloader reloader_;
  std::shared_ptr<const feeds::Snapshot> served_;
  int changes_ = 0;
};

bool Told(const char* what, double figure, double bound) {
  const bool fine = figure <= bound;
  std::printf("%-44s %7.1f  (at most %.0f)%s\n", what, figure, bound,
              fine ? "" : "  TOO MUCH");
  return fine;
}

int Run() {
  feeds::WarmUpTimeZones();
  Daemon many(kMany);
  for (int i = 0; i < kChangesBefore; ++i) many.Change();
  std::this_thread::sleep_for(kRest);
  const double memory = ResidentMegabytes();
  Daemon few(kFew);
  std::vector<double> times;
  std::vector<double> ratios;
  for (int i = 0; i < kChanges; ++i) {
    const double among_few = few.Change().count();
    times.push_back(many.Change().count());
    ratios.push_back(times.back() / among_few);
    std::printf("  %2d: %.1f ms, among few %.1f ms\n", i + 1, times.back(),
                among_few);
  }
  bool fine = Told("one change among 1000 programs, ms",
                   *std::min_element(times.begin(), times.end()), kLongest);
  std::printf("%-44s %7.1f\n", "the median of these", Percentile(times, 0.5));
  fine &=
      Told("the same, to one among 10", Percentile(ratios, 0.5), kLargestRatio);
  fine &= Told("1000 programs at rest, MB", memory, kLargestMemory);
  return fine ? 0 : 1;
}

}  // namespace
}  // namespace agendad::bench

int main() { return agendad::bench::Run(); }
