#include "config/program_parser.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const std::string kFile = "programs/a.yaml:";

TEST(ProgramParser, ReadsTheSample) {
  const ParseResult result = ParseDefinition(SampleSources());
  ASSERT_EQ(Told(result), std::vector<std::string>{});
  ASSERT_EQ(result.definition.programs.size(), 1U);
  const Program& program = *result.definition.programs[0];
  EXPECT_EQ(program.identity.id, "cspen-2024");
  EXPECT_EQ(program.identity.where, (Location{2, 1, 5}));
  EXPECT_EQ(program.body, "cspen");
  EXPECT_EQ(program.name, "Programa 2024");
  EXPECT_EQ(program.period,
            (DateRange{sys_days(2024y / 1 / 1), sys_days(2024y / 12 / 31)}));
  EXPECT_EQ(program.time_zone, "America/Mexico_City");
  EXPECT_EQ(program.time_zone_where, (Location{2, 5, 12}));
  EXPECT_EQ(program.language, Language::kSpanish);
  EXPECT_EQ(program.revised, sys_days(2024y / 1 / 31));
  EXPECT_EQ(program.plan_revised, program.revised);
  EXPECT_EQ(program.due, DueRule::kBeforeSession);
  EXPECT_EQ(program.due_lead, 0);
  EXPECT_FALSE(program.shows_overdue);
  EXPECT_EQ(program.non_working_days, std::vector<std::string>{"mx"});
  EXPECT_EQ(program.weekend, (std::array<bool, 7>{true, false, false, false,
                                                  false, false, true}));
  EXPECT_EQ(program.sessions.size(), 2U);
  EXPECT_EQ(program.items.size(), 2U);
}

