#include "config/session_parser.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const std::string kFile = "programs/a.yaml:";
constexpr std::string_view kJune = "when: 2024-06-19 10:00";

Session JuneSession(std::string_view when) {
  const ParseResult result =
      ParseWithProgram(Replaced(kSampleProgram, kJune, when));
  EXPECT_EQ(Told(result), std::vector<std::string>{}) << when;
  return result.definition.programs.at(0)->sessions.at(1);
}

TEST(SessionParser, ReadsEveryKey) {
  const Session session = JuneSession(R"(when: 2024-06-19 10:00
    formerly: [segunda]
    duration: 45min
    name: Segunda sesión
    place: Sala de consejo)");
  EXPECT_EQ(session.identity.id, "junio");
  EXPECT_EQ(session.identity.Permanent(), "segunda");
  EXPECT_EQ(session.type, SessionType::kOrdinary);
  EXPECT_EQ(session.name, "Segunda sesión");
  EXPECT_EQ(session.place, "Sala de consejo");
  EXPECT_EQ(session.duration, 45min);
  EXPECT_EQ(session.when_where, (Location{2, 15, 11}));
}

TEST(SessionParser, ReadsEveryKindOfTime) {
  EXPECT_TRUE(std::holds_alternative<Unscheduled>(
      JuneSession("when: unscheduled").when));
  EXPECT_EQ(std::get<sys_days>(JuneSession("when: 2024-06-19").when),
            sys_days(2024y / 6 / 19));
  const Session range =
      JuneSession("when: {from: 2024-01-01, until: 2024-12-31}");
  EXPECT_EQ(std::get<DateRange>(range.when),
            (DateRange{sys_days(2024y / 1 / 1), sys_days(2024y / 12 / 31)}));
  EXPECT_FALSE(range.duration);
  for (const char* const when :
       {"when: 2024-06-19 10:30", "when: 2024-06-19T10:30",
        "when: \"2024-06-19 10:30\""}) {
    const Session timed = JuneSession(when);
    EXPECT_EQ(std::get<LocalTime>(timed.when).date, sys_days(2024y / 6 / 19));
    EXPECT_EQ(std::get<LocalTime>(timed.when).time_of_day, 10h + 30min);
    EXPECT_EQ(timed.duration, 2h);
  }
  const struct {
    const char* when;
    int week;
    WeekRule rule;
  } rows[] = {
      {"when: {week: 3, month: jun}", 3, WeekRule::kFullWeek},
      {"when: {week: last, month: JUNIO, rule: days}", kLastWeek,
       WeekRule::kDays},
      {"when: {week: 5, month: 2024-06, rule: iso}", 5, WeekRule::kIso},
      {"when: {week: 1, month: 6, rule: weekday-row}", 1,
       WeekRule::kWeekdayRow},
  };
  for (const auto& [when, week, rule] : rows) {
    const auto window = std::get<WeekWindow>(JuneSession(when).when);
    EXPECT_EQ(window.week, week) << when;
    EXPECT_EQ(window.month, 2024y / 6) << when;
    EXPECT_EQ(window.rule, rule) << when;
  }
}

TEST(SessionParser, ReadsEveryType) {
  const struct {
    std::string_view text;
    SessionType type;
  } rows[] = {{"extraordinary", SessionType::kExtraordinary},
              {"urgent", SessionType::kUrgent}};
  for (const auto& [text, type] : rows) {
    const ParseResult result = ParseWithProgram(
        Replaced(kSampleProgram, "id: marzo\n    type: ordinary",
                 "id: marzo\n    type: " + std::string(text)));
    EXPECT_EQ(Told(result), std::vector<std::string>{});
    EXPECT_EQ(result.definition.programs.at(0)->sessions.at(0).type, type);
  }
}

