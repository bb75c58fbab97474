#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "daemon/store/ledger.h"
#include "tests/daemon/store/ledger_fixture.h"
#include "tests/daemon/store/postgresql_server.h"

namespace agendad::test {
namespace {

using daemon::Ledger;
using Access = Ledger::Access;
using Commit = Ledger::Commit;
using Which = Ledger::Which;

class LedgerCopyTest : public LedgerTest {};

INSTANTIATE_TEST_SUITE_P(Ledger, LedgerCopyTest, OnBothBackends(), BackendName);

void Fill(Ledger& ledger) {
  ledger.Write(Publish(1, {{"a", Live(0, 1)}, {"b", Live(0, 1)}}));
  ledger.Write(Publish(2, {{"b", Cancelled(1, 2)}}));
  ledger.Restore({{"old", Live(4, 0)}});
}

TEST_P(LedgerCopyTest, IsTheSameOnEitherDatabase) {
  for (const auto to : {Backend::kSqlite, Backend::kPostgresql}) {
    Ledger original(NewPlace(), Access::kWrite);
    Fill(original);
    const auto place = NewPlace(to);
    Ledger copy(place, Access::kWrite);
    copy.Write(Publish(1, {{"replaced", Live(0, 1)}}));
    copy.CopyFrom(original, Which::kAll);
    EXPECT_EQ(Everything(copy), Everything(original));
    EXPECT_EQ(copy.RevisionsAfter(1), original.RevisionsAfter(1));
    EXPECT_EQ(copy.RevisionOf("replaced"), std::nullopt);
    EXPECT_EQ(copy.Write(Publish(3)), Commit::kDone);
  }
}

TEST_P(LedgerCopyTest, MayHoldTheLastVersionOnly) {
  Ledger original(NewPlace(), Access::kWrite);
  Fill(original);
  Ledger copy(NewPlace(), Access::kWrite);
  copy.CopyFrom(original, Which::kLast);
  EXPECT_EQ(copy.Versions(), std::vector{Publish(2).version});
  EXPECT_EQ(copy.Files(2), original.Files(2));
  EXPECT_EQ(copy.RevisionsAfter(0), original.RevisionsAfter(0));
  EXPECT_EQ(copy.Write(Publish(2)), Commit::kOverrun);
  EXPECT_EQ(copy.Write(Publish(3)), Commit::kDone);
}

TEST_P(LedgerCopyTest, OfAnEmptyOneIsEmpty) {
  Ledger original(NewPlace(), Access::kWrite);
  for (const auto which : {Which::kAll, Which::kLast}) {
    Ledger copy(NewPlace(), Access::kWrite);
    copy.Write(Publish(1, {{"replaced", Live(0, 1)}}));
    copy.CopyFrom(original, which);
    EXPECT_EQ(Everything(copy), Whole());
  }
}

TEST_P(LedgerCopyTest, ReadsWhileTheOriginalIsInUse) {
  const auto place = NewPlace();
  Ledger daemon(place, Access::kWrite);
  Fill(daemon);
  Ledger original(place, Access::kRead);
  Ledger copy(NewPlace(Backend::kSqlite), Access::kWrite);
  copy.CopyFrom(original, Which::kAll);
  EXPECT_EQ(Everything(copy), Everything(daemon));
}

TEST_P(LedgerCopyTest, ChangesNothingIfTheOriginalCannotBeRead) {
  Ledger copy(NewPlace(), Access::kWrite);
  Fill(copy);
  const auto before = Everything(copy);
  Ledger original(folder_.Path() / "absent", Access::kRead);
  EXPECT_EQ(Thrown([&] { copy.CopyFrom(original, Which::kAll); }),
            "ledger " + original.Place() +
                ": there is none; agendad makes it when it first serves");
  EXPECT_EQ(Everything(copy), before);
}

// Which of the two it was.
TEST_P(LedgerCopyTest, TellsThatTheCopyCannotBeWritten) {
  Ledger original(NewPlace(), Access::kWrite);
  Fill(original);
  Ledger copy(folder_.Path() / "absent" / "file", Access::kWrite);
  EXPECT_EQ(Thrown([&] { copy.CopyFrom(original, Which::kAll); }),
            "ledger " + copy.Place() + ": its folder does not exist");
  if (GetParam() == Backend::kSqlite) return;
  Ledger broken(NewPlace(), Access::kWrite);
  broken.LastVersion();
  auto& server = PostgresqlServer::Instance();
  server.Ask("alter table " + server.LastSchema() + ".events drop version");
  EXPECT_EQ(Thrown([&] { broken.CopyFrom(original, Which::kAll); }),
            "ledger " + broken.Place() +
                ": ERROR: column \"version\" of relation \"events\" does "
                "not exist");
}

// What there is, what is restored, and whether the latter wins.
TEST_P(LedgerCopyTest, RestoresOnlyHigherNumbers) {
  const std::tuple<feeds::Revision, feeds::Revision, bool> kRows[] = {
      {Live(2, 20), Live(3, 10), true},  {Live(2, 20), Live(2, 21), true},
      {Live(2, 20), Live(2, 20), false}, {Live(2, 20), Live(2, 19), false},
      {Live(2, 20), Live(1, 30), false}, {Cancelled(2, 20), Live(3, 1), true},
      {Live(9, 20), Live(10, 1), true},
  };
  Ledger ledger(NewPlace(), Access::kWrite);
  auto publication = Publish(1, {{"stays", Live(0, 1)}});
  feeds::Revisions restored = {{"new", Cancelled(7, 70)}};
  feeds::Revisions expected = {{"stays", Live(0, 1)},
                               {"new", Cancelled(7, 70)}};
  for (const auto& [had, got, wins] : kRows) {
    const auto uid = "uid" + std::to_string(restored.size());
    auto from_feed = got;
    from_feed.meaning.reset();
    publication.revisions.emplace_back(uid, had);
    restored.emplace(uid, from_feed);
    expected.emplace(uid, wins ? from_feed : had);
  }
  ASSERT_EQ(ledger.Write(publication), Commit::kDone);
  ledger.Restore(restored);
  EXPECT_EQ(ledger.RevisionsAfter(0), expected);
  EXPECT_EQ(ledger.LastVersion(), 1);
  // Of version 0.
  EXPECT_TRUE(ledger.RevisionsAfter(1).empty());
}

TEST_P(LedgerCopyTest, RestoresWhatWasLostEntirely) {
  Ledger ledger(NewPlace(), Access::kWrite);
  ledger.Restore({{"a", Live(5, 50)}});
  EXPECT_EQ(ledger.LastVersion(), 0);
  EXPECT_EQ(ledger.RevisionOf("a"), Live(5, 50));
  EXPECT_EQ(ledger.Write(Publish(1, {{"a", Live(6, 51)}})), Commit::kDone);
  EXPECT_EQ(ledger.RevisionOf("a"), Live(6, 51));
}

}  // namespace
}  // namespace agendad::test
