#include "config/settings_parser.h"

#include <gtest/gtest.h>

#include "tests/config/sample_settings.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;

const FeedPolicy& PolicyOf(const Settings& settings, FeedKind kind) {
  return settings.feeds[static_cast<std::size_t>(kind)];
}

TEST(SettingsParser, NothingMeansTheDefaults) {
  for (const char* const text : {"", "# nothing", "{}", "feeds:\nlisten:\n"}) {
    const ParsedSettings parsed = ParseSettingsText(text);
    EXPECT_EQ(parsed.told, std::vector<std::string>{}) << text;
    EXPECT_EQ(ToText(parsed.settings.listening.addresses.front()),
              "127.0.0.1:8080");
    EXPECT_FALSE(parsed.settings.admin);
    EXPECT_FALSE(parsed.settings.access_log);
    EXPECT_EQ(parsed.settings.base_url, "");
    EXPECT_EQ(parsed.settings.language, Language::kSpanish);
    EXPECT_EQ(parsed.settings.refresh_interval, 1h);
    EXPECT_FALSE(parsed.settings.revised);
    EXPECT_EQ(parsed.settings.publish, PublishMode::kOnSave);
    EXPECT_EQ(parsed.settings.ledger, "");
    EXPECT_EQ(parsed.settings.state, "");
    EXPECT_EQ(parsed.settings.keep_cancelled, std::chrono::days(30));
    EXPECT_EQ(parsed.settings.keep_programs, std::chrono::months(12));
    for (const FeedPolicy& policy : parsed.settings.feeds) {
      EXPECT_EQ(policy.cancelled, CancelledStyle::kShow);
      EXPECT_EQ(policy.visibility, Visibility::kPublic);
    }
  }
}

TEST(SettingsParser, ReadsEveryKey) {
  const auto [settings, told] = ParseSettingsText(R"(
listen: "[::1]:8081"
admin: unix:/run/agendad/admin.sock
access-log: true
base-url: https://agenda.example.org/a
language: en
refresh: 1d
revised: 2024-01-31T18:30:00Z
publish: on-command
ledger: postgresql://agendad:secret@db.example.org:5432/agendad
state: /srv/agendad state
keep-cancelled: 366d
keep-programs: 600
notices: [3, 10]
feeds:
  body: {deadlines: none, most-a-day: 12}
  sessions: {deadlines: each, conditional: monthly, cancelled: omit}
  directorate: {deadlines: monthly}
  heading: {conditional: each}
  unassigned: {deadlines: none}
  councillor: {deadlines: each, visibility: private}
)");
  EXPECT_EQ(told, std::vector<std::string>{});
  EXPECT_EQ(ToText(settings.listening.addresses.front()), "[::1]:8081");
  ASSERT_TRUE(settings.admin);
  EXPECT_EQ(ToText(*settings.admin), "unix:/run/agendad/admin.sock");
  EXPECT_TRUE(settings.access_log);
  EXPECT_EQ(settings.base_url, "https://agenda.example.org/a");
  EXPECT_EQ(settings.language, Language::kEnglish);
  EXPECT_EQ(settings.refresh_interval, 24h);
  EXPECT_EQ(settings.revised,
            std::chrono::sys_days(2024y / 1 / 31) + 18h + 30min);
  EXPECT_EQ(settings.publish, PublishMode::kOnCommand);
  EXPECT_EQ(settings.ledger,
            "postgresql://agendad:secret@db.example.org:5432/agendad");
  EXPECT_EQ(settings.state, "/srv/agendad state");
  EXPECT_EQ(settings.keep_cancelled, std::chrono::days(366));
  EXPECT_EQ(settings.keep_programs, std::chrono::months(600));
  EXPECT_EQ(settings.notices, (std::vector<int>{10, 3}));
  EXPECT_EQ(PolicyOf(settings, FeedKind::kBody).most_a_day, 12);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kDirectorate).most_a_day, 3);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kHeading).most_a_day, 0);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kBody).deadlines,
            DeadlineStyle::kNone);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kBody).cancelled,
            CancelledStyle::kShow);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kSessions).cancelled,
            CancelledStyle::kOmit);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kSessions).deadlines,
            DeadlineStyle::kEach);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kSessions).conditional,
            ConditionalStyle::kMonthly);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kDirectorate).deadlines,
            DeadlineStyle::kMonthly);
  // What is not said stays at its default.
  EXPECT_EQ(PolicyOf(settings, FeedKind::kDirectorate).conditional,
            ConditionalStyle::kMonthly);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kHeading).deadlines,
            DeadlineStyle::kEach);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kHeading).conditional,
            ConditionalStyle::kEach);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kUnassigned).deadlines,
            DeadlineStyle::kNone);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kUnassigned).visibility,
            Visibility::kPublic);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kCouncillor).visibility,
            Visibility::kPrivate);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kCouncillor).deadlines,
            DeadlineStyle::kEach);
}