TEST(ProgramParser, ReadsEveryOtherKey) {
  const ParseResult result = ParseWithProgram(
      Replaced(kSampleProgram, "time-zone: America/Mexico_City\n",
               R"(formerly: [spe-2024]
time-zone: America/Tijuana
language: en
approval: "INE/CG000/2024"
source: Anexo único
week-rule: iso
due: month-end
due-lead: 60
overdue: show
weekend: [fri, sat]
)"));
  ASSERT_EQ(Told(result), std::vector<std::string>{});
  const Program& program = *result.definition.programs.at(0);
  EXPECT_EQ(program.identity.Permanent(), "spe-2024");
  EXPECT_EQ(program.time_zone, "America/Tijuana");
  EXPECT_EQ(program.language, Language::kEnglish);
  EXPECT_EQ(program.approval, "INE/CG000/2024");
  EXPECT_EQ(program.source, "Anexo único");
  EXPECT_EQ(program.due, DueRule::kMonthEnd);
  EXPECT_EQ(program.due_lead, 60);
  EXPECT_TRUE(program.shows_overdue);
  EXPECT_EQ(program.weekend, (std::array<bool, 7>{false, false, false, false,
                                                  false, true, true}));
  EXPECT_EQ(std::get<WeekWindow>(program.sessions.at(0).when).rule,
            WeekRule::kIso);
}

TEST(ProgramParser, TheLanguageIsTheSettingsUnlessGiven) {
  DefinitionSources sources = SampleSources();
  sources.settings = SourceFile{"agendad.yaml", "language: en\n"};
  EXPECT_EQ(ParseDefinition(sources).definition.programs.at(0)->language,
            Language::kEnglish);
  sources.programs[0].text = ShareText(kSampleProgram + "language: es\n");
  EXPECT_EQ(ParseDefinition(sources).definition.programs.at(0)->language,
            Language::kSpanish);
}

TEST(ProgramParser, AWeekendMayBeEmpty) {
  const ParseResult result = ParseWithProgram(kSampleProgram + "weekend: []\n");
  EXPECT_EQ(Told(result), std::vector<std::string>{});
  EXPECT_EQ(result.definition.programs.at(0)->weekend, (std::array<bool, 7>{}));
}

TEST(ProgramParser, TellsWhatIsMissing) {
  ExpectToldOfProgram({
      {"id: cspen-2024\n",
       "",
       {kFile + "1:1: error: the program has no 'id'; expected lower-case "
                "letters a-z, digits and single hyphens between them, at most "
                "64"}},
      // Without a body no heading is known either.
      {"body: cspen\n",
       "",
       {kFile + "1:1: error: the program has no 'body'; expected the id or "
                "short name of a body in the directory"}},
      {"name: Programa 2024\n",
       "",
       {kFile + "1:1: error: the program has no 'name'; expected its name"}},
      // Without a period no month can be checked.
      {"year: 2024\n",
       "",
       {kFile + "1:1: error: the program has no 'year'; expected the program's "
                "year, or 'from' and 'until'"}},
      {"year: 2024\n",
       "from: 2024-01-01\n",
       {kFile + "1:1: error: the program has no 'until'; expected the "
                "program's last day, or its 'year'"}},
      {"year: 2024\n",
       "until: 2024-01-01\n",
       {kFile + "1:1: error: the program has no 'from'; expected the program's "
                "first day, or its 'year'"}},
      {"time-zone: America/Mexico_City\n",
       "",
       {kFile + "1:1: error: the program has no 'time-zone'; expected a zone "
                "as America/Mexico_City"}},
      {"revised: 2024-01-31",
       "revised:",
       {kFile + "6:1: error: 'revised' is empty; expected a date as 2024-01-31 "
                "or a time as 2024-01-31T18:30:00Z, from 1970 to 2199"}},
  });
}

TEST(ProgramParser, TellsWhatIsWrong) {
  const std::string weekdays = "sun, mon, tue, wed, thu, fri, sat";
  ExpectToldOfProgram({
      {"year: 2024",
       "yaer: 2024",
       {kFile + "1:1: error: the program has no 'year'; expected the program's "
                "year, or 'from' and 'until'",
        kFile + "4:1: error: unknown key 'yaer'; expected one of id, formerly, "
                "body, name, year, from, until, status, draft-feeds, "
                "time-zone, language, approval, "
                "source, revised, week-rule, due, due-lead, overdue, weekend, "
                "non-working-days, durations, sessions, items; did you mean "
                "'year'?"}},
      {"year: 2024",
       "year: 1969",
       {kFile + "4:7: error: '1969' is not a year; expected a year from 1970 "
                "to 2199"}},
      {"year: 2024",
       "year: 2024\nfrom: 2024-01-01",
       {kFile + "4:7: error: the program has a year and a range; expected "
                "either 'year', or 'from' and 'until'"}},
      {"year: 2024",
       "from: 2024-12-31\nuntil: 2024-01-01",
       {kFile + "5:8: error: the program ends before it begins; expected a day "
                "on or after 'from'"}},
      {"year: 2024",
       "from: 2024-01-01\nuntil: 2027-01-01",
       {kFile + "5:8: error: the program is longer than 36 months; expected at "
                "most 36 months from 'from'"}},
      {"body: cspen",
       "body: CSPN",
       {kFile + "2:7: error: unknown body 'CSPN'; expected the id or short "
                "name of a body in the directory; did you mean 'CSPEN'?"}},
      {"[mx]",
       "[mx-lft]",
       {kFile + "7:20: error: unknown calendar 'mx-lft'; expected the id of a "
                "calendar of non-working days"}},
      {"[mx]",
       "[mx, mx]",
       {kFile + "7:24: error: the calendar 'mx' is given twice; expected each "
                "calendar once"}},
      {"[mx]",
       "mx",
       {kFile + "7:19: error: 'non-working-days' is a text; expected a list of "
                "calendars"}},
      {"{ordinary: 2h}",
       "{ordinary: 2 hours}",
       {kFile + "8:23: error: '2 hours' is not a duration; expected hours and "
                "minutes as 90min, 2h or 1h 30min, from 1min to 24h"}},
      {"{ordinary: 2h}",
       "2h",
       {kFile + "8:12: error: 'durations' is a text; expected a mapping, with "
                "the keys ordinary, extraordinary, urgent"}},
      {"items:",
       "weekend: [sat, dom]\nitems:",
       {kFile + "16:16: error: unknown weekday 'dom'; expected one of " +
        weekdays}},
      {"items:",
       "weekend: [" + weekdays + "]\nitems:",
       {kFile + "16:10: error: no day of the week is left to work on; expected "
                "at most six days"}},
      {"items:",
       "weekend: sat\nitems:",
       {kFile + "16:10: error: 'weekend' is a text; expected a list of " +
        weekdays}},
      {"items:",
       "week-rule: full\nitems:",
       {kFile + "16:12: error: unknown week-rule 'full'; expected one of "
                "full-week, iso, days, weekday-row"}},
      {"items:",
       "due: before-sesion\nitems:",
       {kFile + "16:6: error: unknown due 'before-sesion'; expected one of "
                "before-session, month-end; did you mean 'before-session'?"}},
      {"items:",
       "overdue: yes\nitems:",
       {kFile + "16:10: error: unknown overdue 'yes'; expected one of show, "
                "omit"}},
      {"items:",
       "due-lead: 61\nitems:",
       {kFile + "16:11: error: '61' is not a number of working days; expected "
                "a number from 0 to 60"}},
      {"items:",
       "language: [es]\nitems:",
       {kFile + "16:11: error: 'language' is a list; expected one of es, en"}},
  });
}

TEST(ProgramParser, APeriodMayHave36Months) {
  for (const std::string_view range : {"from: 2024-01-01\nuntil: 2026-12-31",
                                       "from: 2024-01-31\nuntil: 2027-01-30",
                                       "from: 2024-03-15\nuntil: 2024-12-31"}) {
    std::string text = Replaced(kSampleProgram, "year: 2024", range);
    text = Replaced(text, "month: mar", "month: 2024-03");
    text = Replaced(text, "[mar, jun]", "[2024-03, 2024-06]");
    text = Replaced(text, "months: sep", "months: 2024-09");
    EXPECT_EQ(Told(ParseWithProgram(text)), std::vector<std::string>{})
        << range;
  }
}

TEST(ProgramParser, RefusesAFileThatIsNoMapping) {
  const std::string keys =
      "; expected a mapping, with the keys id, formerly, body, name, year, "
      "from, until, status, draft-feeds, time-zone, language, approval, "
      "source, revised, week-rule, "
      "due, due-lead, overdue, weekend, non-working-days, durations, sessions, "
      "items";
  EXPECT_EQ(Told(ParseWithProgram("")),
            (std::vector<std::string>{
                "programs/a.yaml: error: the program is empty" + keys}));
  EXPECT_EQ(Told(ParseWithProgram("- a")),
            (std::vector<std::string>{
                kFile + "1:1: error: the program is a list" + keys}));
}

TEST(ProgramParser, TwoProgramsHaveTwoIds) {
  DefinitionSources sources = SampleSources();
  sources.programs.push_back({"programs/b.yaml", kSampleProgram});
  EXPECT_EQ(Told(ParseDefinition(sources)),
            (std::vector<std::string>{
                "programs/b.yaml:1:5: error: the program id 'cspen-2024' is "
                "given twice; expected ids, former ones too, that differ; the "
                "other one is on programs/a.yaml:1"}));
}

}  // namespace
}  // namespace agendad::config
