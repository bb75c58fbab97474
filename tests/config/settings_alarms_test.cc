// `alarms` of a kind of feed, in agendad.yaml.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/config/sample_settings.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;

TEST(Alarms, AreRead) {
  const struct {
    const char* text;
    Alarms alarms;
  } rows[] = {
      {"{}", {}},
      {"{sessions: [], deadlines: }", {}},
      {"{sessions: [1min]}", {{1min}, {}}},
      {"{sessions: [1h 30min, 28d]}", {{672h, 90min}, {}}},
      {"{deadlines: [15h, 2d15h]}", {{}, {63h, 15h}}},
      {"{sessions: [2h, 1d], deadlines: [1h]}", {{24h, 2h}, {1h}}},
  };
  for (const auto& [text, alarms] : rows) {
    const auto parsed = ParseSettingsText(
        "feeds:\n  body: {alarms: " + std::string(text) + "}\n");
    EXPECT_EQ(parsed.told, std::vector<std::string>{}) << text;
    EXPECT_EQ(parsed.settings.feeds[0].alarms, alarms) << text;
  }
}

TEST(Alarms, AreToldWhenTheyAreWrong) {
  const std::string session =
      " is not a time before the start; expected days, hours and minutes as "
      "1d, 2h or 30min, from 1min to 28d";
  const std::string deadline =
      " is not a time before the day; expected whole hours before its midnight "
      "as 15h, which is at 09:00 on the day before, from 1h to 28d";
  const struct {
    std::string text;
    std::string told;
  } rows[] = {
      {"{sessions: [0min]}", "2:30: error: '0min'" + session},
      {"{sessions: [28d 1min]}", "2:30: error: '28d 1min'" + session},
      {"{sessions: [-1h]}", "2:30: error: '-1h'" + session},
      {"{sessions: [1w]}", "2:30: error: '1w'" + session},
      {"{deadlines: [90min]}", "2:31: error: '90min'" + deadline},
      {"{deadlines: [60min]}", "2:31: error: '60min'" + deadline},
      {"{deadlines: [29d]}", "2:31: error: '29d'" + deadline},
      {"{sessions: [1d, 2h, 1h]}",
       "2:29: error: 'sessions' has too many times; expected at most two"},
      {"{sessions: [1d, 24h]}",
       "2:34: error: '24h' is given twice; expected two times that differ"},
      {"{sessions: 1d}",
       "2:29: error: 'sessions' is a text; expected a list of times before "
       "the start"},
      {"{meetings: [1d]}",
       "2:19: error: unknown key 'meetings'; expected one of "
       "sessions, deadlines"},
  };
  for (const auto& [text, told] : rows) {
    EXPECT_EQ(
        ParseSettingsText("feeds:\n  body: {alarms: " + text + "}\n").told,
        std::vector<std::string>{"agendad.yaml:" + told})
        << text;
  }
}

}  // namespace
}  // namespace agendad::config
