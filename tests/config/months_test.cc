#include "config/months.h"

#include <gtest/gtest.h>

#include "config/iso_date.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const DateRange kYear2024 = {sys_days(2024y / 1 / 1),
                             sys_days(2024y / 12 / 31)};
// Begins and ends within a month.
const DateRange kAutumnToAutumn = {sys_days(2025y / 10 / 15),
                                   sys_days(2026y / 9 / 2)};
const DateRange kTwoYears = {sys_days(2024y / 1 / 1),
                             sys_days(2025y / 12 / 31)};

// "2024-03 2024-04", or "what; expected".
std::string Resolved(std::string_view text, const DateRange& period) {
  const auto resolved = ResolveMonths(text, period);
  if (const auto* const fault = std::get_if<Fault>(&resolved)) {
    return fault->what + "; " + fault->expected;
  }
  std::string list;
  for (const auto month : std::get<Months>(resolved)) {
    list += (list.empty() ? "" : " ") + ToIso(month);
  }
  return list;
}

TEST(Months, EveryNameOfEveryMonth) {
  const std::vector<std::vector<std::string>> names = {
      {"ene", "enero", "jan", "January", "1"},
      {"feb", "Febrero", "february", "2"},
      {"mar", "marzo", "March", "3", "MAR"},
      {"abr", "abril", "apr", "april", "4"},
      {"may", "mayo", "5"},
      {"jun", "junio", "june", "6"},
      {"jul", "julio", "july", "7"},
      {"ago", "agosto", "aug", "august", "8"},
      {"sep", "sept", "septiembre", "setiembre", "september", "9"},
      {"oct", "octubre", "october", "10"},
      {"nov", "noviembre", "november", "11"},
      {"dic", "diciembre", "dec", "december", "12"}};
  for (unsigned month = 1; month <= 12; ++month) {
    for (const std::string& name : names[month - 1]) {
      EXPECT_EQ(Resolved(name, kYear2024), ToIso(2024y / month)) << name;
    }
  }
}

TEST(Months, RangesAndAll) {
  const std::string all =
      "2024-01 2024-02 2024-03 2024-04 2024-05 2024-06 2024-07 2024-08 "
      "2024-09 2024-10 2024-11 2024-12";
  const struct {
    std::string_view text;
    const DateRange& period;
    std::string months;
  } rows[] = {
      {"all", kYear2024, all},
      {"1-12", kYear2024, all},
      {"ene-mar", kYear2024, "2024-01 2024-02 2024-03"},
      {"ene - marzo", kYear2024, "2024-01 2024-02 2024-03"},
      {"ene..mar", kYear2024, "2024-01 2024-02 2024-03"},
      {"mar-mar", kYear2024, "2024-03"},
      {"2024-03", kYear2024, "2024-03"},
      {"nov-feb", kAutumnToAutumn, "2025-11 2025-12 2026-01 2026-02"},
      {"oct", kAutumnToAutumn, "2025-10"},
      {"sep", kAutumnToAutumn, "2026-09"},
      {"2024-11..2025-02", kTwoYears, "2024-11 2024-12 2025-01 2025-02"},
      {"2025-03", kTwoYears, "2025-03"},
  };
  for (const auto& [text, period, months] : rows) {
    EXPECT_EQ(Resolved(text, period), months) << text;
  }
}

TEST(Months, SaysWhatIsWrong) {
  const std::string meaning = "; a month as mar, marzo, 3 or 2024-03";
  const std::string within_2024 =
      " is outside of the program; a month from 2024-01 to 2024-12";
  const struct {
    std::string_view text;
    const DateRange& period;
    std::string fault;
  } rows[] = {
      {"marz", kYear2024,
       "unknown month 'marz'" + meaning + "; did you mean 'mar'?"},
      {"0", kYear2024, "unknown month '0'" + meaning},
      {"13", kYear2024, "unknown month '13'" + meaning},
      {"010", kYear2024, "unknown month '010'" + meaning},
      {"2024-3", kYear2024, "unknown month '2024-3'" + meaning},
      {"2024-13", kYear2024, "unknown month '2024-13'" + meaning},
      {"2024-03-15", kYear2024, "unknown month '2024-03-15'" + meaning},
      {"ene-", kYear2024, "unknown month ''" + meaning},
      {"-3", kYear2024, "unknown month ''" + meaning},
      {"ene-feb-mar", kYear2024,
       "unknown month 'feb-mar'" + meaning + "; did you mean 'february'?"},
      {"2025-01", kYear2024, "'2025-01'" + within_2024},
      {"2023-12..2024-02", kYear2024, "'2023-12'" + within_2024},
      {"nov-feb", kYear2024,
       "the range 'nov-feb' ends before it begins; months in the order of the "
       "program, from 2024-01 to 2024-12"},
      {"mar", kTwoYears,
       "the program has 'mar' more than once; the month with its year, 2024-03 "
       "or 2025-03"},
      {"ene-mar", kTwoYears,
       "the program has 'ene' more than once; the month with its year, 2024-01 "
       "or 2025-01"},
  };
  for (const auto& [text, period, fault] : rows) {
    EXPECT_EQ(Resolved(text, period), fault) << text;
  }
}

TEST(Months, AShortPeriodHasFewMonths) {
  const DateRange spring = {sys_days(2024y / 3 / 31), sys_days(2024y / 4 / 1)};
  EXPECT_EQ(Resolved("all", spring), "2024-03 2024-04");
  EXPECT_EQ(Resolved("may", spring),
            "'may' is outside of the program; a month from 2024-03 to 2024-04");
}

// Names are those of the period: what was put off says its year.
TEST(Months, AMonthAfterThePeriodHasItsYear) {
  const DateRange days = {kYear2024.first, sys_days(2025y / 6 / 30)};
  const auto resolved = [&](std::string_view text) {
    const auto month = ResolveMonth(text, kYear2024, days);
    const auto* const fault = std::get_if<Fault>(&month);
    return fault ? fault->what + "; " + fault->expected
                 : ToIso(std::get<std::chrono::year_month>(month));
  };
  EXPECT_EQ(resolved("ene"), "2024-01");
  EXPECT_EQ(resolved("2025-01"), "2025-01");
  EXPECT_EQ(resolved("2025-06"), "2025-06");
  EXPECT_EQ(resolved("2025-07"),
            "'2025-07' is outside of the program; a month from 2024-01 to "
            "2025-06");
}

}  // namespace
}  // namespace agendad::config
