#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <random>
#include <string>
#include <thread>

#include "daemon/store/ledger.h"
#include "tests/daemon/store/ledger_fixture.h"

namespace agendad::test {
namespace {

using daemon::Ledger;
using daemon::VersionNumber;
using Access = Ledger::Access;
using Commit = Ledger::Commit;

class LedgerKillTest : public LedgerTest {};

INSTANTIATE_TEST_SUITE_P(Ledger, LedgerKillTest, OnBothBackends(), BackendName);

constexpr int kRows = 60;

Commit PublishNext(Ledger& ledger) {
  const auto number = ledger.LastVersion() + 1;
  std::vector<std::pair<std::string, feeds::Revision>> rows;
  for (int i = 0; i < kRows; ++i) {
    rows.emplace_back("uid" + std::to_string(i),
                      Live(static_cast<int>(number), i));
  }
  return ledger.Write(Publish(number, rows));
}

// Publishes for ever; each version changes every row. Writes an octet to
// `started` for each. On a busy machine a server may take longer to answer
// than a ledger waits, or commit what one sent who is gone, so that the number
// is taken: neither is what is tested here.
int PublishOn(const std::string& place, int started) {
  constexpr int kMostFailures = 10;
  Ledger ledger(place, Access::kWrite);
  for (int failures = 0;;) {
    try {
      if (PublishNext(ledger) != Commit::kDone) {
        if (++failures == kMostFailures) return 1;
        continue;
      }
    } catch (const std::exception&) {
      if (++failures == kMostFailures) throw;
      continue;
    }
    if (::write(started, "x", 1) != 1) return 2;
  }
}

TEST_P(LedgerKillTest, LeavesWholeVersionsOnly) {
  const char* asked = std::getenv("AGENDAD_KILLS");
  const int kills = asked == nullptr ? 25 : std::atoi(asked);
  const auto place = NewPlace();
  Ledger(place, Access::kWrite).LastVersion();
  std::mt19937 random(7);
  VersionNumber before = 0;
  for (int kill = 0; kill < kills; ++kill) {
    std::array<int, 2> pipe = {};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const auto child = InChild([&] { return PublishOn(place, pipe[1]); });
    ::close(pipe[1]);  // so that a child that ends does not leave us waiting
    char octet = 0;
    ASSERT_EQ(::read(pipe[0], &octet, 1), 1)
        << "the child ended with " << StatusOf(child);
    std::this_thread::sleep_for(std::chrono::microseconds(
        std::uniform_int_distribution(0, 50000)(random)));
    ::kill(child, SIGKILL);
    ASSERT_EQ(StatusOf(child), SIGKILL);
    ::close(pipe[0]);

    // The server may still be at work for the one that is gone.
    Ledger ledger(place, Access::kWrite);
    const auto versions = ledger.Versions();
    const auto last = static_cast<VersionNumber>(versions.size());
    ASSERT_GT(last, before);
    before = last;
    ASSERT_EQ(versions.front(), Publish(last).version);
    ASSERT_EQ(versions.back(), Publish(1).version);
    ASSERT_EQ(ledger.Files(last).size(), 2U);
    const auto revisions = ledger.RevisionsAfter(0);
    const auto at = ledger.LastVersion();
    ASSERT_EQ(revisions.size(), static_cast<std::size_t>(kRows));
    for (const auto& [uid, revision] : revisions) {
      ASSERT_GE(revision.sequence, last) << uid;
      ASSERT_LE(revision.sequence, at) << uid;
    }
  }
  Ledger ledger(place, Access::kWrite);
  EXPECT_EQ(ledger.Write(Publish(ledger.LastVersion() + 1)), Commit::kDone);
}

}  // namespace
}  // namespace agendad::test
