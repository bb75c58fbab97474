#include "daemon/publishing/publisher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "tests/daemon/publishing/machine.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

using namespace std::chrono_literals;
using config::kSampleProgram;
using config::Replaced;
using std::chrono::days;
using test::Day;
using test::SourcesWith;
using test::WithTitle;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class PublisherTest : public test::MachineTest {
 protected:
  std::vector<std::string> Told(const Candidate& candidate) const {
    return config::Told(candidate.diagnostics, candidate.definition.files);
  }

  test::Machine machine_{Place("ledger"), Place("copy")};
  Publisher& publisher_ = machine_.publisher;
};

TEST_F(PublisherTest, HasNothingAtFirst) {
  EXPECT_FALSE(publisher_.Follow());
  EXPECT_EQ(publisher_.Current(), nullptr);
  EXPECT_FALSE(publisher_.FollowCopy());
  EXPECT_FALSE(publisher_.Refresh());
  EXPECT_TRUE(publisher_.Rebuild());
  EXPECT_EQ(machine_.ledger.LastVersion(), 0);
}

TEST_F(PublisherTest, PublishesToTheLedgerAndTheCopyAndShowsIt) {
  publisher_.Follow();
  Candidate candidate = machine_.Prepare(SourcesWith(kSampleProgram));
  EXPECT_FALSE(candidate.HasErrors());
  EXPECT_EQ(candidate.made_from, 0);
  EXPECT_EQ(candidate.time, Day("2024-04-01"));
  EXPECT_THAT(candidate.reasons_to_hold, IsEmpty());
  EXPECT_EQ(publisher_.Current(), nullptr);
  EXPECT_EQ(machine_.ledger.LastVersion(), 0);
  const auto prepared = test::BytesOf(*candidate.built.snapshot);
  const std::string digest = candidate.content.digest;
  ASSERT_TRUE(publisher_.Publish(std::move(candidate), "by hand"));
  const daemon::Version version{1, Day("2024-04-01"), "by hand", digest,
                                kRenderer};
  EXPECT_EQ(publisher_.Current()->version, version);
  EXPECT_EQ(machine_.Bytes(), prepared);
  for (Ledger* ledger : {&machine_.ledger, machine_.copy.get()}) {
    EXPECT_THAT(ledger->Versions(), ElementsAre(version));
    EXPECT_EQ(ledger->Manifest(1), *publisher_.Current()->content.manifest);
    EXPECT_EQ(ledger->Files(1).size(), 4U);
  }
  EXPECT_EQ(machine_.ledger.RevisionsAfter(0),
            machine_.copy->RevisionsAfter(0));
  EXPECT_THAT(machine_.told, IsEmpty());
  EXPECT_FALSE(publisher_.Follow());
}

TEST_F(PublisherTest, VersionsAreASecondApartWhateverTheClock) {
  machine_.Publish(kSampleProgram);
  machine_.Publish(WithTitle("Otro"));
  EXPECT_EQ(publisher_.Current()->version.published, Day("2024-04-01") + 1s);
  machine_.now -= days(1);
  machine_.Publish(WithTitle("Otro más"));
  EXPECT_EQ(publisher_.Current()->version.published, Day("2024-04-01") + 2s);
  machine_.now += days(2);
  machine_.Publish(WithTitle("Aún otro"));
  EXPECT_EQ(publisher_.Current()->version.published, Day("2024-04-02"));
  EXPECT_EQ(machine_.Version(), 4);
}

TEST_F(PublisherTest, TellsEveryMistakeAndPublishesNone) {
  machine_.Publish(kSampleProgram);
  const auto before = machine_.Bytes();
  auto sources =
      SourcesWith(Replaced(kSampleProgram, "body: cspen", "body: cspem"));
  const auto told = config::Told(config::ParseDefinition(sources));
  const Candidate candidate = machine_.Prepare(sources);
  EXPECT_TRUE(candidate.HasErrors());
  EXPECT_EQ(Told(candidate), told);
  EXPECT_EQ(told.size(), 1U);
  // The settings are told in their own words, not in those that are stored.
  sources.settings = config::SourceFile("agendad.yaml", "\nlistn: x\n");
  EXPECT_EQ(Told(machine_.Prepare(sources)),
            config::Told(config::ParseDefinition(sources)));
  sources.directory.reset();
  EXPECT_EQ(Told(machine_.Prepare(sources)),
            config::Told(config::ParseDefinition(sources)));
  EXPECT_EQ(machine_.Bytes(), before);
  EXPECT_EQ(machine_.Version(), 1);
}

