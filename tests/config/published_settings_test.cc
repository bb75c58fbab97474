#include "config/published_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;

Settings Parsed(const std::string& text) {
  const auto result = ParseSettingsFile(SourceFile("agendad.yaml", text));
  EXPECT_EQ(Told(result.diagnostics, result.files), std::vector<std::string>{})
      << text;
  return result.settings;
}

class RandomSettings {
 public:
  explicit RandomSettings(unsigned seed) : random_(seed) {}

  Settings Next() {
    Settings settings;
    settings.language = static_cast<Language>(Below(2));
    settings.refresh_interval = std::chrono::minutes(15 + Below(24 * 60 - 14));
    // Up to the end of 2199.
    if (Below(4) != 0) {
      settings.revised = std::chrono::sys_seconds(
          std::chrono::seconds(std::uniform_int_distribution<std::int64_t>(
              0, 7'258'118'399)(random_)));
    }
    settings.keep_cancelled = std::chrono::days(Below(367));
    settings.keep_programs = std::chrono::months(1 + Below(600));
    for (FeedPolicy& policy : settings.feeds) {
      policy.deadlines = static_cast<DeadlineStyle>(Below(3));
      policy.conditional = static_cast<ConditionalStyle>(Below(2));
      policy.cancelled = static_cast<CancelledStyle>(Below(2));
      policy.most_a_day = static_cast<std::uint8_t>(Below(100));
      policy.visibility = static_cast<Visibility>(Below(2));
      policy.alarms = {Times(1min), Times(1h)};
    }
    for (int lead = 60; lead > 0 && settings.notices.size() < 4; --lead) {
      if (Below(20) == 0) settings.notices.push_back(lead);
    }
    return settings;
  }

  // What belongs to one machine.
  void ChangeTheRest(Settings& settings) {
    settings.listening.addresses.front().port =
        static_cast<std::uint16_t>(Below(65536));
    settings.listening.addresses.front().host =
        "host" + std::to_string(Below(1000));
    settings.base_url = "https://secret.example.org";
    settings.publish = static_cast<PublishMode>(Below(2));
    settings.ledger = "postgresql://agendad:secret@host/name";
    settings.state = "/secret";
  }

 private:
  // At most two, as a setting has them: the longest first.
  std::vector<std::chrono::minutes> Times(std::chrono::minutes unit) {
    std::vector<std::chrono::minutes> times;
    for (int i = Below(3); i > 0; --i)
      times.push_back((i * 20 + Below(9)) * unit);
    return times;
  }

  int Below(int end) {
    return std::uniform_int_distribution<int>(0, end - 1)(random_);
  }

  std::mt19937 random_;
};

TEST(PublishedSettings, WritesEveryValueThatFeedsDependOn) {
  Settings settings;
  settings.revised = std::chrono::sys_days(2024y / 1 / 31) + 18h + 30min + 5s;
  settings.notices = {10, 3};
  EXPECT_EQ(PublishedSettings(settings),
            R"(language: es
refresh: 60min
revised: 2024-01-31T18:30:05Z
keep-cancelled: 30d
keep-programs: 12
notices: [10, 3]
feeds:
  body: {deadlines: each, conditional: each, cancelled: show, most-a-day: 0, visibility: public, alarms: {sessions: [], deadlines: []}}
  sessions: {deadlines: none, conditional: each, cancelled: show, most-a-day: 0, visibility: public, alarms: {sessions: [], deadlines: []}}
  directorate: {deadlines: each, conditional: monthly, cancelled: show, most-a-day: 3, visibility: public, alarms: {sessions: [], deadlines: []}}
  heading: {deadlines: each, conditional: monthly, cancelled: show, most-a-day: 0, visibility: public, alarms: {sessions: [], deadlines: []}}
  unassigned: {deadlines: each, conditional: monthly, cancelled: show, most-a-day: 0, visibility: public, alarms: {sessions: [], deadlines: []}}
  councillor: {deadlines: monthly, conditional: each, cancelled: show, most-a-day: 0, visibility: public, alarms: {sessions: [], deadlines: []}}
)");
}

TEST(PublishedSettings, WritesAlarmsInTheirUnits) {
  Settings settings;
  settings.feeds[0].alarms = {{24h, 90min}, {63h, 15h}};
  EXPECT_THAT(
      PublishedSettings(settings),
      testing::HasSubstr(
          "alarms: {sessions: [1440min, 90min], deadlines: [63h, 15h]}}\n"));
}

TEST(PublishedSettings, AreReadAsTheSameValues) {
  RandomSettings random(20241122);
  for (int i = 0; i < 2000; ++i) {
    const Settings settings = random.Next();
    const std::string text = PublishedSettings(settings);
    const Settings again = Parsed(text);
    ASSERT_EQ(again.language, settings.language) << text;
    ASSERT_EQ(again.refresh_interval, settings.refresh_interval) << text;
    ASSERT_EQ(again.revised, settings.revised) << text;
    ASSERT_EQ(again.keep_cancelled, settings.keep_cancelled) << text;
    ASSERT_EQ(again.keep_programs, settings.keep_programs) << text;
    ASSERT_EQ(again.notices, settings.notices) << text;
    ASSERT_EQ(again.feeds, settings.feeds) << text;
    ASSERT_EQ(PublishedSettings(again), text);
  }
}

TEST(PublishedSettings, KnowNothingOfOneMachine) {
  RandomSettings random(20241123);
  for (int i = 0; i < 200; ++i) {
    Settings settings = random.Next();
    const std::string text = PublishedSettings(settings);
    random.ChangeTheRest(settings);
    ASSERT_EQ(PublishedSettings(settings), text);
    ASSERT_EQ(text.find("secret"), std::string::npos);
  }
}

TEST(PublishedSettings, DifferIfAFeedWould) {
  const std::string base = PublishedSettings({});
  const auto differs = [&](auto change) {
    Settings settings;
    change(settings);
    return PublishedSettings(settings) != base;
  };
  EXPECT_TRUE(differs([](Settings& s) { s.language = Language::kEnglish; }));
  EXPECT_TRUE(differs([](Settings& s) { s.refresh_interval += 1min; }));
  EXPECT_TRUE(differs([](Settings& s) { s.revised.emplace(0s); }));
  EXPECT_TRUE(
      differs([](Settings& s) { s.keep_cancelled = std::chrono::days(0); }));
  EXPECT_TRUE(
      differs([](Settings& s) { s.keep_programs = std::chrono::months(1); }));
  for (std::size_t kind = 0; kind < kFeedKinds; ++kind) {
    EXPECT_TRUE(differs(
        [&](Settings& s) { s.feeds[kind].cancelled = CancelledStyle::kOmit; }));
  }
}

}  // namespace
}  // namespace agendad::config
