#include "config/forms.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "config/characters.h"
#include "config/utf8.h"

namespace agendad::config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

bool IsLowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || IsDigit(c); }

bool IsUrlPathCharacter(char c) {
  constexpr std::string_view kMarks = "-._~%!$&'()*+,;=:@/";
  return IsLowerOrDigit(c) || (c >= 'A' && c <= 'Z') ||
         kMarks.find(c) != std::string_view::npos;
}

// The number that `shape` says to read from `text`: a digit for each '0', and
// all other characters as they are. Fields come in order, absent on a mismatch.
template <std::size_t kFields>
std::optional<std::array<int, kFields>> ReadFields(std::string_view text,
                                                   std::string_view shape) {
  if (text.size() != shape.size()) return std::nullopt;
  std::array<int, kFields> fields{};
  std::size_t field = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] != '0') {
      if (text[i] != shape[i]) return std::nullopt;
      ++field;
    } else if (!IsDigit(text[i])) {
      return std::nullopt;
    } else {
      fields[field] = fields[field] * 10 + (text[i] - '0');
    }
  }
  return fields;
}

std::optional<sys_days> MakeDate(int year, int month, int day) {
  const std::chrono::year_month_day date{
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || year < kFirstYear || year > kLastYear) return std::nullopt;
  return sys_days(date);
}

struct Unit {
  std::string_view name;
  minutes length;
};

constexpr Unit kUnits[] = {
    {"d", hours(24)}, {"h", hours(1)}, {"min", minutes(1)}};

// "1d 2h 30min": each unit at most once, the larger before the smaller, with or
// without a space between them.
std::optional<minutes> ParseDuration(std::string_view text) {
  minutes sum{0};
  std::size_t next_unit = 0;
  do {
    const std::size_t digits =
        std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = ParseNumber(text.substr(0, digits));
    if (!number) return std::nullopt;
    text.remove_prefix(digits);
    const std::size_t letters =
        std::min(text.find_first_of(" 0123456789"), text.size());
    while (next_unit < std::size(kUnits) &&
           kUnits[next_unit].name != text.substr(0, letters)) {
      ++next_unit;
    }
    if (next_unit == std::size(kUnits)) return std::nullopt;
    sum += *number * kUnits[next_unit++].length;
    text.remove_prefix(letters);
    if (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);
  } while (!text.empty());
  return sum;
}

template <typename T>
std::optional<T> Within(std::optional<T> value, T least, T most) {
  return value && *value >= least && *value <= most ? value : std::nullopt;
}

}  // namespace

std::optional<int> ParseNumber(std::string_view text) {
  constexpr std::size_t kMostDigits = 6;
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), IsDigit)) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::optional<std::string> ParseId(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const bool is_good =
      !text.empty() && text.size() <= kLongest &&
      std::all_of(text.begin(), text.end(),
                  [](char c) { return IsLowerOrDigit(c) || c == '-'; }) &&
      text.front() != '-' && text.back() != '-' &&
      text.find("--") == std::string_view::npos;
  return is_good ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> ParseCode(std::string_view text) {
  return text.find_first_of(",;\\\n") == std::string_view::npos
             ? std::optional(std::string(text))
             : std::nullopt;
}

std::optional<std::string> ParseShortName(std::string_view text) {
  constexpr std::size_t kLongest = 16;
  return CountCodePoints(text) <= kLongest ? ParseCode(text) : std::nullopt;
}

std::optional<std::string> ParseLine(std::string_view text) {
  return text.find('\n') == std::string_view::npos
             ? std::optional(std::string(text))
             : std::nullopt;
}

std::optional<std::string> ParseLink(std::string_view text) {
  const std::size_t host = text.find("://") + 3;
  const bool is_good =
      (text.starts_with("https://") || text.starts_with("http://")) &&
      text.size() > host && std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c <= '~';
      });
  return is_good ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> ParseBaseUrl(std::string_view text) {
  std::string_view rest = text;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!rest.starts_with(scheme)) continue;
    rest.remove_prefix(scheme.size());
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string authority(rest.substr(0, slash));
    const std::string_view path = rest.substr(slash);
    const bool has_port = !authority.empty() && authority.back() != ']' &&
                          authority.find_last_of(':') != std::string::npos;
    const auto address =
        ParseTcpAddress(has_port ? authority : authority + ":80");
    const bool is_good =
        address && address->port != 0 && !path.ends_with('/') &&
        path.find("//") == std::string_view::npos &&
        std::all_of(path.begin(), path.end(), IsUrlPathCharacter);
    return is_good ? std::optional(std::string(text)) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> ParseFolder(std::string_view text) {
  const bool is_good =
      text.starts_with('/') && text.find('\n') == std::string_view::npos;
  return is_good ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<bool> ParseTruth(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<sys_days> ParseDate(std::string_view text) {
  const auto fields = ReadFields<3>(text, "0000-00-00");
  if (!fields) return std::nullopt;
  return MakeDate((*fields)[0], (*fields)[1], (*fields)[2]);
}

std::optional<LocalTime> ParseLocalTime(std::string_view text) {
  auto fields = ReadFields<5>(text, "0000-00-00 00:00");
  if (!fields) fields = ReadFields<5>(text, "0000-00-00T00:00");
  if (!fields) return std::nullopt;
  const auto& [year, month, day, hour, minute] = *fields;
  const auto date = MakeDate(year, month, day);
  if (!date || hour > 23 || minute > 59) return std::nullopt;
  return LocalTime{*date, hours(hour) + minutes(minute)};
}

std::optional<std::chrono::sys_seconds> ParseInstant(std::string_view text) {
  if (const auto date = ParseDate(text)) return *date;
  const auto fields = ReadFields<7>(text, "0000-00-00T00:00:00Z");
  if (!fields) return std::nullopt;
  const auto& [year, month, day, hour, minute, second, end] = *fields;
  const auto date = MakeDate(year, month, day);
  if (!date || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return *date + hours(hour) + minutes(minute) + seconds(second);
}

std::optional<std::chrono::year> ParseYear(std::string_view text) {
  const auto year = Within(ParseNumber(text), kFirstYear, kLastYear);
  return year ? std::optional(std::chrono::year(*year)) : std::nullopt;
}

std::optional<int> ParseDueLead(std::string_view text) {
  return Within(ParseNumber(text), 0, 60);
}

std::optional<int> ParseWeek(std::string_view text) {
  if (text == "last") return kLastWeek;
  return Within(ParseNumber(text), 1, 5);
}

std::optional<minutes> ParseSessionDuration(std::string_view text) {
  return Within<minutes>(ParseDuration(text), minutes(1), hours(24));
}

std::optional<minutes> ParseRefresh(std::string_view text) {
  return Within<minutes>(ParseDuration(text), minutes(15), hours(24));
}

std::optional<minutes> ParseSessionAlarm(std::string_view text) {
  return Within<minutes>(ParseDuration(text), minutes(1),
                         std::chrono::days(28));
}

std::optional<minutes> ParseDeadlineAlarm(std::string_view text) {
  if (text.ends_with("min")) return std::nullopt;
  return ParseSessionAlarm(text);
}

}  // namespace agendad::config
