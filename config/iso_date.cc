#include "config/iso_date.h"

namespace agendad::config {
namespace {

void AppendPadded(std::string& out, unsigned number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

}  // namespace

std::string ToIso(std::chrono::year_month month) {
  std::string text;
  AppendPadded(text, static_cast<unsigned>(static_cast<int>(month.year())), 4);
  text += '-';
  AppendPadded(text, static_cast<unsigned>(month.month()), 2);
  return text;
}

std::string ToIso(std::chrono::sys_days day) {
  const std::chrono::year_month_day civil(day);
  std::string text = ToIso(civil.year() / civil.month());
  text += '-';
  AppendPadded(text, static_cast<unsigned>(civil.day()), 2);
  return text;
}

// Whole days, or hours and minutes: what RFC 5545 3.3.6 has, too.
std::string ToIso(std::chrono::minutes duration) {
  const auto minutes = duration.count();
  if (minutes % (24 * 60) == 0) {
    return "P" + std::to_string(minutes / (24 * 60)) + "D";
  }
  std::string text = "PT";
  if (minutes >= 60) text += std::to_string(minutes / 60) + "H";
  if (minutes % 60 != 0) text += std::to_string(minutes % 60) + "M";
  return text;
}

std::string ToClock(std::chrono::minutes of_the_day) {
  std::string text;
  AppendPadded(text, static_cast<unsigned>(of_the_day.count() / 60), 2);
  text += ':';
  AppendPadded(text, static_cast<unsigned>(of_the_day.count() % 60), 2);
  return text;
}

std::string ToIso(const LocalTime& time) {
  return ToIso(time.date) + " " + ToClock(time.time_of_day);
}

std::string ToIso(const DateRange& days) {
  return ToIso(days.first) + " to " + ToIso(days.last);
}

}  // namespace agendad::config
