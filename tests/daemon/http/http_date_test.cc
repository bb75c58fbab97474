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
  CurrentDate date;
  const std::time_t before = std::time(nullptr);
  const std::string text(date.Text());
  const std::time_t after = std::time(nullptr);
  bool found = false;
  for (std::time_t second = before; second <= after; ++second) {
    found = found || text == ToHttpDate(std::chrono::sys_seconds(
                                 std::chrono::seconds(second)));
  }
  EXPECT_TRUE(found) << text;
}

}  // namespace
}  // namespace agendad::daemon::http
