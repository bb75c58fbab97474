#include "daemon/store/ledger_place.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "daemon/store/ledger.h"
#include "tests/daemon/store/ledger_fixture.h"

namespace agendad::daemon {
namespace {

TEST(LedgerPlace, IsAFileUnlessItIsAUrl) {
  for (const std::string place :
       {"/var/lib/agendad/ledger.sqlite", "/tmp/postgresql://x"}) {
    const auto parsed = ParseLedgerPlace(place);
    EXPECT_EQ(parsed.file, place);
    EXPECT_EQ(parsed.shown, place);
    EXPECT_EQ(parsed.url, "");
  }
  EXPECT_EQ(ParseLedgerPlace("ledger.sqlite").file,
            std::filesystem::current_path() / "ledger.sqlite");
}

TEST(LedgerPlace, IsShownWithoutItsPassword) {
  struct Row {
    std::string place;
    std::string shown;
  };
  const Row kRows[] = {
      {"postgresql://u:pa%20ss@db.example.org:5433/agenda",
       "postgresql://u@db.example.org:5433/agenda"},
      {"postgres://u@h/d?password=secret", "postgresql://u@h/d"},
      {"postgresql:///d?host=/run/postgresql&user=u&password=x&sslpassword=y",
       "postgresql://u@/run/postgresql/d"},
      {"postgresql://a,b/d?target_session_attrs=read-write",
       "postgresql://a,b/d"},
  };
  for (const auto& row : kRows) {
    const auto parsed = ParseLedgerPlace(row.place);
    EXPECT_EQ(parsed.shown, row.shown);
    EXPECT_TRUE(parsed.file.empty());
    EXPECT_EQ(Ledger(row.place, Ledger::Access::kRead).Place(), row.shown);
  }
}

TEST(LedgerPlace, KeepsWhatWasGivenAndAddsItsLimits) {
  const auto parsed = ParseLedgerPlace(
      "postgresql://u:p%26%22%3D%20w@h:1/d?application_name=x&"
      "connect_timeout=99&options=-csearch_path%3Da");
  EXPECT_EQ(parsed.url,
            "postgresql:///?application_name=x&client_encoding=UTF8&"
            "connect_timeout=2&dbname=d&host=h&keepalives=1&"
            "keepalives_count=2&keepalives_idle=2&keepalives_interval=1&"
            "options=-csearch_path%3Da&password=p%26%22%3D%20w&port=1&"
            "tcp_user_timeout=2000&user=u");
}

// Any part of what cannot be read may be the password.
TEST(LedgerPlace, TellsNothingOfAUrlThatIsNone) {
  for (const std::string place :
       {"postgresql://u:hidden%zz@h/d", "postgresql://u:hidden@[h/d",
        "postgresql://h/d?hidden", "postgres://h/d?hidden=1"}) {
    const auto told = test::Thrown([&] { ParseLedgerPlace(place); });
    EXPECT_EQ(told,
              "the ledger's place is no URL that PostgreSQL knows; expected "
              "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special "
              "characters as %XX")
        << place;
  }
}

TEST(LedgerPlace, HidesSecretsHoweverTheyAreWritten) {
  const auto place = ParseLedgerPlace("postgresql://u:a%20b@h/d");
  EXPECT_EQ(WithoutSecrets("no \"a b\" nor a%20b, a b", place),
            "no \"***\" nor ***, ***");
  EXPECT_EQ(WithoutSecrets("all", ParseLedgerPlace("postgresql://u:@h/d")),
            "all");
}

}  // namespace
}  // namespace agendad::daemon
