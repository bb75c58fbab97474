// How long people wait for an answer while the definition changes all the time,
// to how long they wait at rest: eight readers at a steady pace, the example's
// definition, the real builder, ledger and transport.
//
//   reload_bench        prints, and exits with 1 if the bound is passed
//
// Rest and reloads take turns, so that what else the machine does falls on both
// alike, and the median of the rounds' ratios counts, so that one bad moment
// does not. The readers leave most of the machine idle: what is measured is
// whether they are held up, not how fast they can be.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "daemon/http/transport.h"
#include "daemon/reloader.h"
#include "daemon/snapshot_store.h"
#include "tests/daemon/http/raw_client.h"
#include "tests/support/temporary_directory.h"

namespace agendad::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

constexpr int kReaders = 8;
constexpr int kRounds = 40;
constexpr int kReloadsInARound = 5;  // 200 in all
constexpr std::chrono::microseconds kPace{5000};
constexpr double kLargestRatio = 1.5;

class Versions {
 public:
  void Took(const daemon::Reloader::Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    last_ = outcome.version;
    changed_.notify_all();
  }

  void WaitFor(daemon::VersionNumber version) {
    std::unique_lock lock(mutex_);
    const bool came = changed_.wait_for(lock, std::chrono::seconds(60),
                                        [&] { return last_ >= version; });
    if (came) return;
    std::printf("version %lld was not published\n",
                static_cast<long long>(version));
    std::exit(2);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  daemon::VersionNumber last_ = 0;
};

class Installation {
 public:
  Installation() {
    using std::filesystem::copy_options;
    std::filesystem::copy(
        "config/examples/ine", folder_.Path(),
        copy_options::recursive | copy_options::overwrite_existing);
    folder_.Write("agendad.yaml", "state: " + state_.Path().string() + "\n");
    program_ = test::ReadWhole(folder_.Path() / kProgram);
  }

  std::string Path() const { return folder_.Path().string(); }

  void Change(int number) const {
    std::string text = program_;
    const std::string key = "    short: ";
    text.insert(text.find(key) + key.size(), std::to_string(number) + " ");
    folder_.Write(kProgram, text);
  }

 private:
  static constexpr char kProgram[] = "programs/cspen-2024.yaml";
  test::TemporaryDirectory folder_;
  test::TemporaryDirectory state_;
  std::string program_;
};

// Rest is after the reloads of each round.
constexpr int kPhases = 2 * kRounds;
constexpr int kDone = kPhases;

// Of one reader, in microseconds, by phase.
using Waits = std::array<std::vector<double>, kPhases>;

void Read(std::uint16_t port, Clock::time_point next,
          const std::atomic<int>& phase, Waits& waits) {
  daemon::http::RawClient client(port);
  while (true) {
    std::this_thread::sleep_until(next += kPace);
    const int now = phase;
    if (now == kDone) return;
    const auto before = Clock::now();
    const auto answer = client.Ask(
        "GET /feeds/cspen.ics HTTP/1.1\r\nHost: a.example\r\n"
        "Accept-Encoding: gzip\r\n\r\n");
    if (answer.status != 200) std::abort();
    waits[static_cast<std::size_t>(now)].push_back(
        Microseconds(Clock::now() - before).count());
  }
}

double Percentile(std::vector<double> waits, double part) {
  const auto place =
      static_cast<std::ptrdiff_t>(part * static_cast<double>(waits.size() - 1));
  std::nth_element(waits.begin(), waits.begin() + place, waits.end());
  return waits[static_cast<std::size_t>(place)];
}

// Of all readers in one phase.
double Percentile(const std::vector<Waits>& waits, int phase, double part) {
  std::vector<double> all;
  for (const auto& of_reader : waits) {
    const auto& some = of_reader[static_cast<std::size_t>(phase)];
    all.insert(all.end(), some.begin(), some.end());
  }
  return Percentile(std::move(all), part);
}

int Run() {
  const Installation installation;
  daemon::SnapshotStore store;
  Versions versions;
  daemon::Reloader reloader(
      installation.Path(), store,
      [&](const auto& outcome) { versions.Took(outcome); });
  versions.WaitFor(1);
  daemon::http::Transport transport({}, store, {}, [](const std::string&) {});
  const auto port = transport.Listen({"127.0.0.1", 0});
  transport.Start(2);

  std::atomic<int> phase = 0;
  std::vector<Waits> waits(kReaders);
  std::vector<std::thread> readers;
  auto first = Clock::now();
  for (auto& of_reader : waits) {
    // Not all at once: they would wait for each other.
    first += kPace / kReaders;
    readers.emplace_back([&, first] { Read(port, first, phase, of_reader); });
  }
  int version = 1;
  for (int round = 0; round < kRounds; ++round) {
    const auto before = Clock::now();
    phase = 2 * round;
    for (int i = 0; i < kReloadsInARound; ++i) {
      installation.Change(version);
      reloader.ReadFiles(daemon::Reloader::Asked::kYes);
      versions.WaitFor(++version);
    }
    phase = 2 * round + 1;
    std::this_thread::sleep_for(Clock::now() - before);
  }
  phase = kDone;
  for (auto& reader : readers) reader.join();

  std::vector<double> ratios;
  std::vector<double> p99[2];
  for (int each = 0; each < kPhases; each += 2) {
    p99[0].push_back(Percentile(waits, each, 0.99));
    p99[1].push_back(Percentile(waits, each + 1, 0.99));
    ratios.push_back(p99[0].back() / p99[1].back());
  }
  std::printf("p99 of the median round: %.0f us reloading, %.0f us at rest\n",
              Percentile(p99[0], 0.5), Percentile(p99[1], 0.5));
  const double ratio = Percentile(ratios, 0.5);
  const bool fine = ratio <= kLargestRatio;
  std::printf("p99 during %d reloads, to that at rest: %.2f (at most %.1f)%s\n",
              kRounds * kReloadsInARound, ratio, kLargestRatio,
              fine ? "" : "  TOO MUCH");
  return fine ? 0 : 1;
}

}  // namespace
}  // namespace agendad::bench

int main() { return agendad::bench::Run(); }
