#include "daemon/store/ledger.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/daemon/store/ledger_fixture.h"

namespace agendad::test {
namespace {

using daemon::Ledger;
using Access = Ledger::Access;
using Commit = Ledger::Commit;

INSTANTIATE_TEST_SUITE_P(Ledger, LedgerTest, OnBothBackends(), BackendName);

TEST_P(LedgerTest, IsEmptyWhenItIsMade) {
  Ledger ledger(NewPlace(), Access::kWrite);
  EXPECT_EQ(ledger.LastVersion(), 0);
  EXPECT_EQ(ledger.Find(1), std::nullopt);
  EXPECT_TRUE(ledger.Versions().empty());
  EXPECT_TRUE(ledger.Files(1).empty());
  EXPECT_TRUE(ledger.Manifest(1).empty());
  EXPECT_EQ(ledger.LastWith("content1"), 0);
  EXPECT_TRUE(ledger.RevisionsAfter(0).empty());
  EXPECT_EQ(ledger.RevisionOf("uid"), std::nullopt);
}

TEST_P(LedgerTest, KeepsAllOfAPublicationForALaterOne) {
  const auto place = NewPlace();
  const auto live = Live(3, 10);
  const auto cancelled = Cancelled(4, 11);
  auto unknown = Live(5, 12);  // as restored from a feed
  unknown.meaning.reset();
  auto over = Cancelled(6, 13);  // its time as CANCELLED is over
  over.withdrawn = nullptr;
  auto bare = Cancelled(7, 14);
  bare.withdrawn = std::make_shared<const feeds::Withdrawn>(
      feeds::Withdrawn{"", bare.withdrawn->start, bare.withdrawn->days, {}});
  const auto publication = Publish(1, {{"a", live},
                                       {"b", cancelled},
                                       {"c", unknown},
                                       {"d", over},
                                       {"e", bare}});
  ASSERT_EQ(Ledger(place, Access::kWrite).Write(publication), Commit::kDone);

  for (const auto access : {Access::kWrite, Access::kRead}) {
    Ledger ledger(place, access);
    EXPECT_EQ(ledger.LastVersion(), 1);
    EXPECT_EQ(ledger.Find(1), publication.version);
    EXPECT_EQ(ledger.Versions(), std::vector{publication.version});
    EXPECT_EQ(ledger.Manifest(1), publication.manifest);
    EXPECT_EQ(ledger.Files(1),
              (std::vector<daemon::StoredFile>{
                  {"directory.yaml", "bodies: []\n"},
                  {"programs/año 2024.yaml", "id: 'ñ' # 1\n"}}));
    const feeds::Revisions all(publication.revisions.begin(),
                               publication.revisions.end());
    EXPECT_EQ(ledger.RevisionsAfter(0), all);
    for (const auto& [uid, revision] : all) {
      EXPECT_EQ(ledger.RevisionOf(uid), revision) << uid;
    }
  }
}

TEST_P(LedgerTest, TellsVersionsNewestFirst) {
  Ledger ledger(NewPlace(), Access::kWrite);
  auto again = Publish(3);
  again.version.cause = "rollback to 1";
  again.version.content = "content1";
  ASSERT_EQ(ledger.Write(Publish(1)), Commit::kDone);
  ASSERT_EQ(ledger.Write(Publish(2)), Commit::kDone);
  ASSERT_EQ(ledger.Write(again), Commit::kDone);
  EXPECT_EQ(ledger.Versions(), (std::vector{again.version, Publish(2).version,
                                            Publish(1).version}));
  EXPECT_EQ(ledger.LastWith("content1"), 3);
  EXPECT_EQ(ledger.LastWith("content2"), 2);
  EXPECT_EQ(ledger.LastWith("content"), 0);
}

TEST_P(LedgerTest, TellsOnlyWhatIsNewSinceAVersion) {
  Ledger ledger(NewPlace(), Access::kWrite);
  ledger.Write(Publish(1, {{"a", Live(0, 1)}, {"b", Live(0, 1)}}));
  ledger.Write(Publish(2, {{"b", Live(1, 2)}}));
  ledger.Write(Publish(3, {{"c", Live(0, 3)}}));
  EXPECT_EQ(ledger.RevisionsAfter(0),
            (feeds::Revisions{
                {"a", Live(0, 1)}, {"b", Live(1, 2)}, {"c", Live(0, 3)}}));
  EXPECT_EQ(ledger.RevisionsAfter(1),
            (feeds::Revisions{{"b", Live(1, 2)}, {"c", Live(0, 3)}}));
  EXPECT_EQ(ledger.RevisionsAfter(2), (feeds::Revisions{{"c", Live(0, 3)}}));
  EXPECT_TRUE(ledger.RevisionsAfter(3).empty());
}

TEST_P(LedgerTest, LeavesAKnownTextAlone) {
  Ledger ledger(NewPlace(), Access::kWrite);
  ledger.Write(Publish(1));
  auto other = Publish(2);
  other.texts[0].second = "another text of the same digest";
  ASSERT_EQ(ledger.Write(other), Commit::kDone);
  EXPECT_EQ(ledger.Files(2).at(0).text, "bodies: []\n");
  // One that is not given, as it is known.
  auto without = Publish(3);
  without.texts.clear();
  without.manifest[1].digest = "01";
  ASSERT_EQ(ledger.Write(without), Commit::kDone);
  EXPECT_EQ(ledger.Files(3).at(1).text, "id: 'ñ' # 1\n");
}

TEST_P(LedgerTest, TakesTwoFilesWithOneText) {
  Ledger ledger(NewPlace(), Access::kWrite);
  auto twins = Publish(1);
  twins.manifest.push_back({"programs/twin.yaml", "01"});
  twins.texts.push_back(twins.texts[1]);
  ASSERT_EQ(ledger.Write(twins), Commit::kDone);
  EXPECT_EQ(ledger.Files(1).at(2),
            (daemon::StoredFile{"programs/twin.yaml", "id: 'ñ' # 1\n"}));
}

TEST_P(LedgerTest, IsOverrunByWhoeverPublishedFirst) {
  const auto place = NewPlace();
  Ledger one(place, Access::kWrite);
  Ledger two(place, Access::kWrite);
  ASSERT_EQ(one.Write(Publish(1, {{"a", Live(0, 1)}})), Commit::kDone);
  auto late = Publish(1, {{"a", Live(9, 9)}, {"b", Live(9, 9)}});
  late.texts.emplace_back("late", "late");
  const auto before = Everything(one);
  EXPECT_EQ(two.Write(late), Commit::kOverrun);
  EXPECT_EQ(two.Write(Publish(3)), Commit::kOverrun);
  EXPECT_EQ(Everything(one), before);
  EXPECT_EQ(two.Write(Publish(2, {{"a", Live(1, 2)}})), Commit::kDone);
  EXPECT_EQ(one.LastVersion(), 2);
  EXPECT_EQ(one.RevisionOf("a"), Live(1, 2));
}

TEST_P(LedgerTest, IsNotWrittenByAnOlderRenderer) {
  Ledger ledger(NewPlace(), Access::kWrite);
  auto newer = Publish(1);
  newer.version.renderer = 2;
  ASSERT_EQ(ledger.Write(newer), Commit::kDone);
  const auto before = Everything(ledger);
  EXPECT_EQ(ledger.Write(Publish(2, {{"a", Live(0, 1)}})),
            Commit::kNewerRenderer);
  // To try again would not help.
  EXPECT_EQ(ledger.Write(Publish(1)), Commit::kNewerRenderer);
  EXPECT_EQ(Everything(ledger), before);
}

TEST_P(LedgerTest, IsAnErrorToReadWhereThereIsNone) {
  const auto place = NewPlace();
  Ledger ledger(place, Access::kRead);
  EXPECT_EQ(Thrown([&] { ledger.LastVersion(); }),
            "ledger " + ledger.Place() +
                ": there is none; agendad makes it when it first serves");
  // It was not made by that, and is found as soon as it is there.
  EXPECT_NE(Thrown([&] { Ledger(place, Access::kRead).LastVersion(); }), "");
  ASSERT_EQ(Ledger(place, Access::kWrite).Write(Publish(1)), Commit::kDone);
  EXPECT_EQ(ledger.LastVersion(), 1);
}

TEST_P(LedgerTest, SeesWhatOthersPublishWhenItMayOnlyRead) {
  const auto place = NewPlace();
  ASSERT_EQ(Ledger(place, Access::kWrite).Write(Publish(1)), Commit::kDone);
  Ledger reader(place, Access::kRead);
  EXPECT_EQ(reader.LastVersion(), 1);  // nobody has it open
  Ledger writer(place, Access::kWrite);
  ASSERT_EQ(writer.Write(Publish(2)), Commit::kDone);
  EXPECT_EQ(reader.LastVersion(), 2);
  ASSERT_EQ(writer.Write(Publish(3)), Commit::kDone);
  EXPECT_EQ(reader.LastVersion(), 3);
  EXPECT_THROW(reader.Write(Publish(4)), std::logic_error);
  EXPECT_EQ(writer.LastVersion(), 3);
}

TEST_P(LedgerTest, RefusesATextThatNotEveryDatabaseCanHold) {
  Ledger ledger(NewPlace(), Access::kWrite);
  auto bad = Publish(1);
  bad.texts[0].second = std::string("a\0b", 3);
  EXPECT_EQ(Thrown([&] { ledger.Write(bad); }),
            "a text with a NUL cannot be put in the ledger");
  EXPECT_EQ(ledger.LastVersion(), 0);
  EXPECT_EQ(ledger.Write(Publish(1)), Commit::kDone);
}

// More than one statement and one page hold, and not a multiple of either.
TEST_P(LedgerTest, HoldsManyEvents) {
  const auto place = NewPlace();
  Ledger ledger(place, Access::kWrite);
  auto publication = Publish(1);
  for (int i = 0; i < 40123; ++i) {
    publication.revisions.emplace_back(
        "uid-" + std::to_string(i * 7919),
        i % 50 == 0 ? Cancelled(i % 7, i) : Live(i % 7, i));
  }
  publication.texts.resize(450, {"01", "x"});
  for (std::size_t i = 2; i < publication.texts.size(); ++i) {
    publication.texts[i] = {"t" + std::to_string(i), std::to_string(i)};
    publication.manifest.push_back(
        {std::to_string(i) + ".yaml", "t" + std::to_string(i)});
  }
  ASSERT_EQ(ledger.Write(publication), Commit::kDone);
  EXPECT_EQ(ledger.RevisionsAfter(0),
            feeds::Revisions(publication.revisions.begin(),
                             publication.revisions.end()));
  const auto files = ledger.Files(1);
  ASSERT_EQ(files.size(), publication.manifest.size());
  EXPECT_EQ(files.back(), (daemon::StoredFile{"449.yaml", "449"}));
}

}  // namespace
}  // namespace agendad::test
