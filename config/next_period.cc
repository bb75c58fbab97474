#include "config/next_period.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>

#include "config/characters.h"
#include "config/forms.h"

namespace agendad::config {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

std::size_t CountDigits(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  return end - at;
}

int NumberAt(std::string_view text, std::size_t at, std::size_t digits) {
  int number = 0;
  for (const char c : text.substr(at, digits)) number = 10 * number + (c - '0');
  return number;
}

std::string Digits(int number, int width) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "%0*d", width, number);
  return digits;
}

// The octets of a sign between two years at `at`, as in 2024/25; or 0.
std::size_t SignBetweenYears(std::string_view text, std::size_t at) {
  for (const std::string_view sign : {"/", "-", "\u2013"}) {
    if (text.substr(at).starts_with(sign)) return sign.size();
  }
  return 0;
}

// The 29th of February becomes the 28th.
sys_days Later(sys_days day, int years) {
  const year_month_day later = year_month_day(day) + std::chrono::years(years);
  return later.ok() ? sys_days(later)
                    : later.year() / later.month() / std::chrono::last;
}

}  // namespace

int YearsToNext(const DateRange& period) {
  int years = 1;
  while (Later(period, years).first <= period.last) ++years;
  return years;
}

DateRange Later(const DateRange& period, int years) {
  // What ends with a month ends with it in any year.
  const sys_days after = period.last + std::chrono::days(1);
  return {Later(period.first, years),
          Later(after, years) - std::chrono::days(1)};
}

std::pair<int, year_month> WeekWith(sys_days day, WeekRule rule) {
  using std::chrono::days;
  const sys_days monday =
      day - days(std::chrono::weekday(day).iso_encoding() - 1);
  // The day whose place in its month is the week's number.
  sys_days counted = day;
  if (rule == WeekRule::kFullWeek) counted = monday;
  if (rule == WeekRule::kIso) counted = monday + days(3);
  const year_month_day date(counted);
  const year_month month = date.year() / date.month();
  if (rule != WeekRule::kWeekdayRow) {
    return {(static_cast<int>(static_cast<unsigned>(date.day())) - 1) / 7 + 1,
            month};
  }
  const sys_days first(month / 1);
  const unsigned weekday = std::chrono::weekday(first).iso_encoding();
  // A month that begins with a weekend has its first row after it.
  const sys_days first_monday =
      weekday <= 5 ? first - days(weekday - 1) : first + days(8 - weekday);
  const auto row = (monday - first_monday).count() / 7 + 1;
  return {static_cast<int>(std::max<decltype(row)>(row, 1)), month};
}

std::pair<int, year_month> WeekIn(const DateRange& period, sys_days day,
                                  WeekRule rule) {
  const year_month_day begin(period.first);
  const year_month_day end(period.last);
  const year_month first = begin.year() / begin.month();
  const year_month last = end.year() / end.month();
  const auto [week, month] = WeekWith(day, rule);
  if (month < first) return {1, first};
  if (month > last) return {kLastWeek, last};
  return {week, month};
}

std::string WithLaterYears(std::string_view text, const DateRange& period,
                           int years) {
  const int first = static_cast<int>(year_month_day(period.first).year());
  const int last = static_cast<int>(year_month_day(period.last).year());
  std::string later;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t digits = CountDigits(text, at);
    const int year = digits == 4 ? NumberAt(text, at, digits) : 0;
    if (year < first || year > last || year == 0) {
      const std::size_t kept = digits > 0 ? digits : 1;
      later += text.substr(at, kept);
      at += kept;
      continue;
    }
    later += Digits(year + years, 4);
    at += digits;
    const std::size_t sign = SignBetweenYears(text, at);
    if (sign > 0 && CountDigits(text, at + sign) == 2 &&
        NumberAt(text, at + sign, 2) == (year + 1) % 100) {
      later += text.substr(at, sign);
      later += Digits((year + 1 + years) % 100, 2);
      at += sign + 2;
    }
  }
  return later;
}

bool NamesYear(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t digits = CountDigits(text, at);
    if (digits == 4) {
      const int number = NumberAt(text, at, digits);
      if (number >= kFirstYear && number <= kLastYear) return true;
    }
    at += digits;
  }
  return false;
}

}  // namespace agendad::config
