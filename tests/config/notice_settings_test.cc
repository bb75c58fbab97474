// How directorates are told of what is to come, and how much a day shows.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "config/settings_parser.h"
#include "tests/config/sample_settings.h"

namespace agendad::config {
namespace {

TEST(NoticeSettings, AreWorkingDaysBefore) {
  const struct {
    std::string text;
    std::vector<int> notices;
  } good[] = {
      {"", {}},
      {"[]", {}},
      {"[1]", {1}},
      {"[60, 1, 30]", {60, 30, 1}},
      {"[3, 3, 10, 3]", {10, 3}},
  };
  for (const auto& row : good) {
    const auto [settings, told] = ParseSettingsText("notices: " + row.text);
    EXPECT_EQ(told, std::vector<std::string>{}) << row.text;
    EXPECT_EQ(settings.notices, row.notices) << row.text;
  }
  const std::string expected =
      " is not a number of working days; expected a number of working days, 1 "
      "to 60";
  const struct {
    std::string text;
    std::string told;
  } bad[] = {
      {"[0]", "11: error: '0'" + expected},
      {"[3, 61]", "14: error: '61'" + expected},
      {"[-3]", "11: error: '-3'" + expected},
      {"[3d]", "11: error: '3d'" + expected},
      {"3",
       "10: error: 'notices' is a text; expected numbers of working days, "
       "as [10, 3]"},
      {"[1, 2, 3, 4, 5]",
       "10: error: 'notices' has too many entries; expected at most 4"},
  };
  for (const auto& row : bad) {
    EXPECT_EQ(ParseSettingsText("notices: " + row.text).told,
              (std::vector<std::string>{"agendad.yaml:1:" + row.told}));
  }
}

TEST(NoticeSettings, ADayHasFewOrAnyEvents) {
  for (const int most : {0, 1, 99}) {
    const auto [settings, told] = ParseSettingsText(
        "feeds: {heading: {most-a-day: " + std::to_string(most) + "}}");
    EXPECT_EQ(told, std::vector<std::string>{});
    EXPECT_EQ(
        settings.feeds[static_cast<std::size_t>(FeedKind::kHeading)].most_a_day,
        most);
  }
  for (const std::string text : {"-1", "100", "any", "3.5", "03"}) {
    EXPECT_EQ(
        ParseSettingsText("feeds: {heading: {most-a-day: " + text + "}}").told,
        (std::vector<std::string>{
            "agendad.yaml:1:31: error: '" + text +
            "' is not a number of events; expected a number of events, 0 "
            "(any) to 99"}));
  }
}

}  // namespace
}  // namespace agendad::config
