#include "config/item_parser.h"

#include <gtest/gtest.h>

#include "config/iso_date.h"
#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const std::string kFile = "programs/a.yaml:";
constexpr std::string_view kMonths = "months: [mar, jun]";

Item FirstItem(std::string_view from, std::string_view to) {
  const ParseResult result =
      ParseWithProgram(Replaced(kSampleProgram, from, to));
  EXPECT_EQ(Told(result), std::vector<std::string>{}) << to;
  return result.definition.programs.at(0)->items.at(0);
}

// "2024-03@21:14 2024-06@21:19=2024-06-20"
std::string MonthsOfFirstItem(std::string_view months) {
  std::string text;
  for (const ItemMonth& month : FirstItem(kMonths, months).months) {
    text += (text.empty() ? "" : " ") + ToIso(month.month) + "@" +
            std::to_string(month.where.line) + ":" +
            std::to_string(month.where.column);
    if (!month.due) continue;
    text += "=" + ToIso(*month.due);
  }
  return text;
}

TEST(ItemParser, ReadsEveryKey) {
  const Item item = FirstItem("title: Informe anual de la Comisión",
                              R"(formerly: [informe-2023]
    title: |
      Informe anual
      de la Comisión
    condition: si existen vacantes
    observation: >-
      Se presenta
      cada año.
    ordinary-session-only: true
    destination: CG
    source: asunto 1)");
  EXPECT_EQ(item.identity.id, "informe");
  EXPECT_EQ(item.identity.Permanent(), "informe-2023");
  EXPECT_EQ(item.title, "Informe anual\nde la Comisión");
  EXPECT_EQ(item.short_title, "Informe anual");
  EXPECT_EQ(item.short_title_where, (Location{2, 29, 12}));
  EXPECT_EQ(std::get<ByDirectorate>(item.responsible).id, "dp");
  EXPECT_EQ(item.condition, "si existen vacantes");
  EXPECT_TRUE(item.IsConditional());
  EXPECT_EQ(item.observation, "Se presenta cada año.");
  EXPECT_TRUE(item.ordinary_session_only);
  EXPECT_EQ(item.destination, "cg");
  EXPECT_EQ(item.source, "asunto 1");
}

TEST(ItemParser, WhatIsAbsentIsEmpty) {
  const Item item =
      ParseDefinition(SampleSources()).definition.programs.at(0)->items.at(1);
  EXPECT_EQ(std::get<ByHeading>(item.responsible).id, "ag");
  EXPECT_EQ(item.condition + item.observation + item.destination + item.source,
            "");
  EXPECT_FALSE(item.IsConditional());
  EXPECT_FALSE(item.ordinary_session_only);
}

TEST(ItemParser, FindsADirectorateByIdCodeAndAlias) {
  for (const std::string name : {"dp", "DP", "DPX"}) {
    const Item item = FirstItem("directorate: DP", "directorate: " + name);
    EXPECT_EQ(std::get<ByDirectorate>(item.responsible).id, "dp") << name;
  }
  const Item item = FirstItem("directorate: DP", "heading: ag");
  EXPECT_EQ(std::get<ByHeading>(item.responsible).id, "ag");
}

TEST(ItemParser, ReadsMonths) {
  const struct {
    std::string_view text, months;
  } rows[] = {
      {"months: [jun, mar]", "2024-03@21:19 2024-06@21:14"},
      {"months: ago", "2024-08@21:13"},
      {"months: 2024-08", "2024-08@21:13"},
      {"months: [ene-feb, 12]", "2024-01@21:14 2024-02@21:14 2024-12@21:23"},
      {"months:\n      - mar\n      - jun", "2024-03@22:9 2024-06@23:9"},
      {"months: 10-12", "2024-10@21:13 2024-11@21:13 2024-12@21:13"},
      {"months: sep\n    due: 2024-09-30", "2024-09@21:13=2024-09-30"},
      {"months: [sep, nov]\n    due: {sep: 2024-10-04}",
       "2024-09@21:14=2024-10-04 2024-11@21:19"},
      {"months: [sep, nov]\n    due: {11: 2024-11-08, 2024-09: 2024-09-06}",
       "2024-09@21:14=2024-09-06 2024-11@21:19=2024-11-08"},
  };
  for (const auto& [text, months] : rows) {
    EXPECT_EQ(MonthsOfFirstItem(text), months) << text;
  }
  EXPECT_EQ(FirstItem(kMonths, "months: all").months.size(), 12U);
}

