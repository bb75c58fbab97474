#include "config/program_skeleton.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "config/feed_ids.h"
#include "config/next_period.h"
#include "config/program_parser.h"
#include "config/yaml_reader.h"
#include "tests/config/sample_definition.h"
#include "tests/support/generated_definition.h"
#include "tests/support/sample_program.h"

namespace agendad::config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::years;
using test::At;
using test::Day;
using test::MakeItem;
using test::MakeSession;
using test::Week;

constexpr Language kSpanish = Language::kSpanish;

Program Rich() {
  Program program = test::MakeProgram();
  program.identity.formerly = {"cspen"};
  program.approval = "CG/2024/01";
  program.source = "Programa, anexo";
  program.week_rule = WeekRule::kIso;
  program.due = DueRule::kMonthEnd;
  program.due_lead = 3;
  program.shows_overdue = true;
  program.weekend = {true};
  program.durations = {minutes(120), std::nullopt, minutes(90)};
  program.sessions = {
      MakeSession("ordinaria-1", SessionType::kOrdinary,
                  Week(2, "2024-03", WeekRule::kIso)),
      MakeSession("ordinaria-2024-2", SessionType::kOrdinary,
                  At("2024-06-19", hours(10) + minutes(5))),
      MakeSession("visita", SessionType::kExtraordinary,
                  DateRange{Day("2024-07-22"), Day("2024-07-24")}),
      MakeSession("otra", SessionType::kOrdinary, Day("2024-10-31")),
      MakeSession("semana-5", SessionType::kOrdinary,
                  Week(5, "2024-12", WeekRule::kDays)),
      MakeSession("urgente", SessionType::kUrgent, Unscheduled{})};
  program.sessions[1].name = "Sesi\u00f3n: segunda de 2024";
  program.sessions[1].place = "Sala 1";
  Item report = MakeItem("informe", ByDirectorate{"dp"},
                         {"2024-01", "2024-02", "2024-03", "2024-06",
                          "2024-09 2024-09-30", "2024-10"});
  report.identity.formerly = {"reporte"};
  report.title =
      "Informe anual de actividades desarrolladas en 2023, con sus anexos, "
      "cuadros y: lo dem\u00e1s.";
  report.condition = "si hubo";
  report.observation = "Se somete";
  report.ordinary_session_only = true;
  report.destination = "cg";
  report.source = "asunto 1";
  Item all = MakeItem("todos", ByHeading{"ag"}, {});
  for (unsigned month = 1; month <= 12; ++month) {
    ItemMonth due;
    due.month = std::chrono::year(2024) / std::chrono::month(month);
    all.months.push_back(due);
  }
  program.items = {report, all, MakeItem("nadie", Unassigned{}, {"2024-05"})};
  return program;
}

constexpr char kRichText[] =
    R"(# Made from cspen-2024, to be looked at and approved: then write `approval` and take `status` out.
# To be added, as they are of another document: `source` here and in the items.

id: cspen-2025
body: cspen
name: Programa anual 2025
year: 2025
status: draft
draft-feeds: [cspen]
time-zone: America/Mexico_City
language: es
revised: 2024-11-30
week-rule: iso
due: month-end
due-lead: 3
overdue: show
weekend: [sun]
non-working-days: [mx]
durations: {ordinary: 2h, urgent: 90min}

sessions:
  - id: ordinaria-1
    type: ordinary
    when: {week: 2, month: mar}
  - id: ordinaria-2025-2
    type: ordinary
    when: {week: 3, month: jun}  # last time: 2024-06-19 10:05
    name: "Sesión: segunda de 2025"
    place: Sala 1
  - id: visita
    type: extraordinary
    when: unscheduled  # last time: 2024-07-22 to 2024-07-24
  - id: otra
    type: ordinary
    when: {week: last, month: oct}  # last time: 2024-10-31
  - id: semana-5
    type: ordinary
    when: {week: last, month: dic, rule: days}  # last time: week 5
  - id: urgente
    type: urgent
    when: unscheduled

items:
  - id: informe
    title: >-
      Informe anual de actividades desarrolladas en 2023, con sus anexos, cuadros y: lo demás.
    short: Asunto informe
    directorate: dp
    months: [ene-mar, jun, sep, oct]
    # due, last time: 2024-09-30
    condition: si hubo
    observation: Se somete
    ordinary-session-only: true
    destination: cg

  - id: todos
    title: "Título completo de todos"
    short: Asunto todos
    heading: ag
    months: all

  - id: nadie
    title: "Título completo de nadie"
    short: Asunto nadie
    months: may
)";

TEST(ProgramSkeleton, IsAFileForPeople) {
  const auto skeleton =
      MakeSkeleton(Rich(), "cspen-2025", Language::kEnglish, Day("2024-11-30"));
  EXPECT_EQ(skeleton.text, kRichText);
  std::vector<std::string> notes;
  for (const auto& note : skeleton.notes) {
    notes.push_back(std::to_string(note.line) + ": " + note.what);
  }
  EXPECT_EQ(notes,
            (std::vector<std::string>{
                "27: the session 'ordinaria-2025-2' was planned for 2024-06-19 "
                "10:05",
                "32: the session 'visita' was planned for 2024-07-22 to "
                "2024-07-24",
                "35: the session 'otra' was planned for 2024-10-31",
                "38: the session 'semana-5' was planned for week 5",
                "44: the item 'informe' names a year",
                "50: the item 'informe' was due on 2024-09-30"}));
}

