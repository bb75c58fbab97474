// Machines that share a ledger: whoever comes second follows, and in the end
// all show the same bytes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include "daemon/publishing/publisher.h"
#include "tests/daemon/publishing/machine.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

using config::kSampleProgram;
using config::Replaced;
using test::Day;
using test::Machine;
using test::SourcesWith;
using test::WithTitle;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using PublishersTest = test::MachineTest;

TEST_F(PublishersTest, TheSecondOneFollowsAndPreparesAgain) {
  Machine first(Place("ledger"), Place("copy1"));
  Machine second(Place("ledger"), Place("copy2"), Day("2024-04-02"));
  Candidate won = first.Prepare(SourcesWith(WithTitle("Uno")));
  Candidate lost = second.Prepare(SourcesWith(WithTitle("Dos")));
  ASSERT_TRUE(first.publisher.Publish(std::move(won), "publish"));
  EXPECT_FALSE(second.publisher.Publish(std::move(lost), "publish"));
  EXPECT_EQ(second.publisher.Current(), nullptr);
  EXPECT_EQ(second.copy->LastVersion(), 0);
  EXPECT_EQ(first.ledger.Versions().size(), 1U);

  EXPECT_TRUE(second.publisher.Follow());
  EXPECT_FALSE(second.publisher.Follow());
  EXPECT_EQ(second.Bytes(), first.Bytes());
  EXPECT_EQ(second.publisher.Current()->version,
            first.publisher.Current()->version);
  EXPECT_EQ(second.publisher.Current()->content.digest,
            first.publisher.Current()->content.digest);
  EXPECT_EQ(second.copy->LastVersion(), 1);

  second.Publish(WithTitle("Dos"));
  EXPECT_EQ(second.Version(), 2);
  EXPECT_THAT(second.Feed(), HasSubstr("CSPEN · Dos"));
  EXPECT_TRUE(first.publisher.Follow());
  EXPECT_EQ(first.Bytes(), second.Bytes());
  EXPECT_EQ(first.copy->Files(2), second.ledger.Files(2));
  EXPECT_THAT(first.told, IsEmpty());
  EXPECT_THAT(second.told, IsEmpty());
}

// Two that publish in turn, together, and against each other; and a third one
// that sees only how it ends.
TEST_F(PublishersTest, MachinesThatShareALedgerShowTheSameBytes) {
  const std::string programs[] = {
      kSampleProgram,
      WithTitle("Uno"),
      WithTitle("Dos"),
      Replaced(kSampleProgram, "months: [mar, jun]", "months: [mar, ago]"),
      Replaced(kSampleProgram, "months: sep", "months: [sep, oct]"),
      Replaced(kSampleProgram, "2024-06-19 10:00", "2024-06-20 10:00"),
      Replaced(kSampleProgram, "name: Programa 2024", "name: Otro")};
  std::mt19937 random(20240401);
  Machine machines[] = {{Place("ledger"), Place("copy1")},
                        {Place("ledger"), Place("copy2")}};
  int lost = 0;
  for (int step = 0; step < 40; ++step) {
    SCOPED_TRACE(step);
    for (Machine& machine : machines) {
      machine.now += std::chrono::hours(random() % 9);
      const auto sources = SourcesWith(programs[random() % 7]);
      Candidate candidate = machine.Prepare(sources);
      ASSERT_FALSE(candidate.HasErrors());
      if (machine.publisher.Publish(std::move(candidate), "x")) continue;
      ++lost;
      ASSERT_TRUE(machine.publisher.Follow());
      machine.Publish(sources);
    }
    machines[0].publisher.Follow();
    ASSERT_EQ(machines[0].Version(), 2 * (step + 1));
    for (Machine& machine : machines) {
      machine.now = std::max(machines[0].now, machines[1].now);
      machine.publisher.Refresh();
    }
    ASSERT_EQ(machines[0].Bytes(), machines[1].Bytes());
    Machine third(Place("ledger"), "", machines[0].now);
    ASSERT_TRUE(third.publisher.Follow());
    ASSERT_EQ(third.Bytes(), machines[0].Bytes());
  }
  EXPECT_EQ(lost, 40);
  EXPECT_THAT(machines[0].told, IsEmpty());
  EXPECT_THAT(machines[1].told, IsEmpty());
}

// As with other time zone data: once, and not against each other for ever.
TEST_F(PublishersTest, WhatIsWrittenOtherwiseIsToldAndRebuiltOnce) {
  Machine machine(Place("ledger"), "");
  machine.Publish(kSampleProgram);
  Machine running(Place("ledger"), "");
  ASSERT_TRUE(running.publisher.Follow());
  // Somebody else's bytes of one event.
  auto [uid, revision] = *machine.ledger.RevisionsAfter(0).begin();
  revision.bytes = feeds::Sha256{1};
  Publication publication;
  publication.version = machine.publisher.Current()->version;
  publication.version.number = 2;
  publication.manifest = *machine.publisher.Current()->content.manifest;
  publication.revisions = {{uid, revision}};
  ASSERT_EQ(machine.ledger.Write(publication), Ledger::Commit::kDone);
  ASSERT_TRUE(running.publisher.Follow());
  EXPECT_THAT(
      running.told,
      ElementsAre("this machine writes 1 event otherwise than the one that "
                  "published version 2; is its time zone data another?"));
  // Who begins with it writes it anew, and then all agree.
  Machine begins(Place("ledger"), "");
  ASSERT_TRUE(begins.publisher.Follow());
  EXPECT_THAT(begins.told, IsEmpty());
  EXPECT_TRUE(begins.publisher.Rebuild());
  EXPECT_EQ(begins.Version(), 3);
  EXPECT_EQ(begins.publisher.Current()->version.cause, "rebuild");
  EXPECT_TRUE(begins.publisher.Rebuild());
  EXPECT_EQ(begins.Version(), 3);
  EXPECT_FALSE(running.publisher.Rebuild());
  ASSERT_TRUE(running.publisher.Follow());
  EXPECT_TRUE(running.publisher.Rebuild());
  EXPECT_EQ(running.Version(), 3);
  EXPECT_EQ(running.Bytes(), begins.Bytes());
  EXPECT_EQ(running.told.size(), 1U);
}

}  // namespace
}  // namespace agendad::daemon
