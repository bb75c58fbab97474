#include "config/settings_parser.h"

#include <gtest/gtest.h>

#include "config/yaml_reader.h"
#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;

struct Parsed {
  Settings settings;
  std::vector<std::string> told;
};

Parsed Parse(std::string_view text) {
  Diagnostics diagnostics;
  const auto root = ReadYaml(0, text, diagnostics);
  Parsed parsed;
  if (root) parsed.settings = ParseSettings(*root, diagnostics);
  diagnostics.Sort();
  parsed.told = Told(diagnostics, {"agendad.yaml"});
  return parsed;
}

const FeedPolicy& PolicyOf(const Settings& settings, FeedKind kind) {
  return settings.feeds[static_cast<std::size_t>(kind)];
}

TEST(SettingsParser, NothingMeansTheDefaults) {
  for (const char* const text : {"", "# nothing", "{}", "feeds:\nlisten:\n"}) {
    const Parsed parsed = Parse(text);
    EXPECT_EQ(parsed.told, std::vector<std::string>{}) << text;
    EXPECT_EQ(ToText(parsed.settings.listen), "127.0.0.1:8080");
    EXPECT_EQ(parsed.settings.base_url, "");
    EXPECT_EQ(parsed.settings.language, Language::kSpanish);
    EXPECT_EQ(parsed.settings.refresh_interval, 1h);
    EXPECT_FALSE(parsed.settings.revised);
  }
}

TEST(SettingsParser, ReadsEveryKey) {
  const auto [settings, told] = Parse(R"(
listen: "[::1]:8081"
base-url: https://agenda.example.org/a
language: en
refresh: 1d
revised: 2024-01-31T18:30:00Z
feeds:
  body: {deadlines: none}
  sessions: {deadlines: each, conditional: monthly}
  directorate: {deadlines: monthly}
  heading: {conditional: each}
  unassigned: {deadlines: none}
  councillor: {deadlines: each}
)");
  EXPECT_EQ(told, std::vector<std::string>{});
  EXPECT_EQ(ToText(settings.listen), "[::1]:8081");
  EXPECT_EQ(settings.base_url, "https://agenda.example.org/a");
  EXPECT_EQ(settings.language, Language::kEnglish);
  EXPECT_EQ(settings.refresh_interval, 24h);
  EXPECT_EQ(settings.revised,
            std::chrono::sys_days(2024y / 1 / 31) + 18h + 30min);
  EXPECT_EQ(PolicyOf(settings, FeedKind::kBody).deadlines,
            DeadlineStyle::kNone);
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
  EXPECT_EQ(PolicyOf(settings, FeedKind::kCouncillor).deadlines,
            DeadlineStyle::kEach);
}

TEST(SettingsParser, TellsEveryMistakeAtOnce) {
  EXPECT_EQ(
      Parse(R"(listen: 8080
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
          "to 65535",
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
          "listen, base-url, language, refresh, revised, feeds; did you mean "
          "'feeds'?",
          "agendad.yaml:8:3: error: unknown key 'bodies'; expected one of "
          "body, sessions, directorate, heading, unassigned, councillor",
          "agendad.yaml:9:21: error: unknown deadlines 'weekly'; expected one "
          "of each, monthly, none",
          "agendad.yaml:9:29: error: unknown key 'conditionl'; expected one of "
          "deadlines, conditional; did you mean 'conditional'?",
          "agendad.yaml:10:15: error: 'councillor' is a text; expected a "
          "mapping, with the keys deadlines, conditional"}));
}

TEST(SettingsParser, RefusesAFileThatIsNoMapping) {
  const std::string expected =
      "; expected a mapping, with the keys listen, base-url, language, "
      "refresh, revised, feeds";
  EXPECT_EQ(Parse("[a]").told,
            (std::vector<std::string>{
                "agendad.yaml:1:1: error: the file is a list" + expected}));
  EXPECT_EQ(Parse("listen").told,
            (std::vector<std::string>{
                "agendad.yaml:1:1: error: the file is a text" + expected}));
}

}  // namespace
}  // namespace agendad::config
