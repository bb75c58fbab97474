#include "feeds/ical/dates.h"

namespace agendad::feeds {

icaltimetype ToIcalDate(std::chrono::sys_days day) {
  const std::chrono::year_month_day civil(day);
  // Not icaltime_null_date(), whose hour of -1 a recurrence counts as a day.
  icaltimetype time = icaltime_null_time();
  time.is_date = 1;
  time.year = static_cast<int>(civil.year());
  time.month = static_cast<int>(static_cast<unsigned>(civil.month()));
  time.day = static_cast<int>(static_cast<unsigned>(civil.day()));
  return time;
}

std::chrono::sys_days ToDay(const icaltimetype& time) {
  return std::chrono::sys_days(
      std::chrono::year(time.year) /
      std::chrono::month(static_cast<unsigned>(time.month)) /
      std::chrono::day(static_cast<unsigned>(time.day)));
}

icaltimetype ToIcalUtc(std::chrono::sys_seconds instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time_of_day(instant - day);
  icaltimetype time = ToIcalDate(day);
  time.is_date = 0;
  time.hour = static_cast<int>(time_of_day.hours().count());
  time.minute = static_cast<int>(time_of_day.minutes().count());
  time.second = static_cast<int>(time_of_day.seconds().count());
  time.zone = icaltimezone_get_utc_timezone();
  return time;
}

}  // namespace agendad::feeds
