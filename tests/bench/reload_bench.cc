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
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "daemon/http/application.h"
#include "daemon/http/transport.h"
#include "daemon/reloader.h"
#include "daemon/snapshot_store.h"
#include "tests/bench/percentile.h"
#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/reloads.h"

namespace agendad::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

constexpr int kReaders = 8;
constexpr int kRounds = 20;
constexpr int kReloadsInARound = 20;
// Four times as many requests wait for each other on two cores, of which the
// builder has one: that is the machine's, not the daemon's.
constexpr std::chrono::microseconds kPace{20000};
constexpr double kLargestRatio = 1.5;

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

// Of all readers in one phase.
double PercentileIn(int phase, const std::vector<Waits>& waits, double part) {
  std::vector<double> all;
  for (const auto& of_reader : waits) {
    const auto& some = of_reader[static_cast<std::size_t>(phase)];
    all.insert(all.end(), some.begin(), some.end());
  }
  return Percentile(std::move(all), part);
}

int Run() {
  const daemon::ExampleCopy example;
  daemon::SnapshotStore store;
  daemon::Reports reports;
  daemon::Reloader reloader(example.Path(), store, reports.Receiver());
  std::size_t turns = 1;
  if (reports.Wait(turns).version != 1) std::abort();
  const daemon::http::Application application(store, {});
  daemon::http::Traffic traffic;
  daemon::http::Transport transport({}, traffic, [](const std::string&) {});
  const auto port = transport.Listen({"127.0.0.1", 0}, application).port;
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
  std::string title = "    short: ";
  for (int round = 0; round < kRounds; ++round) {
    const auto before = Clock::now();
    phase = 2 * round;
    for (int i = 0; i < kReloadsInARound; ++i) {
      const std::string next = "    short: " + std::to_string(turns) + " ";
      example.Replace(title, next);
      title = next;
      reloader.ReadFiles(daemon::Reloader::Asked::kNo);
      const auto outcome = reports.Wait(++turns);
      if (outcome.version != static_cast<daemon::VersionNumber>(turns)) {
        std::printf("%s%s\n", outcome.failure.c_str(),
                    outcome.attention.c_str());
        std::exit(2);
      }
    }
    phase = 2 * round + 1;
    std::this_thread::sleep_for(Clock::now() - before);
  }
  phase = kDone;
  for (auto& reader : readers) reader.join();

  std::vector<double> ratios;
  std::vector<double> p99[2];
  for (int each = 0; each < kPhases; each += 2) {
    p99[0].push_back(PercentileIn(each, waits, 0.99));
    p99[1].push_back(PercentileIn(each + 1, waits, 0.99));
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