TEST_F(PublisherTest, TellsOfIdsThatVanished) {
  const std::string renamed =
      Replaced(kSampleProgram, "id: informe\n", "id: report\n");
  EXPECT_THAT(Told(machine_.Prepare(SourcesWith(renamed))), IsEmpty());
  machine_.Publish(kSampleProgram);
  EXPECT_THAT(
      Told(machine_.Prepare(SourcesWith(renamed))),
      ElementsAre("programs/a.yaml:17:9: warning: the item 'report' has the "
                  "title of 'informe', which is gone; expected the id "
                  "'informe', or 'formerly: [informe]' if it is the same "
                  "item"));
}

TEST_F(PublisherTest, WhatIsUnchangedIsNotWrittenAgain) {
  machine_.Publish(kSampleProgram);
  const auto before = machine_.Bytes();
  machine_.now += days(1);
  const Candidate same = machine_.Prepare(SourcesWith(kSampleProgram));
  EXPECT_EQ(same.content.digest, publisher_.Current()->content.digest);
  EXPECT_THAT(same.built.changed, IsEmpty());
  EXPECT_EQ(test::BytesOf(*same.built.snapshot), before);
  EXPECT_THAT(same.reasons_to_hold, IsEmpty());
  EXPECT_TRUE(publisher_.Rebuild());
  EXPECT_EQ(machine_.Version(), 1);
}

TEST_F(PublisherTest, RollsBackWithHigherNumbers) {
  machine_.Publish(kSampleProgram);
  const std::string digest = publisher_.Current()->content.digest;
  machine_.Publish(WithTitle("Otro"));
  EXPECT_THAT(machine_.Feed(), HasSubstr("CSPEN · Otro"));
  machine_.now += days(1);
  Candidate candidate = publisher_.PrepareVersion(1);
  EXPECT_EQ(candidate.content.digest, digest);
  EXPECT_EQ(candidate.made_from, 2);
  ASSERT_TRUE(publisher_.Publish(std::move(candidate), "rollback to 1"));
  EXPECT_EQ(
      publisher_.Current()->version,
      (Version{3, Day("2024-04-02"), "rollback to 1", digest, kRenderer}));
  EXPECT_EQ(machine_.ledger.LastWith(digest), 3);
  EXPECT_THAT(machine_.Feed(), Not(HasSubstr("Otro")));
  EXPECT_THAT(machine_.Feed(), HasSubstr("LAST-MODIFIED:20240402T000000Z"));
  EXPECT_EQ(machine_.ledger.Files(3), machine_.ledger.Files(1));
}

TEST_F(PublisherTest, RollsBackToVersionsThatThereAre) {
  machine_.Publish(kSampleProgram);
  for (const VersionNumber number : {-1, 0, 2}) {
    try {
      publisher_.PrepareVersion(number);
      ADD_FAILURE() << number;
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(error.what(), "there is no version " + std::to_string(number));
    }
  }
}

TEST_F(PublisherTest, HoldsWhatLosesAFifth) {
  machine_.Publish(kSampleProgram);
  const auto reasons = [&](const config::DefinitionSources& sources) {
    return machine_.Prepare(sources).reasons_to_hold;
  };
  EXPECT_THAT(reasons(SourcesWith(WithTitle("Otro"))), IsEmpty());
  // The session and the items of June and September are yet to come.
  EXPECT_THAT(
      reasons(SourcesWith(
          Replaced(kSampleProgram, "months: [mar, jun]", "months: mar"))),
      ElementsAre("the feed 'cspen' would lose 1 of its 3 coming events",
                  "the feed 'dp' would lose 1 of its 2 coming events",
                  "the feed 'north' would lose 1 of its 3 coming events"));
  // What is over may go.
  EXPECT_THAT(reasons(SourcesWith(Replaced(kSampleProgram, "months: [mar, jun]",
                                           "months: jun"))),
              IsEmpty());
  auto without = SourcesWith(kSampleProgram);
  without.programs.clear();
  EXPECT_THAT(
      reasons(without),
      ElementsAre("the feed 'cspen' would lose 3 of its 3 coming events",
                  "the feed 'cspen-sessions' would lose 1 of its 1 coming "
                  "events",
                  "the feed 'cspen-ag' would lose 2 of its 2 coming events",
                  "the feed 'cspen-unassigned' would lose 1 of its 1 coming "
                  "events",
                  "the feed 'dp' would lose 2 of its 2 coming events",
                  "the feed 'north' would lose 3 of its 3 coming events",
                  "the program 'cspen-2024' would be removed"));
  // A new id of the same program removes nothing.
  EXPECT_THAT(
      reasons(SourcesWith(Replaced(kSampleProgram, "id: cspen-2024",
                                   "id: plan\nformerly: [cspen-2024]"))),
      IsEmpty());
}

