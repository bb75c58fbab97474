#include "config/months.h"

#include <algorithm>
#include <array>
#include <optional>

#include "config/forms.h"
#include "config/iso_date.h"

namespace agendad::config {
namespace {

using std::chrono::year_month;

constexpr std::string_view kMonthMeaning =
    "a month as mar, marzo, 3 or 2024-03";

struct MonthName {
  std::string_view name;
  unsigned month;
};

// "may" is both languages'.
constexpr MonthName kMonthNames[] = {
    {"ene", 1},        {"enero", 1},     {"jan", 1},        {"january", 1},
    {"feb", 2},        {"febrero", 2},   {"february", 2},   {"mar", 3},
    {"marzo", 3},      {"march", 3},     {"abr", 4},        {"abril", 4},
    {"apr", 4},        {"april", 4},     {"may", 5},        {"mayo", 5},
    {"jun", 6},        {"junio", 6},     {"june", 6},       {"jul", 7},
    {"julio", 7},      {"july", 7},      {"ago", 8},        {"agosto", 8},
    {"aug", 8},        {"august", 8},    {"sep", 9},        {"sept", 9},
    {"septiembre", 9}, {"setiembre", 9}, {"september", 9},  {"oct", 10},
    {"octubre", 10},   {"october", 10},  {"nov", 11},       {"noviembre", 11},
    {"november", 11},  {"dic", 12},      {"diciembre", 12}, {"dec", 12},
    {"december", 12},
};

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::optional<std::chrono::month> ParseMonthName(std::string_view text) {
  const std::string lower = LowerCase(text);
  for (const auto& [name, month] : kMonthNames) {
    if (lower == name) return std::chrono::month(month);
  }
  const auto number = ParseNumber(text);
  if (!number || *number < 1 || *number > 12) return std::nullopt;
  return std::chrono::month(static_cast<unsigned>(*number));
}

std::optional<year_month> ParseYearMonth(std::string_view text) {
  const auto date = ParseDate(std::string(text) + "-01");
  if (!date) return std::nullopt;
  const std::chrono::year_month_day ymd(*date);
  return ymd.year() / ymd.month();
}

std::vector<std::string> NamesOfMonths() {
  std::vector<std::string> names;
  for (const auto& [name, month] : kMonthNames) names.emplace_back(name);
  return names;
}

Fault OutsideOf(const Months& months, std::string_view text) {
  return {
      Quoted(text) + " is outside of the program",
      "a month from " + ToIso(months.front()) + " to " + ToIso(months.back())};
}

// Where the two ends of a range are, and how they are joined. "2024-03" and
// "2024-03-15" are no ranges.
std::optional<std::array<std::string_view, 2>> SplitRange(
    std::string_view text) {
  for (const std::string_view joint : {"..", "-"}) {
    const std::size_t at = text.find(joint);
    if (at == std::string_view::npos) continue;
    if (joint == "-" && at == 4 && text.find_first_not_of("0123456789") == at) {
      return std::nullopt;
    }
    return {
        {Trimmed(text.substr(0, at)), Trimmed(text.substr(at + joint.size()))}};
  }
  return std::nullopt;
}

using ShortNames = std::array<std::string_view, 12>;
constexpr ShortNames kSpanish = {"ene", "feb", "mar", "abr", "may", "jun",
                                 "jul", "ago", "sep", "oct", "nov", "dic"};
constexpr ShortNames kEnglish = {"jan", "feb", "mar", "apr", "may", "jun",
                                 "jul", "aug", "sep", "oct", "nov", "dec"};

}  // namespace

std::string_view ShortName(std::chrono::month month, Language language) {
  const ShortNames& names =
      language == Language::kSpanish ? kSpanish : kEnglish;
  return names[static_cast<unsigned>(month) - 1];
}

Months MonthsOf(const DateRange& period) {
  const std::chrono::year_month_day first(period.first);
  const std::chrono::year_month_day last(period.last);
  Months months;
  for (year_month month = first.year() / first.month();
       month <= last.year() / last.month(); month += std::chrono::months(1)) {
    months.push_back(month);
  }
  return months;
}

std::variant<year_month, Fault> ResolveMonth(std::string_view text,
                                             const DateRange& period,
                                             const DateRange& days) {
  if (const auto month = ParseYearMonth(text)) {
    const Months all = MonthsOf(days);
    if (*month < all.front() || *month > all.back()) {
      return OutsideOf(all, text);
    }
    return *month;
  }
  const Months months = MonthsOf(period);
  const auto name = ParseMonthName(text);
  if (!name) {
    return Fault{"unknown month " + Quoted(text),
                 DidYouMean(std::string(kMonthMeaning), NamesOfMonths(), text)};
  }
  const auto has_name = [&](year_month m) { return m.month() == *name; };
  const auto found = std::find_if(months.begin(), months.end(), has_name);
  if (found == months.end()) return OutsideOf(months, text);
  const auto second = std::find_if(found + 1, months.end(), has_name);
  if (second != months.end()) {
    return Fault{
        "the program has " + Quoted(text) + " more than once",
        "the month with its year, " + ToIso(*found) + " or " + ToIso(*second)};
  }
  return *found;
}

std::variant<Months, Fault> ResolveMonths(std::string_view text,
                                          const DateRange& period) {
  Months months = MonthsOf(period);
  if (LowerCase(text) == "all") return months;
  const auto ends = SplitRange(text);
  if (!ends) {
    const auto month = ResolveMonth(text, period, period);
    if (const auto* const fault = std::get_if<Fault>(&month)) return *fault;
    return Months{std::get<year_month>(month)};
  }
  std::array<year_month, 2> range;
  for (std::size_t end = 0; end < range.size(); ++end) {
    const auto month = ResolveMonth((*ends)[end], period, period);
    if (const auto* const fault = std::get_if<Fault>(&month)) return *fault;
    range[end] = std::get<year_month>(month);
  }
  if (range[1] < range[0]) {
    return Fault{"the range " + Quoted(text) + " ends before it begins",
                 "months in the order of the program, from " +
                     ToIso(months.front()) + " to " + ToIso(months.back())};
  }
  std::erase_if(months, [&](year_month month) {
    return month < range[0] || month > range[1];
  });
  return months;
}

}  // namespace agendad::config
