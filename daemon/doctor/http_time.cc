#include "daemon/doctor/http_time.h"

#include <charconv>

#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

using std::chrono::sys_seconds;

std::optional<int> Number(std::string_view text) {
  int number = 0;
  if (!http::IsDigits(text) ||
      std::from_chars(text.data(), text.data() + text.size(), number).ec !=
          std::errc()) {
    return std::nullopt;
  }
  return number;
}

std::optional<sys_seconds> Time(std::optional<int> year,
                                std::optional<int> month,
                                std::optional<int> day, std::string_view hour,
                                std::string_view minute,
                                std::string_view second) {
  const auto h = Number(hour);
  const auto m = Number(minute);
  const auto s = Number(second);
  if (!year || !month || !day || !h || !m || !s) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(*year),
      std::chrono::month(static_cast<unsigned>(*month)),
      std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*h) +
         std::chrono::minutes(*m) + std::chrono::seconds(*s);
}

}  // namespace

std::optional<sys_seconds> ParseHttpTime(std::string_view text) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  const auto month = kMonths.find(text.substr(8, 3));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  return Time(Number(text.substr(12, 4)), static_cast<int>(month / 3 + 1),
              Number(text.substr(5, 2)), text.substr(17, 2), text.substr(20, 2),
              text.substr(23, 2));
}

std::optional<sys_seconds> ParseUtcTime(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') {
    return std::nullopt;
  }
  return Time(Number(text.substr(0, 4)), Number(text.substr(4, 2)),
              Number(text.substr(6, 2)), text.substr(9, 2), text.substr(11, 2),
              text.substr(13, 2));
}

}  // namespace agendad::daemon::doctor