TEST_F(PublisherTest, BuildsAgainWhenTheDayHasChanged) {
  machine_.Publish(kSampleProgram);
  machine_.now += 1h;
  machine_.Publish(
      Replaced(kSampleProgram, "months: [mar, jun]", "months: mar"));
  const auto before = machine_.Bytes();
  EXPECT_THAT(machine_.Feed(), HasSubstr("STATUS:CANCELLED"));
  machine_.now = Day("2024-04-01") + 24h - 1s;
  EXPECT_FALSE(publisher_.Refresh());
  machine_.now += 1s;
  EXPECT_TRUE(publisher_.Refresh());
  EXPECT_FALSE(publisher_.Refresh());
  EXPECT_EQ(machine_.Bytes(), before);
  // The last day on which it stands as cancelled, and the first one after.
  machine_.now = Day("2024-04-30") + 24h - 1s;
  EXPECT_TRUE(publisher_.Refresh());
  EXPECT_EQ(machine_.Bytes(), before);
  machine_.now += 1s;
  EXPECT_TRUE(publisher_.Refresh());
  EXPECT_THAT(machine_.Feed(), Not(HasSubstr("STATUS:CANCELLED")));
  EXPECT_EQ(machine_.Version(), 2);
  EXPECT_EQ(machine_.ledger.LastVersion(), 2);
  // As whoever begins on that day.
  test::Machine other(Place("ledger"), "", machine_.now);
  ASSERT_TRUE(other.publisher.Follow());
  EXPECT_EQ(other.Bytes(), machine_.Bytes());
  // And goes on from there: what comes back has a number of its own.
  machine_.Publish(kSampleProgram);
  EXPECT_THAT(machine_.Feed(), HasSubstr("SEQUENCE:2"));
  machine_.now -= days(30);
  EXPECT_FALSE(publisher_.Refresh());
}

TEST_F(PublisherTest, PublishesOnceWhatADayMakesOverdue) {
  machine_.Publish(Replaced(
      Replaced(kSampleProgram, "year: 2024\n", "year: 2024\noverdue: show\n"),
      "months: [mar, jun]", "months: jun"));
  EXPECT_THAT(machine_.Feed(), Not(HasSubstr("Vencido: ")));
  machine_.now = Day("2024-07-05");
  EXPECT_TRUE(publisher_.IsNewDay());
  EXPECT_TRUE(publisher_.Rebuild());
  EXPECT_FALSE(publisher_.IsNewDay());
  EXPECT_EQ(machine_.Version(), 2);
  EXPECT_THAT(machine_.Feed(), HasSubstr("Vencido: "));
  const auto shown = machine_.Bytes();
  machine_.now += 24h;
  EXPECT_TRUE(publisher_.IsNewDay());
  EXPECT_TRUE(publisher_.Rebuild());
  EXPECT_EQ(machine_.Version(), 2);
  EXPECT_EQ(machine_.Bytes(), shown);
}

// A day that ends what stood as cancelled leaves a directorate with nothing:
// the notice that says so is the next version's, though that one is about
// something else.
TEST_F(PublisherTest, WhatANewDayChangedIsWrittenWithTheNextVersion) {
  machine_.Publish(kSampleProgram);
  const std::string without = Replaced(kSampleProgram, R"(  - id: informe
    title: Informe anual de la Comisión
    short: Informe anual
    directorate: DP
    months: [mar, jun]
)",
                                       "");
  machine_.Publish(without);
  machine_.now = Day("2024-05-02");
  ASSERT_TRUE(publisher_.Refresh());
  test::Machine other(Place("ledger"), "", machine_.now);
  ASSERT_TRUE(other.publisher.Follow());
  machine_.Publish(
      Replaced(without, "short: Acuerdo de cambios", "short: Cambios"));
  ASSERT_TRUE(other.publisher.Follow());
  EXPECT_THAT(other.told, IsEmpty());
  EXPECT_EQ(other.Bytes(), machine_.Bytes());
  EXPECT_TRUE(other.publisher.Rebuild());
  EXPECT_EQ(other.Version(), 3);
}

}  // namespace
}  // namespace agendad::daemon
