// What can go wrong with a file.
#include <gtest/gtest.h>
#include <sched.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "daemon/store/ledger.h"
#include "tests/daemon/store/ledger_fixture.h"

namespace agendad::test {
namespace {

namespace fs = std::filesystem;
using daemon::Ledger;
using Access = Ledger::Access;
using Commit = Ledger::Commit;
using Clock = std::chrono::steady_clock;

class LedgerSqliteTest : public testing::Test {
 protected:
  void MakeLedger() { Ledger(file_, Access::kWrite).Write(Publish(1)); }

  std::string Told(const std::string& what) {
    return "ledger " + file_.string() + ": " + what;
  }

  std::set<std::string> Names() {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.Path())) {
      names.insert(entry.path().filename());
    }
    return names;
  }

  const TemporaryDirectory folder_;
  const fs::path file_ = folder_.Path() / "a ledger?mode=x&100%.sqlite";
};

unsigned Mode(const fs::path& file) {
  struct stat status {};
  EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
  return status.st_mode & 07777U;
}

TEST_F(LedgerSqliteTest, IsForItsOwnerAndGroup) {
  Ledger ledger(file_, Access::kWrite);
  ledger.Write(Publish(1));
  EXPECT_EQ(Mode(file_), 0640U);
  EXPECT_EQ(Mode(file_.string() + "-wal"), 0640U);
  EXPECT_EQ(Mode(file_.string() + "-shm"), 0640U);
}

TEST_F(LedgerSqliteTest, IsOneFileWhenItIsClosed) {
  MakeLedger();
  EXPECT_EQ(Names(), std::set<std::string>{file_.filename()});
}

TEST_F(LedgerSqliteTest, NeedsItsFolder) {
  const auto file = folder_.Path() / "absent" / "ledger.sqlite";
  Ledger ledger(file, Access::kWrite);
  EXPECT_EQ(ledger.Place(), file.string());
  EXPECT_EQ(Thrown([&] { ledger.LastVersion(); }),
            "ledger " + file.string() + ": its folder does not exist");
  fs::create_directory(file.parent_path());
  EXPECT_EQ(ledger.LastVersion(), 0);
  EXPECT_EQ(
      Thrown([&] { Ledger(folder_.Path(), Access::kWrite).LastVersion(); }),
      "ledger " + folder_.Path().string() + ": it is not a file");
}

TEST_F(LedgerSqliteTest, LeavesAFileOfSomethingElseAlone) {
  folder_.Write(file_.filename(), std::string(5000, 'x'));
  for (const auto access : {Access::kRead, Access::kWrite}) {
    EXPECT_EQ(Thrown([&] { Ledger(file_, access).LastVersion(); }),
              Told("it is not an SQLite database (file is not a database)"));
  }
  EXPECT_EQ(ReadWhole(file_), std::string(5000, 'x'));
  EXPECT_EQ(Names(), std::set<std::string>{file_.filename()});
}

TEST_F(LedgerSqliteTest, LeavesADatabaseOfSomethingElseAlone) {
  const auto file = folder_.Path() / "other.sqlite";
  soci::session(soci::sqlite3, file) << "create table t (x text)";
  const auto before = ReadWhole(file);
  for (const auto access : {Access::kRead, Access::kWrite}) {
    EXPECT_EQ(
        Thrown([&] { Ledger(file, access).LastVersion(); }),
        "ledger " + file.string() + ": it is a database of something else");
  }
  EXPECT_EQ(ReadWhole(file), before);
}

TEST_F(LedgerSqliteTest, TellsThatItIsDamaged) {
  std::vector<std::pair<std::string, feeds::Revision>> rows;
  for (int i = 0; i < 3000; ++i) {
    rows.emplace_back("uid" + std::to_string(i), Live(0, i));
  }
  Ledger(file_, Access::kWrite).Write(Publish(1, rows));
  fs::resize_file(file_, fs::file_size(file_) / 2);
  for (const auto access : {Access::kRead, Access::kWrite}) {
    EXPECT_EQ(Thrown([&] { Ledger(file_, access).RevisionsAfter(0); }),
              Told("it is damaged (database disk image is malformed)"));
  }
  // Half a page.
  fs::resize_file(file_, 700);
  for (const auto access : {Access::kRead, Access::kWrite}) {
    EXPECT_NE(Thrown([&] { Ledger(file_, access).RevisionsAfter(0); }), "");
  }
}

TEST_F(LedgerSqliteTest, WaitsForALockOnlySoLong) {
  const auto file = folder_.Path() / "ledger.sqlite";
  Ledger ledger(file, Access::kWrite);
  ledger.Write(Publish(1));
  soci::session other(soci::sqlite3, file);
  other << "begin immediate";
  const auto start = Clock::now();
  EXPECT_EQ(Thrown([&] { ledger.Write(Publish(2)); }),
            "ledger " + file.string() +
                ": somebody else keeps it locked ("
                "database is locked)");
  EXPECT_LT(Clock::now() - start,
            daemon::kLedgerPatience + std::chrono::seconds(1));
  EXPECT_EQ(ledger.LastVersion(), 1);
  other << "rollback";
  EXPECT_EQ(ledger.Write(Publish(2)), Commit::kDone);
}