TEST(ItemParser, TellsWhatIsWrong) {
  const std::string months = "months as [mar, jun], 1-11, 2024-03 or all";
  const std::string directorate =
      "the id, code or alias of a directorate in the directory";
  ExpectToldOfProgram({
      {"    title: Informe anual de la Comisión\n",
       "",
       {kFile + "17:5: error: the item has no 'title'; expected its full "
                "title"}},
      {"    short: Informe anual\n",
       "",
       {kFile + "17:5: error: the item has no 'short'; expected a title of at "
                "most 60 characters"}},
      {"short: Informe anual",
       "short: |\n      a\n      b",
       {kFile + "19:12: error: 'a\\nb' is not one line; expected a text "
                "without line breaks"}},
      {"title: Informe anual de la Comisión",
       "title: [a]",
       {kFile + "18:12: error: 'title' is a list; expected a text"}},
      {"    months: [mar, jun]\n",
       "",
       {kFile + "17:5: error: the item has no 'months'; expected " + months}},
      {kMonths,
       "months:",
       {kFile + "21:5: error: 'months' is empty; expected " + months}},
      {kMonths,
       "months: []",
       {kFile + "21:13: error: 'months' is empty; expected " + months}},
      {kMonths,
       "mouths: [mar]",
       {kFile + "17:5: error: the item has no 'months'; expected " + months,
        kFile + "21:5: error: unknown key 'mouths'; expected one of id, "
                "formerly, title, short, directorate, heading, months, due, "
                "condition, observation, destination, source, "
                "ordinary-session-only; did you mean 'months'?"}},
      {kMonths,
       "months: [mar, juno, all, {a: b}]",
       {kFile + "21:19: error: unknown month 'juno'; expected a month as mar, "
                "marzo, 3 or 2024-03; did you mean 'jun'?",
        kFile + "21:25: error: the month 2024-03 is given twice; expected each "
                "month once",
        kFile + "21:30: error: a month is a mapping; expected " + months}},
      {kMonths,
       "months: [mar, 2024-03]",
       {kFile + "21:19: error: the month 2024-03 is given twice; expected each "
                "month once"}},
      {kMonths,
       "months: 2025-01",
       {kFile + "21:13: error: '2025-01' is outside of the program; expected a "
                "month from 2024-01 to 2024-12"}},
      {"directorate: DP",
       "directorate: DPP",
       {kFile + "20:18: error: unknown directorate 'DPP'; expected " +
        directorate + "; did you mean 'DP'?"}},
      {"directorate: DP",
       "directorate: [DP]",
       {kFile + "20:18: error: the directorate is a list; expected " +
        directorate}},
      {"directorate: DP",
       "directorate: DP\n    heading: AG",
       {kFile + "21:14: error: the item has a directorate and a heading; "
                "expected at most one of the two"}},
      {"heading: AG",
       "heading: AGG",
       {kFile + "25:14: error: unknown heading 'AGG'; expected the id or code "
                "of a heading of the program's body; did you mean 'AG'?"}},
      {"heading: AG",
       "heading: AG\n    destination: CGG",
       {kFile + "26:18: error: unknown body 'CGG'; expected the id or short "
                "name of a body in the directory; did you mean 'CG'?"}},
      {"heading: AG",
       "heading: AG\n    ordinary-session-only: no",
       {kFile + "26:28: error: 'no' is not true or false; expected true or "
                "false"}},
      {"id: acuerdo",
       "id: informe",
       {kFile + "22:9: error: the item id 'informe' is given twice; expected "
                "ids, former ones too, that differ; the other one is on line "
                "17"}},
      {"  - id: acuerdo",
       "  - just a text\n  - id: acuerdo",
       {kFile + "22:5: error: the item is a text; expected a mapping, with the "
                "keys id, formerly, title, short, directorate, heading, "
                "months, due, condition, observation, destination, source, "
                "ordinary-session-only"}},
  });
}

TEST(ItemParser, TellsDueDatesThatAreWrong) {
  const auto due = [](std::string_view text) {
    return "months: sep\n    due: " + std::string(text);
  };
  const std::string date = "expected a date as 2024-09-30, from 1970 to 2199";
  const struct {
    std::string due;
    std::vector<std::string> told;
  } rows[] = {
      {"2024-10-01",
       {kFile + "22:10: error: the item is not due in 2024-10; expected a date "
                "in one of its months"}},
      {"30 Sep", {kFile + "22:10: error: '30 Sep' is not a date; " + date}},
      {"[2024-09-30]", {kFile + "22:10: error: 'due' is a list; " + date}},
      {"{oct: 2024-10-01}",
       {kFile + "22:11: error: the item is not due in 2024-10; expected a date "
                "in one of its months"}},
      {"{sep: 2024-09-01, 2024-09: 2024-09-02}",
       {kFile + "22:28: error: the month 2024-09 has two dates; expected each "
                "month once"}},
      {"{spt: 2024-09-01}",
       {kFile + "22:11: error: unknown month 'spt'; expected a month as mar, "
                "marzo, 3 or 2024-03; did you mean 'sept'?"}},
      {"{sep: x}", {kFile + "22:16: error: 'x' is not a date; " + date}},
      {"{sep: }", {kFile + "22:11: error: 'sep' is empty; " + date}},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(
        Told(ParseWithProgram(Replaced(kSampleProgram, kMonths, due(row.due)))),
        row.told)
        << row.due;
  }
}

TEST(ItemParser, AWrongMonthIsNotAlsoAWrongDueDate) {
  ExpectToldOfProgram({
      {kMonths,
       "months: [spt]\n    due: 2024-09-30",
       {kFile + "21:14: error: unknown month 'spt'; expected a month as mar, "
                "marzo, 3 or 2024-03; did you mean 'sept'?"}},
  });
}

TEST(ItemParser, WarnsWhereNobodyAnswers) {
  const ParseResult result =
      ParseWithProgram(Replaced(kSampleProgram, "    directorate: DP\n", ""));
  EXPECT_EQ(Told(result),
            (std::vector<std::string>{
                kFile + "17:5: warning: the item has no directorate and no "
                        "heading; expected one of the two, so that somebody "
                        "answers for it"}));
  EXPECT_FALSE(result.diagnostics.HasErrors());
  EXPECT_TRUE(std::holds_alternative<Unassigned>(
      result.definition.programs.at(0)->items.at(0).responsible));
}

}  // namespace
}  // namespace agendad::config
