#include "feeds/text/wording.h"

#include <unicode/coll.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "feeds/text/icu_status.h"

namespace agendad::feeds {
namespace {

using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month;
using std::chrono::year_month_day;

icu::Locale LocaleOf(config::Language language) {
  return language == config::Language::kSpanish ? icu::Locale("es", "MX")
                                                : icu::Locale("en", "GB");
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string Number(int number) { return std::to_string(number); }

int YearOf(year_month month) { return static_cast<int>(month.year()); }

// Values are not looked into: what a person wrote stays as it is.
std::string Fill(std::string_view pattern, Wording::Values values,
                 std::string_view number) {
  std::string text;
  text.reserve(pattern.size() + 64);
  while (true) {
    const std::size_t mark = pattern.find_first_of("{#");
    text.append(pattern.substr(0, mark));
    if (mark == std::string_view::npos) return text;
    if (pattern[mark] == '#') {
      text.append(number);
      pattern.remove_prefix(mark + 1);
      continue;
    }
    const std::size_t close = pattern.find('}', mark);
    const auto name = pattern.substr(mark + 1, close - mark - 1);
    for (const auto& [key, value] : values) {
      if (key == name) text.append(value);
    }
    pattern.remove_prefix(close + 1);
  }
}

// The names of a locale's months or weekdays, without the empty first one
// that ICU keeps for weekdays.
template <std::size_t kCount>
void CopyNames(const icu::UnicodeString* names, std::int32_t count,
               std::array<std::string, kCount>& out) {
  const auto skip = static_cast<std::size_t>(count) - kCount;
  for (std::size_t i = 0; i < kCount; ++i) out[i] = ToUtf8(names[skip + i]);
}

}  // namespace

struct Wording::Collation {
  std::unique_ptr<icu::Collator> collator;
};

Wording::Wording(config::Language language)
    : language_(language), collation_(std::make_unique<Collation>()) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = LocaleOf(language);
  const icu::DateFormatSymbols symbols(locale, "gregorian", status);
  Require(status);
  std::int32_t count = 0;
  const auto* months = symbols.getMonths(count, icu::DateFormatSymbols::FORMAT,
                                         icu::DateFormatSymbols::WIDE);
  CopyNames(months, count, months_);
  const auto* weekdays = symbols.getWeekdays(
      count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
  CopyNames(weekdays, count, weekdays_);
  collation_->collator.reset(icu::Collator::createInstance(locale, status));
  Require(status);
}

Wording::~Wording() = default;

std::string Wording::Say(Phrase phrase, Values values) const {
  return Fill(PatternOf(phrase, language_), values, "#");
}

std::string Wording::Count(Phrase one, Phrase other, std::size_t number,
                           Values values) const {
  return Fill(PatternOf(number == 1 ? one : other, language_), values,
              std::to_string(number));
}

const std::string& Wording::Month(year_month month) const {
  return months_[static_cast<unsigned>(month.month()) - 1];
}

std::string Wording::MonthAndYear(year_month month) const {
  return Say(Phrase::kMonthAndYear,
             {{"month", Month(month)}, {"year", Number(YearOf(month))}});
}

std::string Wording::Day(sys_days day) const {
  const year_month_day civil(day);
  return Say(
      Phrase::kDay,
      {{"weekday", weekdays_[weekday(day).c_encoding()]},
       {"day", Number(static_cast<int>(static_cast<unsigned>(civil.day())))}});
}

std::string Wording::Date(sys_days day) const {
  const year_month_day civil(day);
  const year_month month = civil.year() / civil.month();
  return Say(Phrase::kDate, {{"day", Day(day)},
                             {"month", Month(month)},
                             {"year", Number(YearOf(month))}});
}

std::string Wording::Days(const config::DateRange& days) const {
  if (days.first == days.last) return Date(days.first);
  const year_month_day first(days.first);
  const year_month_day last(days.last);
  const year_month first_month = first.year() / first.month();
  const Phrase phrase = first_month == last.year() / last.month()
                            ? Phrase::kDaysOfOneMonth
                        : first.year() == last.year() ? Phrase::kDaysOfTwoMonths
                                                      : Phrase::kDaysOfTwoYears;
  return Say(phrase, {{"first", Day(days.first)},
                      {"month", Month(first_month)},
                      {"year", Number(YearOf(first_month))},
                      {"last", Date(days.last)}});
}

std::string Wording::SortKey(const std::string& text) const {
  const auto utf16 = icu::UnicodeString::fromUTF8(text);
  std::array<std::uint8_t, 512> buffer;
  const std::int32_t length = collation_->collator->getSortKey(
      utf16, buffer.data(), static_cast<std::int32_t>(buffer.size()));
  const auto kept = std::min(static_cast<std::size_t>(length), buffer.size());
  return std::string(buffer.begin(),
                     buffer.begin() + static_cast<std::ptrdiff_t>(kept));
}

}  // namespace agendad::feeds