// Metrics name private feeds.
TEST(SettingsParser, TheAdminsAddressIsForThisMachineAlone) {
  EXPECT_EQ(
      ParseSettingsText("admin: 0.0.0.0:9464\naccess-log: maybe\n").told,
      (std::vector<std::string>{
          "agendad.yaml:1:8: error: '0.0.0.0:9464' is not an address for this "
          "machine alone; expected 127.0.0.1:PORT, [::1]:PORT or unix:/path, "
          "as only this machine may ask (it is told of private feeds)",
          "agendad.yaml:2:13: error: 'maybe' is not true or false; expected "
          "true or false"}));
}

TEST(SettingsParser, TellsEveryMistakeAtOnce) {
  EXPECT_EQ(
      ParseSettingsText(R"(listen: 8080
base-url: https://agenda.example.org/
language: fr
refresh: 5min
revised: yesterday
feed: {}
feeds:
  bodies: {}
  body: {deadlines: weekly, conditionl: each}
  councillor: monthly
)")
          .told,
      (std::vector<std::string>{
          "agendad.yaml:1:9: error: '8080' is not an address to listen at; "
          "expected HOST:PORT as 127.0.0.1:8080 or [::1]:8080, a port from 0 "
          "to 65535, or a Unix socket as unix:/run/agendad/http.sock",
          "agendad.yaml:2:11: error: 'https://agenda.example.org/' is not a "
          "base address; expected http:// or https://, a host, maybe a port "
          "and a path, and no '/' at the end, as https://agenda.example.org",
          "agendad.yaml:3:11: error: unknown language 'fr'; expected one of "
          "es, en",
          "agendad.yaml:4:10: error: '5min' is not a time between two fetches; "
          "expected days, hours and minutes as 30min, 1h or 1d, from 15min to "
          "1d",
          "agendad.yaml:5:10: error: 'yesterday' is not a time in UTC; "
          "expected a date as 2024-01-31 or a time as 2024-01-31T18:30:00Z, "
          "from 1970 to 2199",
          "agendad.yaml:6:1: error: unknown key 'feed'; expected one of "
          "listen, base-url, tls, trusted-proxies, "
          "connections-per-address, admin, access-log, language, refresh, "
          "revised, publish, ledger, "
          "state, "
          "keep-cancelled, keep-programs, notices, feeds; did you mean "
          "'feeds'?",
          "agendad.yaml:8:3: error: unknown key 'bodies'; expected one of "
          "body, sessions, directorate, heading, unassigned, councillor",
          "agendad.yaml:9:21: error: unknown deadlines 'weekly'; expected one "
          "of each, monthly, none",
          "agendad.yaml:9:29: error: unknown key 'conditionl'; expected one of "
          "deadlines, conditional, cancelled, most-a-day, visibility, alarms; "
          "did you mean 'conditional'?",
          "agendad.yaml:10:15: error: 'councillor' is a text; expected a "
          "mapping, with the keys deadlines, conditional, cancelled, "
          "most-a-day, visibility, alarms"}));
}

TEST(SettingsParser, TellsMistakesOfPublishing) {
  EXPECT_EQ(ParseSettingsText(R"(publish: always
ledger: {path: /x}
state: [/x]
keep-cancelled: {days: 3}
feeds:
  body: {cancelled: hide}
)")
                .told,
            (std::vector<std::string>{
                "agendad.yaml:1:10: error: unknown publish 'always'; expected "
                "one of on-save, on-command",
                "agendad.yaml:2:9: error: 'ledger' is a mapping; expected the "
                "absolute path of a file, as /var/lib/agendad/ledger.sqlite, "
                "or the address of a database, as postgresql://user@host/name",
                "agendad.yaml:3:8: error: 'state' is a list; expected a path "
                "that begins with '/', as /var/lib/agendad",
                "agendad.yaml:4:17: error: 'keep-cancelled' is a mapping; "
                "expected days as 30d, from 0d to 366d",
                "agendad.yaml:6:21: error: unknown cancelled 'hide'; expected "
                "one of show, omit"}));
}