TEST(SessionParser, TellsWhatIsWrong) {
  const std::string meaning =
      "a date as 2024-03-13, a date and hour as 2024-03-13 10:00, 'week' and "
      "'month', 'from' and 'until', or unscheduled";
  const std::string outside =
      "error: the session is outside of the program; expected a day within the "
      "program's period";
  const std::string neither =
      "15:11: error: 'when' is neither a week nor a range; expected either "
      "'week' and 'month', or 'from' and 'until'";
  ExpectToldOfProgram({
      {"type: ordinary",
       "type: ordinaria",
       {kFile + "11:11: error: unknown type 'ordinaria'; expected one of "
                "ordinary, extraordinary, urgent; did you mean 'ordinary'?"}},
      {"    type: ordinary\n",
       "",
       {kFile + "10:5: error: the session has no 'type'; expected one of "
                "ordinary, extraordinary, urgent"}},
      {"    when: 2024-06-19 10:00\n",
       "",
       {kFile + "13:5: error: the session has no 'when'; expected " + meaning}},
      {kJune,
       "when: soon",
       {kFile + "15:11: error: 'soon' is not a time of a session; expected " +
        meaning}},
      {kJune,
       "when: [2024-06-19]",
       {kFile + "15:11: error: 'when' is a list; expected " + meaning}},
      {kJune, "when: 2023-12-31", {kFile + "15:11: " + outside}},
      {kJune, "when: 2025-01-01 10:00", {kFile + "15:11: " + outside}},
      {kJune,
       "when: {from: 2023-12-31, until: 2025-01-01}",
       {kFile + "15:18: " + outside, kFile + "15:37: " + outside}},
      {kJune,
       "when: {from: 2024-06-20, until: 2024-06-19}",
       {kFile + "15:37: error: the range ends before it begins; expected a day "
                "on or after 'from'"}},
      {kJune,
       "when: {from: 2024-06-19}",
       {kFile + "15:11: error: 'when' has no 'until'; expected its last day"}},
      {kJune,
       "when: {from: 2024-06-19, until: 2024-06-20, rule: iso}",
       {kFile + "15:55: error: 'rule' with a range; expected it only with "
                "'week' and 'month'"}},
      {kJune,
       "when: {month: jun}",
       {kFile + "15:11: error: 'when' has no 'week'; expected a number from 1 "
                "to 5, or last"}},
      {kJune,
       "when: {week: 3}",
       {kFile + "15:11: error: 'when' has no 'month'; expected a month as "
                "mar"}},
      {kJune,
       "when: {week: 6, month: jum}",
       {kFile + "15:18: error: '6' is not a week of a month; expected a number "
                "from 1 to 5, or last"}},
      {kJune,
       "when: {week: 3, month: jum}",
       {kFile + "15:28: error: unknown month 'jum'; expected a month as mar, "
                "marzo, 3 or 2024-03; did you mean 'jun'?"}},
      {kJune,
       "when: {week: 3, month: 2025-06}",
       {kFile + "15:28: error: '2025-06' is outside of the program; expected a "
                "month from 2024-01 to 2024-12"}},
      {kJune,
       "when: {week: 3, month: jun, from: 2024-06-01}",
       {kFile + neither}},
      {kJune, "when: {rule: iso}", {kFile + neither}},
      {kJune, "when: {}", {kFile + neither}},
      {kJune, "when: {week: , month: }", {kFile + neither}},
      {kJune,
       "when: {wek: 3, monht: jun}",
       {kFile + "15:12: error: unknown key 'wek'; expected one of week, month, "
                "rule, from, until; did you mean 'week'?",
        kFile + "15:20: error: unknown key 'monht'; expected one of week, "
                "month, rule, from, until; did you mean 'month'?"}},
      {"id: junio",
       "id: marzo",
       {kFile + "13:9: error: the session id 'marzo' is given twice; expected "
                "ids, former ones too, that differ; the other one is on line "
                "10"}},
      {kJune,
       "when: 2024-06-19 10:00\n    durration: 1h",
       {kFile + "16:5: error: unknown key 'durration'; expected one of id, "
                "formerly, type, when, duration, name, place; did you mean "
                "'duration'?"}},
  });
}

TEST(SessionParser, ADurationIsForAnHourAndAnHourNeedsOne) {
  const std::string missing =
      "15:11: error: the session has an hour but no duration; expected its "
      "'duration', or that of its type in the program's 'durations'";
  ExpectToldOfProgram({
      {"durations: {ordinary: 2h}",
       "durations: {urgent: 2h}",
       {kFile + missing}},
      {"durations: {ordinary: 2h}", "durations: {}", {kFile + missing}},
      {kJune,
       "when: 2024-06-19 10:00\n    duration: 0min",
       {kFile + "16:15: error: '0min' is not a duration; expected hours and "
                "minutes as 90min, 2h or 1h 30min, from 1min to 24h"}},
      {kJune,
       "when: 2024-06-19\n    duration: 1h",
       {kFile + "16:15: error: a duration without an hour; expected it only "
                "for a session with a date and hour"}},
      {"when: {week: 2, month: mar}",
       "when: {week: 2, month: mar}\n    duration: 1h",
       {kFile + "13:15: error: a duration without an hour; expected it only "
                "for a session with a date and hour"}},
  });
}

}  // namespace
}  // namespace agendad::config
