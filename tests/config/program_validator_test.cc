#include "config/program_validator.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const std::string kFile = "programs/a.yaml:";

TEST(ProgramValidator, MonthOfASessionIsThatOfItsWeekOrFirstDay) {
  const auto month_of = [](When when) {
    Session session;
    session.when = when;
    return MonthOf(session);
  };
  EXPECT_EQ(month_of(Unscheduled{}), std::nullopt);
  EXPECT_EQ(month_of(WeekWindow{5, 2024y / 3, WeekRule::kIso}), 2024y / 3);
  EXPECT_EQ(month_of(sys_days(2024y / 2 / 29)), 2024y / 2);
  EXPECT_EQ(month_of(LocalTime{sys_days(2024y / 12 / 31), 23h}), 2024y / 12);
  EXPECT_EQ(
      month_of(DateRange{sys_days(2024y / 1 / 31), sys_days(2024y / 2 / 1)}),
      2024y / 1);
}

TEST(ProgramValidator, WarnsOfAnEmptyProgram) {
  const std::string head =
      kSampleProgram.substr(0, kSampleProgram.find("sessions:"));
  const std::vector<std::string> told = {
      kFile +
          "1:5: warning: the program has no sessions; expected a list of "
          "'sessions'",
      kFile +
          "1:5: warning: the program has no items; expected a list of "
          "'items'"};
  EXPECT_EQ(Told(ParseWithProgram(head)), told);
  EXPECT_EQ(Told(ParseWithProgram(head + "sessions:\nitems: []\n")), told);
  // What could not be read may have been there.
  EXPECT_EQ(Told(ParseWithProgram(head + "sessions: none\nitems: 0\n")),
            (std::vector<std::string>{
                kFile + "9:11: error: 'sessions' is a text; expected a list of "
                        "sessions",
                kFile + "10:8: error: 'items' is a text; expected a list of "
                        "items"}));
}

TEST(ProgramValidator, WarnsOfAMonthWithoutOrdinarySession) {
  const std::string only = "\n    ordinary-session-only: true";
  ExpectToldOfProgram({
      {"months: [mar, jun]", "months: [mar, jun]" + only, {}},
      {"months: [mar, jun]",
       "months: [mar, jul, ago]" + only,
       {kFile + "21:19: warning: the item is only for ordinary sessions, and "
                "2024-07 has none; expected a month with an ordinary session",
        kFile + "21:24: warning: the item is only for ordinary sessions, and "
                "2024-08 has none; expected a month with an ordinary session"}},
      {"months: [mar, jun]", "months: [mar, jul]", {}},
  });
  const std::string program = Replaced(kSampleProgram, "months: [mar, jun]",
                                       "months: [mar, jun]" + only);
  EXPECT_EQ(
      Told(ParseWithProgram(
          Replaced(program, "type: ordinary", "type: urgent"))),
      (std::vector<std::string>{
          kFile + "21:14: warning: the item is only for ordinary sessions, and "
                  "2024-03 has none; expected a month with an ordinary "
                  "session"}));
  // A session that could not be read may be the one.
  EXPECT_EQ(
      Told(ParseWithProgram(Replaced(program, "type: ordinary", "type: x"))),
      (std::vector<std::string>{
          kFile + "11:11: error: unknown type 'x'; expected one of ordinary, "
                  "extraordinary, urgent"}));
}

TEST(ProgramValidator, WarnsOfShortTitlesThatLookAlike) {
  const auto told = [](std::string_view first, std::string_view second,
                       std::string_view second_months) {
    std::string program = Replaced(kSampleProgram, "short: Informe anual",
                                   "short: " + std::string(first));
    program = Replaced(program, "short: Acuerdo de cambios",
                       "short: " + std::string(second));
    return Told(ParseWithProgram(Replaced(
        program, "months: sep", "months: " + std::string(second_months))));
  };
  const std::vector<std::string> none;
  const std::vector<std::string> equal = {
      kFile +
      "24:12: warning: the short title is that of line 19, too; "
      "expected short titles that differ"};
  const std::vector<std::string> alike = {
      kFile +
      "24:12: warning: the short title begins like that of line 19, "
      "and both are due in the same month; expected a difference in "
      "the first 32 characters"};
  // 32 code points, more octets.
  const std::string beginning = "Comisión de número diez y más: ñ";
  EXPECT_EQ(told("Cambios", "Cambios", "sep"), equal);
  EXPECT_EQ(told("Cambios", "Cambios", "mar"), equal);
  EXPECT_EQ(told("Cambios", "cambios", "mar"), none);
  EXPECT_EQ(told("'" + beginning + "a'", "'" + beginning + "b'", "sep"), none);
  EXPECT_EQ(told("'" + beginning + "a'", "'" + beginning + "b'", "jun"), alike);
  EXPECT_EQ(told("'" + beginning + "'", "'" + beginning + " b'", "all"), alike);
  const std::string shorter = beginning.substr(0, beginning.size() - 2);
  EXPECT_EQ(told("'" + shorter + "a'", "'" + shorter + "b'", "jun"), none);
}

}  // namespace
}  // namespace agendad::config