TEST(ProgramSkeleton, SuccessorsHaveIdsOfTheirOwn) {
  const struct {
    std::string id;
    const char* first;
    const char* last;
    std::string next;
  } rows[] = {
      {"cspen-2024", "2024-01-01", "2024-12-31", "cspen-2025"},
      {"cspen-2024-25", "2024-05-01", "2025-04-30", "cspen-2025-26"},
      {"cspen", "2024-01-01", "2024-12-31", "cspen-2025"},
      {"cspen", "2024-05-01", "2025-04-30", "cspen-2025"},
      {"cspen-2023", "2024-01-01", "2024-12-31", "cspen-2023-2025"},
      {"cspen-2024", "2024-01-01", "2025-12-31", "cspen-2026"},
  };
  for (const auto& row : rows) {
    Program program = test::MakeProgram();
    program.identity.id = row.id;
    program.period = {Day(row.first), Day(row.last)};
    EXPECT_EQ(SuccessorId(program), row.next);
  }
}

// One that carries the year that another one is to have.
TEST(ProgramSkeleton, SessionsKeepTheirIdsRatherThanShareOne) {
  Program program = test::MakeProgram();
  program.sessions = {
      MakeSession("a-2024", SessionType::kUrgent, Unscheduled{}),
      MakeSession("a-2025", SessionType::kUrgent, Unscheduled{})};
  const auto text =
      MakeSkeleton(program, "x", kSpanish, Day("2024-11-30")).text;
  EXPECT_NE(text.find("- id: a-2024\n"), std::string::npos) << text;
  EXPECT_NE(text.find("- id: a-2025\n"), std::string::npos) << text;
}

// What the program of `definition` may refer to.
Names NamesOf(const Definition& definition) {
  Names names;
  for (const auto& body : definition.directory->bodies) {
    const std::string& id = body.identity.id;
    names.bodies.Add(id, id, {});
    for (const auto& heading : body.headings) {
      names.headings[id].Add(heading.identity.id, heading.identity.id, {});
    }
  }
  for (const auto& unit : definition.directory->directorates) {
    names.directorates.Add(unit.identity.id, unit.identity.id, {});
  }
  for (const auto& calendar : definition.non_working_calendars) {
    names.calendars.Add(calendar.identity.id, calendar.identity.id, {});
  }
  NameFeeds(*definition.directory, names);
  return names;
}

void ExpectSuccessor(const Program& next, const Program& program) {
  const int later = YearsToNext(program.period);
  EXPECT_EQ(next.body, program.body);
  EXPECT_EQ(next.status, ProgramStatus::kDraft);
  EXPECT_EQ(next.draft_feeds, std::vector<std::string>{program.body});
  EXPECT_EQ(next.time_zone, program.time_zone);
  EXPECT_EQ(next.language, program.language);
  EXPECT_EQ(next.due, program.due);
  EXPECT_EQ(next.due_lead, program.due_lead);
  EXPECT_EQ(next.shows_overdue, program.shows_overdue);
  EXPECT_EQ(next.week_rule, program.week_rule);
  EXPECT_EQ(next.weekend, program.weekend);
  EXPECT_EQ(next.durations, program.durations);
  EXPECT_EQ(next.non_working_days, program.non_working_days);
  EXPECT_GT(next.period.first, program.period.last);
  EXPECT_EQ(next.sessions.size(), program.sessions.size());
  for (const auto& session : next.sessions) {
    EXPECT_TRUE(std::holds_alternative<WeekWindow>(session.when) ||
                std::holds_alternative<Unscheduled>(session.when));
  }
  ASSERT_EQ(next.items.size(), program.items.size());
  for (std::size_t i = 0; i < next.items.size(); ++i) {
    const Item& item = next.items[i];
    const Item& was = program.items[i];
    EXPECT_EQ(item.identity.id, was.identity.id);
    EXPECT_EQ(item.title, was.title);
    EXPECT_EQ(item.short_title, was.short_title);
    EXPECT_EQ(item.condition, was.condition);
    EXPECT_EQ(item.observation, was.observation);
    EXPECT_EQ(item.destination, was.destination);
    EXPECT_EQ(item.responsible.index(), was.responsible.index());
    EXPECT_EQ(item.ordinary_session_only, was.ordinary_session_only);
    ASSERT_EQ(item.months.size(), was.months.size());
    for (std::size_t j = 0; j < item.months.size(); ++j) {
      EXPECT_EQ(item.months[j].month, was.months[j].month + years(later));
      EXPECT_FALSE(item.months[j].due);
    }
  }
}

// Whatever a program has, the file says the same of the next period.
TEST(ProgramSkeleton, IsReadAsTheNextProgram) {
  std::vector<Definition> definitions = {test::MakeDefinition({Rich()})};
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    definitions.push_back(test::GenerateDefinition(seed));
  }
  for (const auto& definition : definitions) {
    const Names names = NamesOf(definition);
    for (const auto& program : definition.programs) {
      const std::string id = SuccessorId(*program);
      const auto skeleton =
          MakeSkeleton(*program, id, kSpanish, Day("2024-11-30"));
      SCOPED_TRACE(skeleton.text);
      Diagnostics diagnostics;
      const FileNames files = {"programs/next.yaml"};
      const auto root = ReadYaml(0, skeleton.text, diagnostics);
      ASSERT_TRUE(root);
      const auto next =
          ProgramParser(names, files, kSpanish, diagnostics).Parse(*root);
      EXPECT_FALSE(diagnostics.HasErrors())
          << testing::PrintToString(Told(diagnostics, files));
      ASSERT_TRUE(next);
      EXPECT_EQ(next->period, skeleton.period);
      ExpectSuccessor(*next, *program);
      if (testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace agendad::config