// In a child, as nobody and the owner of all that is here.
class LedgerOfAUser : public LedgerSqliteTest {
 protected:
  void ExpectGood(const std::function<int()>& work) {
    EXPECT_EQ(StatusOf(InChild([&] {
                constexpr uid_t kNobody = 65534;
                if (::geteuid() == 0 &&
                    (::chown(folder_.Path().c_str(), kNobody, kNobody) != 0 ||
                     ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) {
                  return 98;
                }
                const int status = work();
                Allow(true);
                return status != 0 || HasFailure() ? 1 : 0;
              })),
              0);
  }

  void Allow(bool writing) {
    fs::permissions(folder_.Path(), fs::perms(writing ? 0700 : 0500));
    for (const auto& entry : fs::directory_iterator(folder_.Path())) {
      fs::permissions(entry, fs::perms(writing ? 0600 : 0400));
    }
  }
};

TEST_F(LedgerOfAUser, IsReadWhereNothingCanBeWritten) {
  ExpectGood([&] {
    MakeLedger();
    Allow(false);
    EXPECT_EQ(Ledger(file_, Access::kRead).LastVersion(), 1);
    EXPECT_EQ(Ledger(file_, Access::kRead).Files(1).size(), 2U);
    EXPECT_EQ(Names(), std::set<std::string>{file_.filename()});
    return 0;
  });
}

TEST_F(LedgerOfAUser, IsReadWhileADaemonHasIt) {
  ExpectGood([&] {
    Ledger daemon(file_, Access::kWrite);
    daemon.Write(Publish(1));
    Allow(false);
    Ledger reader(file_, Access::kRead);
    EXPECT_EQ(reader.LastVersion(), 1);
    EXPECT_EQ(daemon.Write(Publish(2)), Commit::kDone);
    EXPECT_EQ(reader.LastVersion(), 2);
    return 0;
  });
}

TEST_F(LedgerOfAUser, IsReadAfterADaemonWasKilled) {
  ExpectGood([&] {
    StatusOf(InChild([&] {
      Ledger ledger(file_, Access::kWrite);
      ledger.Write(Publish(1));
      ::_exit(0);
      return 0;
    }));
    EXPECT_EQ(Names().size(), 3U);
    Allow(false);
    EXPECT_EQ(Ledger(file_, Access::kRead).LastVersion(), 1);
    return 0;
  });
}

TEST_F(LedgerOfAUser, IsNotMadeByReading) {
  ExpectGood([&] {
    MakeLedger();
    Ledger reader(file_, Access::kRead);
    EXPECT_EQ(reader.LastVersion(), 1);
    EXPECT_EQ(Names(), std::set<std::string>{file_.filename()});
    return 0;
  });
}

TEST_F(LedgerOfAUser, TellsThatItMayOnlyBeReadAndRecovers) {
  ExpectGood([&] {
    MakeLedger();
    Allow(false);
    Ledger ledger(file_, Access::kWrite);
    EXPECT_NE(Thrown([&] { ledger.Write(Publish(2)); }), "");
    Allow(true);
    EXPECT_EQ(ledger.Write(Publish(2)), Commit::kDone);
    EXPECT_EQ(ledger.LastVersion(), 2);
    return 0;
  });
}

// A file system of 1 MiB, seen by the child alone.
TEST_F(LedgerSqliteTest, TellsThatItsDiskIsFullAndRecovers) {
  const auto child = InChild([&] {
    const int spaces = ::geteuid() == 0 ? 0 : CLONE_NEWUSER;
    if (::unshare(CLONE_NEWNS | spaces) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", folder_.Path().c_str(), "tmpfs", 0, "size=1m") != 0) {
      return 98;
    }
    folder_.Write("ballast", std::string(500'000, 'x'));
    Ledger ledger(file_, Access::kWrite);
    int number = 1;
    std::string told;
    const auto publication = [](int n) {
      auto some = Publish(n, {{"a", Live(n, n)}});
      some.texts.emplace_back(std::to_string(n), std::string(20'000, 'x'));
      return some;
    };
    while (told.empty()) {
      told = Thrown([&] { ledger.Write(publication(number)); });
      number += told.empty() ? 1 : 0;
    }
    EXPECT_TRUE(told.starts_with(Told("its disk is full ("))) << told;
    EXPECT_GT(number, 2);
    EXPECT_EQ(ledger.LastVersion(), number - 1);
    EXPECT_EQ(ledger.RevisionOf("a"), Live(number - 1, number - 1));
    fs::remove(folder_.Path() / "ballast");
    EXPECT_EQ(ledger.Write(publication(number)), Commit::kDone);
    EXPECT_EQ(ledger.LastVersion(), number);
    return HasFailure() ? 1 : 0;
  });
  EXPECT_EQ(StatusOf(child), 0);
}

}  // namespace
}  // namespace agendad::test
