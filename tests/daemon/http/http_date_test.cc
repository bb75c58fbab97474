#include "daemon/http/http_date.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace agendad::daemon::http {
namespace {

TEST(HttpDate, IsTheFixedFormOfRfc9110) {
  const struct {
    int seconds;
    const char* text;
  } rows[] = {
      {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
      {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"},  // the RFC's example
      {951782399, "Mon, 28 Feb 2000 23:59:59 GMT"},
      {951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
      {1735689599, "Tue, 31 Dec 2024 23:59:59 GMT"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(
        ToHttpDate(std::chrono::sys_seconds(std::chrono::seconds(row.seconds))),
        row.text);
  }
}

TEST(HttpDate, NowIsNow) {
  // Of the same clock: the system's exact one may be a second ahead of it.
  const auto second = [] {
    return std::chrono::sys_seconds(std::chrono::seconds(std::time(nullptr)));
  };
  CurrentDate date;
  const auto before = second();
  const std::string text(date.Text());
  const auto after = second();
  bool found = false;
  for (auto at = before; at <= after; at += std::chrono::seconds(1)) {
    found = found || text == ToHttpDate(at);
  }
  EXPECT_TRUE(found) << text;
}

}  // namespace
}  // namespace agendad::daemon::http
