// What can go wrong with a server.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "daemon/store/ledger.h"
#include "daemon/store/ledger_place.h"
#include "daemon/store/sql_session.h"
#include "tests/daemon/store/ledger_fixture.h"
#include "tests/daemon/store/postgresql_server.h"

namespace agendad::test {
namespace {

using daemon::kLedgerPatience;
using daemon::Ledger;
using Access = Ledger::Access;
using Commit = Ledger::Commit;
using Clock = std::chrono::steady_clock;

class LedgerPostgresqlTest : public testing::Test {
 protected:
  // What `call` throws, and that it was not much later than it may be.
  static std::string ThrownInTime(const std::function<void()>& call) {
    const auto start = Clock::now();
    auto told = Thrown(call);
    EXPECT_LT(Clock::now() - start, kLedgerPatience + std::chrono::seconds(1));
    EXPECT_EQ(told.find(PostgresqlServer::kPassword), std::string::npos);
    EXPECT_EQ(told.find(daemon::PercentEncoded(PostgresqlServer::kPassword)),
              std::string::npos);
    return told;
  }

  PostgresqlServer& server_ = PostgresqlServer::Instance();
  const std::string place_ = server_.NewPlace();
};

TEST_F(LedgerPostgresqlTest, RecoversWhenTheServerIsKilledAndComesBack) {
  Ledger ledger(place_, Access::kWrite);
  ASSERT_EQ(ledger.Write(Publish(1)), Commit::kDone);
  server_.Kill();
  EXPECT_NE(ThrownInTime([&] { ledger.LastVersion(); }), "");
  EXPECT_NE(ThrownInTime([&] { ledger.Write(Publish(2)); }), "");
  EXPECT_NE(ThrownInTime([&] { ledger.Versions(); }), "");
  server_.Start();
  EXPECT_EQ(ledger.LastVersion(), 1);
  EXPECT_EQ(ledger.Write(Publish(2)), Commit::kDone);
}

TEST_F(LedgerPostgresqlTest, WaitsForAServerThatHangsOnlySoLong) {
  Ledger ledger(place_, Access::kWrite);
  ASSERT_EQ(ledger.Write(Publish(1)), Commit::kDone);
  server_.Freeze();
  EXPECT_EQ(ThrownInTime([&] { ledger.LastVersion(); }),
            "ledger " + ledger.Place() + ": no answer within 2 s");
  // Now in the connecting.
  EXPECT_NE(ThrownInTime([&] { ledger.LastVersion(); }), "");
  server_.Thaw();
  EXPECT_EQ(ledger.LastVersion(), 1);
  EXPECT_EQ(ledger.Write(Publish(2)), Commit::kDone);
}

// An idle connection costs nothing and is not ended.
TEST_F(LedgerPostgresqlTest, IsNotInAHurryBetweenCalls) {
  Ledger ledger(place_, Access::kWrite);
  ASSERT_EQ(ledger.Write(Publish(1)), Commit::kDone);
  const auto count =
      "select count(*) from pg_stat_activity "
      "where application_name = 'agendad'";
  const auto connections = server_.Ask(count);
  std::this_thread::sleep_for(kLedgerPatience + std::chrono::seconds(1));
  EXPECT_EQ(server_.Ask(count), connections);
  EXPECT_EQ(ledger.LastVersion(), 1);
}

TEST_F(LedgerPostgresqlTest, WaitsForALockOnlySoLong) {
  Ledger ledger(place_, Access::kWrite);
  ASSERT_EQ(ledger.Write(Publish(1)), Commit::kDone);
  std::thread other([&] {
    server_.Ask("begin; lock table " + server_.LastSchema() +
                ".events; select pg_sleep(4)");
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  const auto told = ThrownInTime([&] {
    ledger.Write(Publish(2, {{"a", Live(0, 1)}}));
  });
  EXPECT_EQ(told, "ledger " + ledger.Place() +
                      ": ERROR: canceling statement due to lock timeout");
  EXPECT_EQ(ledger.LastVersion(), 1);
  other.join();
  EXPECT_EQ(ledger.Write(Publish(2, {{"a", Live(0, 1)}})), Commit::kDone);
}

TEST_F(LedgerPostgresqlTest, KeepsItsLimitsAfterItConnectedAgain) {
  Ledger ledger(place_, Access::kWrite);
  ASSERT_EQ(ledger.LastVersion(), 0);
  server_.Ask(
      "select pg_terminate_backend(pid) from pg_stat_activity "
      "where application_name = 'agendad'");
  EXPECT_NE(ThrownInTime([&] { ledger.LastVersion(); }), "");
  EXPECT_EQ(ledger.LastVersion(), 0);
  std::thread other([&] {
    server_.Ask("begin; lock table " + server_.LastSchema() +
                ".versions; select pg_sleep(4)");
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_NE(ThrownInTime([&] { ledger.LastVersion(); }), "");
  other.join();
}

TEST_F(LedgerPostgresqlTest, NeverTellsThePassword) {
  Ledger ledger(place_, Access::kWrite);
  EXPECT_EQ(ledger.Place().find(PostgresqlServer::kPassword),
            std::string::npos);
  EXPECT_TRUE(ledger.Place().starts_with("postgresql://agendad@/"))
      << ledger.Place();
  // Wrong, and in the answer as the name of a database.
  auto wrong = place_;
  wrong.replace(wrong.find("s3cret"), 6, "hidden");
  EXPECT_EQ(
      Thrown([&] { Ledger(wrong, Access::kWrite).LastVersion(); }).find("hidd"),
      std::string::npos);
  auto named = place_;
  named.replace(named.find("@/postgres"), 10,
                "@/" + daemon::PercentEncoded(PostgresqlServer::kPassword));
  const auto told =
      ThrownInTime([&] { Ledger(named, Access::kWrite).LastVersion(); });
  EXPECT_NE(told.find("\"***\" does not exist"), std::string::npos) << told;
}

// Not even by a statement that should not be there.
TEST_F(LedgerPostgresqlTest, LetsNothingBeWrittenWhenItMayOnlyRead) {
  Ledger(place_, Access::kWrite).Write(Publish(1));
  const auto session =
      daemon::OpenPostgresql(daemon::ParseLedgerPlace(place_), Access::kRead);
  EXPECT_EQ(
      Thrown([&] { session->Sql() << "delete from versions"; }),
      "Cannot execute query. Fatal error. ERROR:  cannot execute DELETE in a "
      "read-only transaction\n while executing \"delete from "
      "versions\".");
}

}  // namespace
}  // namespace agendad::test
