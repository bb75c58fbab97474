#include "daemon/http/http_date.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace agendad::daemon::http {

std::string ToHttpDate(std::chrono::sys_seconds time) {
  static constexpr std::array<const char*, 7> kWeekdays = {
      "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                kWeekdays[std::chrono::weekday(day).c_encoding()],
                static_cast<unsigned>(date.day()),
                kMonths[static_cast<unsigned>(date.month()) - 1],
                static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::string_view CurrentDate::Text() {
  // The system's coarse clock, which costs a tenth of the exact one.
  const std::chrono::sys_seconds now(std::chrono::seconds(std::time(nullptr)));
  if (now != time_) {
    time_ = now;
    text_ = ToHttpDate(now);
  }
  return text_;
}

}  // namespace agendad::daemon::http
