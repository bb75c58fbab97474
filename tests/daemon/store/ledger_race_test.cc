#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <barrier>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "daemon/store/ledger.h"
#include "tests/daemon/store/ledger_fixture.h"

namespace agendad::test {
namespace {

using daemon::Ledger;
using daemon::VersionNumber;
using Access = Ledger::Access;
using Commit = Ledger::Commit;

class LedgerRaceTest : public LedgerTest {};

INSTANTIATE_TEST_SUITE_P(Ledger, LedgerRaceTest, OnBothBackends(), BackendName);

// A machine that is busy may not answer within the ledger's patience.
template <typename Call>
auto Insist(const Call& call) {
  for (int tries = 1;; ++tries) {
    try {
      return call();
    } catch (const std::runtime_error&) {
      if (tries == 20) throw;
    }
  }
}

// One of the publishers, with what it knows and what it saw.
class Publisher {
 public:
  static constexpr int kTogether = 20;

  Publisher(const std::string& place, unsigned seed, std::barrier<>& together)
      : ledger_(place, Access::kWrite),
        name_(std::to_string(seed)),
        random_(seed),
        together_(together) {}

  void Run(int publications) {
    for (int i = 0; static_cast<int>(won_.size()) < publications; ++i) {
      // At first both go by the same version, for certain.
      if (i < kTogether) together_.arrive_and_wait();
      Learn();
      const auto publication = Make();
      if (i < kTogether) together_.arrive_and_wait();
      switch (Write(publication)) {
        case Commit::kDone:
          won_.push_back(publication.version.number);
          for (const auto& [uid, revision] : publication.revisions) {
            known_[uid] = revision;
          }
          last_ = publication.version.number;
          break;
        case Commit::kOverrun:
          ++overrun_;
          break;
        case Commit::kNewerRenderer:
          ++faults_;
      }
    }
  }

  const std::vector<VersionNumber>& Won() const { return won_; }
  int Overrun() const { return overrun_; }
  int Faults() const { return faults_; }
  const feeds::Revisions& Known() {
    Learn();
    return known_;
  }

 private:
  // An answer that got lost is found out, as the ledger's contract says.
  Commit Write(const daemon::Publication& publication) {
    try {
      return ledger_.Write(publication);
    } catch (const std::runtime_error&) {
      const auto found =
          Insist([&] { return ledger_.Find(publication.version.number); });
      return found == publication.version ? Commit::kDone : Commit::kOverrun;
    }
  }

  void Learn() {
    const auto last = Insist([&] { return ledger_.LastVersion(); });
    if (last < last_) ++faults_;
    const auto changed = Insist([&] { return ledger_.RevisionsAfter(last_); });
    for (const auto& [uid, revision] : changed) {
      const auto had = known_.find(uid);
      if (had != known_.end() &&
          (revision.sequence < had->second.sequence ||
           revision.last_modified < had->second.last_modified)) {
        ++faults_;
      }
      known_[uid] = revision;
    }
    last_ = last;
  }

  daemon::Publication Make() {
    feeds::Revisions changed;
    const auto count = std::uniform_int_distribution(0, 12)(random_);
    for (int i = 0; i < count; ++i) {
      const auto uid =
          "uid" + std::to_string(std::uniform_int_distribution(0, 30)(random_));
      const auto had = known_.find(uid);
      const auto* before = had == known_.end() ? nullptr : &had->second;
      const auto seed = static_cast<int>(random_() % 1000);
      changed[uid] = feeds::Revise(before, Digest(seed), Digest(seed + 1),
                                   At(static_cast<int>(last_)));
    }
    auto publication = Publish(last_ + 1, {changed.begin(), changed.end()});
    publication.version.cause = name_;
    return publication;
  }

  Ledger ledger_;
  const std::string name_;
  std::mt19937 random_;
  std::barrier<>& together_;
  feeds::Revisions known_;
  VersionNumber last_ = 0;
  std::vector<VersionNumber> won_;
  int overrun_ = 0;
  int faults_ = 0;
};

TEST_P(LedgerRaceTest, HasOneWinnerForEachNumber) {
  constexpr int kEach = 60;
  const auto place = NewPlace();
  std::barrier<> together(2);
  Publisher one(place, 1, together);
  Publisher two(place, 2, together);
  std::thread other([&] { two.Run(kEach); });
  one.Run(kEach);
  other.join();

  auto won = one.Won();
  won.insert(won.end(), two.Won().begin(), two.Won().end());
  std::sort(won.begin(), won.end());
  Ledger ledger(place, Access::kRead);
  auto versions = ledger.Versions();
  ASSERT_EQ(versions.size(), 2U * kEach);
  std::reverse(versions.begin(), versions.end());
  for (std::size_t i = 0; i < versions.size(); ++i) {
    EXPECT_EQ(versions[i].number, static_cast<VersionNumber>(i + 1));
    EXPECT_EQ(won[i], versions[i].number);
  }
  EXPECT_EQ(one.Faults() + two.Faults(), 0);
  EXPECT_GE(one.Overrun() + two.Overrun(), Publisher::kTogether);
  EXPECT_EQ(one.Known(), ledger.RevisionsAfter(0));
  EXPECT_EQ(two.Known(), ledger.RevisionsAfter(0));
}

TEST_P(LedgerRaceTest, IsMadeBySeveralAtTheSameMoment) {
  for (int round = 0; round < 10; ++round) {
    const auto place = NewPlace();
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
      children.push_back(InChild([&] {
        return static_cast<int>(Ledger(place, Access::kWrite).LastVersion());
      }));
    }
    for (const auto child : children) EXPECT_EQ(StatusOf(child), 0);
    Ledger ledger(place, Access::kWrite);
    EXPECT_EQ(ledger.Write(Publish(1)), Commit::kDone);
  }
}

TEST_P(LedgerRaceTest, IsReadWholeWhileItIsWritten) {
  const auto place = NewPlace();
  Ledger(place, Access::kWrite).LastVersion();
  std::vector<std::pair<std::string, feeds::Revision>> rows(
      500, {"", feeds::Revision()});
  const auto writer = InChild([&] {
    Ledger ledger(place, Access::kWrite);
    for (int number = 1; number <= 20; ++number) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = {"uid" + std::to_string(i), Live(number, number)};
      }
      Insist([&] { return ledger.Write(Publish(number, rows)); });
    }
    return 0;
  });
  Ledger reader(place, Access::kRead);
  int sequence = 0;
  int status = 0;
  for (bool ended = false; !ended;) {
    ended = ::waitpid(writer, &status, WNOHANG) == writer;
    const auto all = Insist([&] { return reader.RevisionsAfter(0); });
    if (all.empty()) continue;
    ASSERT_EQ(all.size(), rows.size());
    EXPECT_GE(all.begin()->second.sequence, sequence);
    sequence = all.begin()->second.sequence;
    for (const auto& [uid, revision] : all) {
      ASSERT_EQ(revision.sequence, sequence);
    }
  }
  EXPECT_EQ(status, 0);
  EXPECT_EQ(sequence, 20);
}

}  // namespace
}  // namespace agendad::test