TEST(SettingsParser, ALedgerIsAFileOrADatabase) {
  for (const char* const text :
       {"/ledger.sqlite", "/var/lib/agendad/el libro.sqlite",
        "postgresql:///agendad?host=/run/postgresql", "postgresql://h"}) {
    const auto [settings, told] =
        ParseSettingsText("ledger: " + std::string(text));
    EXPECT_EQ(told, std::vector<std::string>{}) << text;
    EXPECT_EQ(settings.ledger, text);
  }
  // Without the value, in which there may be a password.
  for (const char* const text :
       {"ledger.sqlite", "./ledger.sqlite", "/var/lib/agendad/", "/",
        "postgresql://", "postgres://agendad:secret@host/name",
        "postgresql://host/a b", "postgresql://agendad:señal@host/name",
        "\"/a\\nb\""}) {
    const auto [settings, told] =
        ParseSettingsText("ledger: " + std::string(text));
    EXPECT_EQ(told,
              (std::vector<std::string>{
                  "agendad.yaml:1:9: error: 'ledger' is not a place for the "
                  "ledger; expected the absolute path of a file, as "
                  "/var/lib/agendad/ledger.sqlite, or the address of a "
                  "database, as postgresql://user@host/name"}))
        << text;
    EXPECT_EQ(settings.ledger, "");
  }
}

TEST(SettingsParser, TheStateDirectoryIsAbsolute) {
  EXPECT_EQ(ParseSettingsText("state: /").settings.state, "/");
  for (const std::string text : {"var/lib/agendad", "~/agendad", "."}) {
    const auto [settings, told] = ParseSettingsText("state: " + text);
    EXPECT_EQ(told, (std::vector<std::string>{
                        "agendad.yaml:1:8: error: '" + text +
                        "' is not the absolute path of a folder; expected a "
                        "path that begins with '/', as /var/lib/agendad"}));
    EXPECT_EQ(settings.state, "");
  }
}

TEST(SettingsParser, CancelledEventsAreKeptForWholeDays) {
  for (const int days : {0, 1, 30, 99, 366}) {
    const auto [settings, told] =
        ParseSettingsText("keep-cancelled: " + std::to_string(days) + "d");
    EXPECT_EQ(told, std::vector<std::string>{});
    EXPECT_EQ(settings.keep_cancelled, std::chrono::days(days));
  }
  for (const std::string text : {"30", "d", "367d", "1000000d", "-1d", "030d",
                                 "24h", "1d 2h", "1 d", "1.5d", "forever"}) {
    const auto [settings, told] = ParseSettingsText("keep-cancelled: " + text);
    EXPECT_EQ(told, (std::vector<std::string>{
                        "agendad.yaml:1:17: error: '" + text +
                        "' is not a number of days; expected days as 30d, from "
                        "0d to 366d"}));
    EXPECT_EQ(settings.keep_cancelled, std::chrono::days(30)) << text;
  }
}

TEST(SettingsParser, ReadsHowLongProgramsStay) {
  for (const int months : {1, 12, 240, 600}) {
    const auto [settings, told] =
        ParseSettingsText("keep-programs: " + std::to_string(months));
    EXPECT_EQ(told, std::vector<std::string>{}) << months;
    EXPECT_EQ(settings.keep_programs, std::chrono::months(months));
  }
  for (const std::string text : {"0", "601", "-1", "12m", "1.5", "year"}) {
    const auto [settings, told] = ParseSettingsText("keep-programs: " + text);
    EXPECT_EQ(told, (std::vector<std::string>{
                        "agendad.yaml:1:16: error: '" + text +
                        "' is not a number of months; expected a number of "
                        "months, 1 to 600"}));
    EXPECT_EQ(settings.keep_programs, std::chrono::months(12)) << text;
  }
}

TEST(SettingsParser, RefusesAFileThatIsNoMapping) {
  const std::string expected =
      "; expected a mapping, with the keys listen, base-url, tls, "
      "trusted-proxies, connections-per-address, admin, access-log, language, "
      "refresh, revised, publish, ledger, state, keep-cancelled, "
      "keep-programs, notices, feeds";
  EXPECT_EQ(ParseSettingsText("[a]").told,
            (std::vector<std::string>{
                "agendad.yaml:1:1: error: the file is a list" + expected}));
  EXPECT_EQ(ParseSettingsText("listen").told,
            (std::vector<std::string>{
                "agendad.yaml:1:1: error: the file is a text" + expected}));
}

}  // namespace
}  // namespace agendad::config
