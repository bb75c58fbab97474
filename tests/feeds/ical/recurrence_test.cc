#include "feeds/ical/recurrence.h"

#include <gtest/gtest.h>

#include <string>

#include "config/iso_date.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::ToIso;
using test::Day;

// "2024-02-05 2025-02-03", or "not a rule".
std::string Expanded(const std::string& rule, std::string_view anchor,
                     std::string_view first = "2024-01-01",
                     std::string_view last = "2026-12-31") {
  const auto days =
      ExpandRecurrence(rule, Day(anchor), {Day(first), Day(last)});
  if (!days) return "not a rule";
  std::string text;
  for (const auto day : *days) text += (text.empty() ? "" : " ") + ToIso(day);
  return text;
}

TEST(ExpandRecurrence, Rules) {
  const struct {
    std::string rule;
    std::string_view anchor;
    std::string days;
  } rows[] = {
      {"FREQ=YEARLY;BYMONTH=2;BYDAY=1MO", "2006-01-01",
       "2024-02-05 2025-02-03 2026-02-02"},
      {"FREQ=YEARLY;BYMONTH=3;BYDAY=3MO", "2006-01-01",
       "2024-03-18 2025-03-17 2026-03-16"},
      {"FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", "2006-01-01",
       "2024-05-27 2025-05-26 2026-05-25"},
      {"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "2006-01-01",
       "2024-01-01 2025-01-01 2026-01-01"},
      {"FREQ=YEARLY;INTERVAL=6;BYMONTH=10;BYMONTHDAY=1", "2024-10-01",
       "2024-10-01"},
      {"FREQ=YEARLY;INTERVAL=6;BYMONTH=12;BYMONTHDAY=1", "2006-12-01",
       "2024-12-01"},
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2000-02-29", "2024-02-29"},
      {"FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2024-01-31",
       "2024-01-31 2024-02-29 2024-03-31"},
      {"FREQ=WEEKLY;BYDAY=WE;UNTIL=20240117", "2024-01-03",
       "2024-01-03 2024-01-10 2024-01-17"},
      {"FREQ=DAILY;COUNT=2", "2023-12-31", "2023-12-31 2024-01-01"},
      // The anchor starts the count, but is no day of its own.
      {"FREQ=YEARLY;BYMONTH=2;BYDAY=1MO;UNTIL=20251231", "2024-01-01",
       "2024-02-05 2025-02-03"},
      {"FREQ=YEARLY;BYMONTH=2;BYDAY=1MO;COUNT=2", "2024-02-05",
       "2024-02-05 2025-02-03"},
      {"FREQ=YEARLY;BYMONTH=2;BYDAY=1MO;COUNT=2", "2024-02-06",
       "2025-02-03 2026-02-02"},
      {"FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=16", "2030-01-01", ""},
  };
  for (const auto& [rule, anchor, days] : rows) {
    EXPECT_EQ(Expanded(rule, anchor, "2023-12-31"), days) << rule;
  }
}

TEST(ExpandRecurrence, RefusesWhatIsNotARuleOfDays) {
  for (const auto* rule : {"",
                           "x",
                           "FREQ=",
                           "FREQ=SOMETIMES",
                           "BYMONTH=2;BYDAY=1MO",
                           "FREQ=YEARLY;BYDAY=9XX",
                           "FREQ=YEARLY;BYMONTH=13",
                           "FREQ=YEARLY;BYMONTHDAY=32",
                           "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                           "FREQ=YEARLY;INTERVAL=0",
                           "FREQ=YEARLY;INTERVAL=-1",
                           "FREQ=YEARLY;COUNT=2;UNTIL=20300101",
                           "FREQ=YEARLY;FOO=1",
                           "FREQ=YEARLY;BYMONTH=",
                           "FREQ=HOURLY",
                           "FREQ=MINUTELY",
                           "FREQ=SECONDLY",
                           "every year",
                           "FREQ=YEARLY;BYMONTH=2;BYDAY",
                           "RRULE:FREQ=YEARLY",
                           "FREQ=YEARLY;BYMONTH=2;BYDAY=1MO extra"}) {
    EXPECT_EQ(Expanded(rule, "2006-01-01"), "not a rule") << rule;
  }
}

TEST(ExpandRecurrence, KeepsToTheRange) {
  const std::string rule = "FREQ=MONTHLY;BYMONTHDAY=15";
  EXPECT_EQ(Expanded(rule, "2006-01-01", "2024-02-15", "2024-04-15"),
            "2024-02-15 2024-03-15 2024-04-15");
  EXPECT_EQ(Expanded(rule, "2006-01-01", "2024-02-16", "2024-04-14"),
            "2024-03-15");
  EXPECT_EQ(Expanded(rule, "2006-01-01", "2024-02-16", "2024-03-14"), "");
}

}  // namespace
}  // namespace agendad::feeds
