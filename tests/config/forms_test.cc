#include "config/forms.h"

#include <gtest/gtest.h>

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;
using std::chrono::sys_days;

TEST(Forms, Id) {
  for (const char* const good : {"a", "0", "cspen", "rita-bell-2", "2024"}) {
    EXPECT_EQ(ParseId(good), good);
  }
  for (const char* const bad :
       {"", "-", "-a", "a-", "a--b", "A", "ñ", "a b", "a_b", "a.b", "a/b"}) {
    EXPECT_FALSE(ParseId(bad)) << bad;
  }
  EXPECT_TRUE(ParseId(std::string(64, 'a')));
  EXPECT_FALSE(ParseId(std::string(65, 'a')));
}

TEST(Forms, CodeAndShortNameFitIntoCategories) {
  EXPECT_EQ(ParseCode("DPSPEN y más"), "DPSPEN y más");
  for (const char* const bad : {"a,b", "a;b", "a\\b", "a\nb"}) {
    EXPECT_FALSE(ParseCode(bad)) << bad;
    EXPECT_FALSE(ParseShortName(bad)) << bad;
  }
  EXPECT_TRUE(ParseShortName("ññññññññññññññññ"));
  EXPECT_FALSE(ParseShortName("aaaaaaaaaaaaaaaaa"));
}

TEST(Forms, Number) {
  EXPECT_EQ(ParseNumber("0"), 0);
  EXPECT_EQ(ParseNumber("999999"), 999999);
  for (const char* const bad : {"", "010", "00", "-1", "+1", "1.0", "1e3",
                                "0x1", "1000000", " 1", "1 ", "١"}) {
    EXPECT_FALSE(ParseNumber(bad)) << bad;
  }
}

TEST(Forms, Date) {
  EXPECT_EQ(ParseDate("2024-02-29"), sys_days(2024y / 2 / 29));
  EXPECT_EQ(ParseDate("1970-01-01"), sys_days(1970y / 1 / 1));
  EXPECT_EQ(ParseDate("2199-12-31"), sys_days(2199y / 12 / 31));
  for (const char* const bad :
       {"", "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-1-01",
        "2024-01-1", "24-01-01", "2024/01/01", "31-01-2024", "2024-01-01 ",
        "1969-12-31", "2200-01-01", "20240101", "2024-01-0a", "-024-01-01",
        "2024-01-01T00:00"}) {
    EXPECT_FALSE(ParseDate(bad)) << bad;
  }
}

TEST(Forms, LocalTime) {
  for (const char* const good : {"2024-03-13 09:05", "2024-03-13T09:05"}) {
    const auto time = ParseLocalTime(good);
    ASSERT_TRUE(time) << good;
    EXPECT_EQ(time->date, sys_days(2024y / 3 / 13));
    EXPECT_EQ(time->time_of_day, 9h + 5min);
  }
  EXPECT_EQ(ParseLocalTime("2024-03-13 00:00")->time_of_day, 0min);
  EXPECT_EQ(ParseLocalTime("2024-03-13 23:59")->time_of_day, 23h + 59min);
  for (const char* const bad :
       {"2024-03-13", "2024-03-13 9:05", "2024-03-13 24:00", "2024-03-13 10:60",
        "2024-03-13  10:00", "2024-03-13t10:00", "2024-03-13 10:00:00",
        "2024-02-30 10:00", "10:00"}) {
    EXPECT_FALSE(ParseLocalTime(bad)) << bad;
  }
}

TEST(Forms, Instant) {
  EXPECT_EQ(ParseInstant("2024-01-31"), sys_days(2024y / 1 / 31));
  EXPECT_EQ(ParseInstant("2024-01-31T18:30:05Z"),
            sys_days(2024y / 1 / 31) + 18h + 30min + 5s);
  for (const char* const bad :
       {"2024-01-31T18:30:00", "2024-01-31 18:30:00Z", "2024-01-31T18:30Z",
        "2024-01-31T24:00:00Z", "2024-01-31T23:60:00Z", "2024-01-31T23:59:60Z",
        "2024-01-31T18:30:00z", "2024-01-31T18:30:00-06:00",
        "2024-02-30T00:00:00Z"}) {
    EXPECT_FALSE(ParseInstant(bad)) << bad;
  }
}

