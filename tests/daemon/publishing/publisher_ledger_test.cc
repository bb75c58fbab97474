// What may happen to the ledger and to the copy of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "daemon/publishing/publisher.h"
#include "feeds/restored_revisions.h"
#include "tests/daemon/publishing/machine.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

using namespace std::chrono_literals;
using config::kSampleProgram;
using config::Replaced;
using std::chrono::days;
using test::Day;
using test::Machine;
using test::SourcesWith;
using test::WithTitle;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using PublisherLedgerTest = test::MachineTest;

template <typename Call>
std::string Thrown(Call call) {
  try {
    call();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST_F(PublisherLedgerTest, ANewerRendererIsNotFollowed) {
  Machine machine(Place("ledger"), Place("copy"));
  machine.Publish(kSampleProgram);
  const auto before = machine.Bytes();
  Candidate candidate = machine.Prepare(SourcesWith(WithTitle("Otro")));
  Ledger other(Place("ledger"), Ledger::Access::kWrite);
  Publication newer;
  newer.version = {2, Day("2024-04-02"), "publish", "digest", kRenderer + 1};
  ASSERT_EQ(other.Write(newer), Ledger::Commit::kDone);
  EXPECT_EQ(
      Thrown([&] { machine.publisher.Publish(std::move(candidate), "x"); }),
      "the last version was published by a newer agendad; this one must be "
      "updated");
  const std::string told =
      "version 2 was published by a newer agendad; this one cannot follow it "
      "and must be updated";
  EXPECT_EQ(Thrown([&] { machine.publisher.Follow(); }), told);
  EXPECT_EQ(machine.Bytes(), before);
  EXPECT_EQ(machine.Version(), 1);
  EXPECT_EQ(machine.copy->LastVersion(), 1);
  Machine fresh(Place("ledger"), "");
  EXPECT_EQ(Thrown([&] { fresh.publisher.Follow(); }), told);
  EXPECT_EQ(fresh.publisher.Current(), nullptr);
}

TEST_F(PublisherLedgerTest, ALedgerThatLostItsLastVersionsIsRefused) {
  Machine machine(Place("ledger"), Place("copy"));
  machine.Publish(kSampleProgram);
  Ledger backup(Place("backup"), Ledger::Access::kWrite);
  backup.CopyFrom(machine.ledger, Ledger::Which::kAll);
  machine.Publish(WithTitle("Otro"));
  const auto before = machine.Bytes();
  const std::string last =
      "it ends with version 1, but version 2 was published";
  machine.ledger.CopyFrom(backup, Ledger::Which::kAll);
  const std::string told = "ledger " + machine.ledger.Place() + ": " + last +
                           "; 'agendad ledger restore' takes " +
                           machine.copy->Place();
  EXPECT_EQ(Thrown([&] { machine.publisher.Follow(); }), told);
  // Nor is anything written there.
  EXPECT_FALSE(machine.publisher.Publish(
      machine.Prepare(SourcesWith(WithTitle("Nuevo"))), "x"));
  EXPECT_EQ(machine.ledger.LastVersion(), 1);
  EXPECT_EQ(machine.Bytes(), before);
  // Who begins anew knows it by its copy.
  Machine again(Place("ledger"), Place("copy"));
  EXPECT_EQ(Thrown([&] { again.publisher.Follow(); }), told);
  EXPECT_TRUE(again.publisher.FollowCopy());
  EXPECT_EQ(again.Bytes(), before);
  // Restored from it, the ledger goes on.
  machine.ledger.CopyFrom(*machine.copy, Ledger::Which::kAll);
  EXPECT_FALSE(machine.publisher.Follow());
  machine.Publish(WithTitle("Nuevo"));
  EXPECT_EQ(machine.Version(), 3);
}

TEST_F(PublisherLedgerTest, WithoutACopyALostLedgerIsToldAlone) {
  Machine machine(Place("ledger"), "");
  machine.Publish(kSampleProgram);
  Ledger empty(Place("empty"), Ledger::Access::kWrite);
  machine.ledger.CopyFrom(empty, Ledger::Which::kAll);
  EXPECT_EQ(Thrown([&] { machine.publisher.Follow(); }),
            "ledger " + machine.ledger.Place() +
                ": it ends with version 0, but version 1 was published");
  EXPECT_FALSE(machine.publisher.FollowCopy());
}

TEST_F(PublisherLedgerTest, TheCopyStandsInForALedgerOutOfReach) {
  Machine machine(Place("ledger"), Place("copy"));
  machine.Publish(kSampleProgram);
  machine.Publish(WithTitle("Otro"));
  Machine cut_off(Place("no/such/folder"), Place("copy"), Day("2024-04-09"));
  EXPECT_THAT(Thrown([&] { cut_off.publisher.Follow(); }),
              StartsWith("ledger " + cut_off.ledger.Place() + ": "));
  EXPECT_EQ(cut_off.publisher.Current(), nullptr);
  EXPECT_TRUE(cut_off.publisher.FollowCopy());
  EXPECT_FALSE(cut_off.publisher.FollowCopy());
  EXPECT_EQ(cut_off.Bytes(), machine.Bytes());
  EXPECT_EQ(cut_off.publisher.Current()->version,
            machine.publisher.Current()->version);
  EXPECT_THAT(Thrown([&] {
                cut_off.publisher.Publish(
                    cut_off.Prepare(SourcesWith(kSampleProgram)), "x");
              }),
              StartsWith("ledger " + cut_off.ledger.Place() + ": "));
  EXPECT_EQ(cut_off.Version(), 2);
  EXPECT_EQ(cut_off.Bytes(), machine.Bytes());
}

TEST_F(PublisherLedgerTest, ACopyThatCannotBeWrittenHoldsUpNothing) {
  Machine machine(Place("ledger"), Place("no/such/folder"));
  machine.Publish(kSampleProgram);
  EXPECT_EQ(machine.Version(), 1);
  const auto is_told =
      StartsWith("the copy of the last version was not updated: ledger " +
                 machine.copy->Place() + ": ");
  EXPECT_THAT(machine.told, ElementsAre(is_told));
  Machine other(Place("ledger"), "");
  ASSERT_TRUE(other.publisher.Follow());
  other.Publish(WithTitle("Otro"));
  EXPECT_TRUE(machine.publisher.Follow());
  EXPECT_THAT(machine.told, ElementsAre(is_told, is_told));
  EXPECT_EQ(machine.Bytes(), other.Bytes());
}

// One that fell behind, as after a full disk, is brought up with the next one.
TEST_F(PublisherLedgerTest, ACopyThatFellBehindIsBroughtUp) {
  Machine machine(Place("ledger"), Place("copy"));
  machine.Publish(kSampleProgram);
  Machine without(Place("ledger"), "");
  ASSERT_TRUE(without.publisher.Follow());
  without.Publish(WithTitle("Uno"));
  Machine again(Place("ledger"), Place("copy"));
  ASSERT_TRUE(again.publisher.Follow());
  EXPECT_THAT(again.copy->Versions(),
              ElementsAre(without.publisher.Current()->version));
  Ledger empty(Place("empty"), Ledger::Access::kWrite);
  again.copy->CopyFrom(empty, Ledger::Which::kAll);
  again.Publish(WithTitle("Dos"));
  EXPECT_EQ(again.copy->LastVersion(), 3);
  EXPECT_EQ(again.copy->RevisionsAfter(0), again.ledger.RevisionsAfter(0));
  EXPECT_THAT(again.told, IsEmpty());
}

TEST_F(PublisherLedgerTest, NumbersRestoredFromFeedsCount) {
  Machine machine(Place("lost"), "");
  machine.Publish(kSampleProgram);
  machine.now += days(1);
  machine.Publish(
      Replaced(WithTitle("Otro"), "2024-06-19 10:00", "2024-06-20 10:00"));
  feeds::Revisions revisions;
  for (const auto& feed : machine.publisher.Current()->snapshot->Feeds()) {
    ASSERT_TRUE(feeds::AddRestored(feed->id, machine.Bytes().at(feed->path),
                                   revisions));
  }
  Machine restored(Place("ledger"), Place("copy"), Day("2024-04-09"));
  restored.ledger.Restore(revisions);
  EXPECT_FALSE(restored.publisher.Follow());
  restored.Publish(
      Replaced(WithTitle("Otro"), "2024-06-19 10:00", "2024-06-20 10:00"));
  EXPECT_EQ(restored.Version(), 1);
  EXPECT_EQ(restored.Bytes(), machine.Bytes());
  EXPECT_THAT(restored.Feed(), HasSubstr("SEQUENCE:1\r\n"));
  // From here on as ever: a change is newer than what people have.
  restored.Publish(
      Replaced(WithTitle("Otro"), "2024-06-19 10:00", "2024-06-21 10:00"));
  EXPECT_THAT(restored.Feed(), HasSubstr("SEQUENCE:2\r\n"));
  EXPECT_THAT(restored.Feed(), HasSubstr("DTSTAMP:20240409T000001Z"));
}

}  // namespace
}  // namespace agendad::daemon
