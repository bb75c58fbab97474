#include "daemon/store/schema.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <memory>
#include <string>

#include "daemon/store/ledger_place.h"
#include "tests/daemon/store/ledger_fixture.h"
#include "tests/daemon/store/postgresql_server.h"

namespace agendad::test {
namespace {

using daemon::Ledger;
using daemon::Schema;
using daemon::SqlSession;
using Access = Ledger::Access;

// A ledger's past and future that never were.
const Schema kFirst = {{{{"create table notes (id {key} primary key)"}}},
                       {"ledger_schema", "notes", "extras"}};
const Schema kSecond = {
    {kFirst.steps[0],
     {{"alter table notes add column text text not null default 'none'",
       "create table extras (id {key} primary key)"}}},
    kFirst.tables};
const Schema kBroken = {
    {kFirst.steps[0],
     {{"alter table notes add column text text", "create nonsense"}}},
    kFirst.tables};

class SchemaTest : public LedgerTest {
 protected:
  std::unique_ptr<SqlSession> Open(Access access = Access::kWrite) {
    const auto place = daemon::ParseLedgerPlace(place_);
    return place.url.empty() ? daemon::OpenSqlite(place, access)
                             : daemon::OpenPostgresql(place, access);
  }

  void BringUp(const Schema& schema, Access access = Access::kWrite) {
    daemon::BringUp(*Open(access), "L", access, schema);
  }

  std::string Ask(const std::string& sql) {
    std::string answer;
    Open()->Sql() << sql, soci::into(answer);
    return answer;
  }

  const std::string place_ = NewPlace();
};

INSTANTIATE_TEST_SUITE_P(Ledger, SchemaTest, OnBothBackends(), BackendName);

TEST_P(SchemaTest, TakesTheStepsThatAreMissing) {
  BringUp(kFirst);
  EXPECT_EQ(Ask("select max(number) from ledger_schema"), "1");
  Open()->Sql() << "insert into notes (id) values ('a')";
  BringUp(kSecond);
  EXPECT_EQ(Ask("select max(number) from ledger_schema"), "2");
  EXPECT_EQ(Ask("select count(*) from ledger_schema"), "1");
  EXPECT_EQ(Ask("select text from notes"), "none");
  BringUp(kSecond);
  EXPECT_EQ(Ask("select count(*) from notes"), "1");
  EXPECT_TRUE(Open()->HasTable("extras"));
}

TEST_P(SchemaTest, TakesAllStepsAtOnce) {
  BringUp(kSecond);
  EXPECT_EQ(Ask("select max(number) from ledger_schema"), "2");
  EXPECT_TRUE(Open()->HasTable("extras"));
}

TEST_P(SchemaTest, KeepsWhatWasThereBeforeAStep) {
  BringUp(kFirst);
  Open()->Sql() << "insert into notes (id) values ('a')";
  BringUp(kSecond);
  if (GetParam() == Backend::kPostgresql) {
    EXPECT_EQ(Ask("select id from notes_before_schema_2"), "a");
    EXPECT_EQ(Ask("select max(number) from ledger_schema_before_schema_2"),
              "1");
    EXPECT_FALSE(Open()->HasTable("extras_before_schema_2"));
    return;
  }
  const auto backup = place_ + ".before-schema-2";
  struct stat status {};
  ASSERT_EQ(::stat(backup.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0640U);
  const auto place = daemon::ParseLedgerPlace(backup);
  const auto session = daemon::OpenSqlite(place, Access::kRead);
  daemon::BringUp(*session, "L", Access::kRead, kFirst);
  std::string id;
  session->Sql() << "select id from notes", soci::into(id);
  EXPECT_EQ(id, "a");
}

TEST_P(SchemaTest, LeavesAllAsItWasIfAStepFails) {
  BringUp(kFirst);
  Open()->Sql() << "insert into notes (id) values ('a')";
  EXPECT_THROW(BringUp(kBroken), soci::soci_error);
  EXPECT_EQ(Ask("select max(number) from ledger_schema"), "1");
  EXPECT_EQ(Ask("select id from notes"), "a");
  EXPECT_THROW(Ask("select text from notes"), soci::soci_error);
  // A backup of then is not in the way.
  BringUp(kSecond);
  EXPECT_EQ(Ask("select text from notes"), "none");
}

TEST_P(SchemaTest, IsNeitherReadNorWrittenByAnOlderOne) {
  BringUp(kSecond);
  const std::string told =
      "ledger L: it has schema 2, written by a newer agendad; this one knows "
      "1";
  EXPECT_EQ(Thrown([&] { BringUp(kFirst); }), told);
  EXPECT_EQ(Thrown([&] { BringUp(kFirst, Access::kRead); }), told);
  EXPECT_EQ(Ask("select max(number) from ledger_schema"), "2");
}

TEST_P(SchemaTest, IsNotBroughtUpByReading) {
  BringUp(kFirst);
  EXPECT_EQ(Thrown([&] { BringUp(kSecond, Access::kRead); }),
            "ledger L: it has schema 1, written by an older agendad; serving "
            "brings it up to schema 2");
  EXPECT_EQ(Ask("select max(number) from ledger_schema"), "1");
  BringUp(kFirst, Access::kRead);
}

// Another node is brought up while this one is at work.
TEST_P(SchemaTest, IsNotWrittenOnceANewerOneWasThere) {
  Ledger ledger(place_, Access::kWrite);
  ASSERT_EQ(ledger.Write(Publish(1)), Ledger::Commit::kDone);
  const auto known = daemon::LedgerSchema().steps.size();
  Open()->Sql() << "update ledger_schema set number = " << known + 1;
  const auto told = "ledger " + ledger.Place() + ": it has schema " +
                    std::to_string(known + 1) +
                    ", written by a newer agendad; this one knows " +
                    std::to_string(known);
  EXPECT_EQ(Thrown([&] { ledger.Write(Publish(2)); }), told);
  EXPECT_EQ(Thrown([&] { ledger.Restore({}); }), told);
  EXPECT_EQ(Ask("select count(*) from versions"), "1");
}

}  // namespace
}  // namespace agendad::test