TEST(Forms, YearWeekAndLead) {
  EXPECT_EQ(ParseYear("1970"), 1970y);
  EXPECT_EQ(ParseYear("2199"), 2199y);
  for (const char* const bad : {"1969", "2200", "24", "02024", "2024.0"}) {
    EXPECT_FALSE(ParseYear(bad)) << bad;
  }
  EXPECT_EQ(ParseWeek("1"), 1);
  EXPECT_EQ(ParseWeek("5"), 5);
  EXPECT_EQ(ParseWeek("last"), kLastWeek);
  for (const char* const bad : {"0", "6", "-1", "Last", "2nd", ""}) {
    EXPECT_FALSE(ParseWeek(bad)) << bad;
  }
  EXPECT_EQ(ParseDueLead("0"), 0);
  EXPECT_EQ(ParseDueLead("60"), 60);
  EXPECT_FALSE(ParseDueLead("61"));
  EXPECT_FALSE(ParseDueLead("-1"));
}

TEST(Forms, Durations) {
  const struct {
    const char* text;
    minutes length;
  } good[] = {{"1min", 1min},      {"90min", 90min},   {"2h", 2h},
              {"1h 30min", 90min}, {"1h30min", 90min}, {"24h", 24h},
              {"1d", 24h},         {"0h 45min", 45min}};
  for (const auto& [text, length] : good) {
    EXPECT_EQ(ParseSessionDuration(text), length) << text;
  }
  for (const char* const bad :
       {"",       "0min",       "0h",   "25h", "1441min",  "1d 1min",
        "90",     "h",          "2 h",  "2H",  "2h ",      "30min 1h",
        "1h 1h",  "1h  30min",  "1.5h", "-1h", "1h,30min", "02h",
        "2hours", "9999999min", "1h 30"}) {
    EXPECT_FALSE(ParseSessionDuration(bad)) << bad;
  }
  EXPECT_EQ(ParseRefresh("15min"), 15min);
  EXPECT_EQ(ParseRefresh("1d"), 24h);
  EXPECT_FALSE(ParseRefresh("14min"));
  EXPECT_FALSE(ParseRefresh("1d 1min"));
  EXPECT_FALSE(ParseRefresh("2d"));
}

TEST(Forms, Truth) {
  EXPECT_EQ(ParseTruth("true"), true);
  EXPECT_EQ(ParseTruth("false"), false);
  for (const char* const bad : {"yes", "no", "True", "on", "1", "sí", "~"}) {
    EXPECT_FALSE(ParseTruth(bad)) << bad;
  }
}

TEST(Forms, BaseUrl) {
  for (const char* const good :
       {"https://agenda.example.org", "http://localhost:8080",
        "https://example.org/agenda", "https://example.org:8443/a/b-c_d~e%20",
        "http://[::1]:8080", "http://[::1]"}) {
    EXPECT_EQ(ParseBaseUrl(good), good);
  }
  for (const char* const bad : {"",
                                "https://",
                                "agenda.example.org",
                                "ftp://example.org",
                                "HTTPS://example.org",
                                "https://example.org/",
                                "https://example.org/a/",
                                "https://example.org?x",
                                "https://example.org/a?x",
                                "https://example.org#x",
                                "https://a b",
                                "https://a@b",
                                "https://:80",
                                "https://example.org:0",
                                "https://example.org:",
                                "https://a//b",
                                "https://example.org//b",
                                "https://example.org/ñ",
                                "https:/a",
                                "https://example.org/a\\b",
                                "https://example.org/<a>",
                                "https://::1"}) {
    EXPECT_FALSE(ParseBaseUrl(bad)) << bad;
  }
}

}  // namespace
}  // namespace agendad::config
