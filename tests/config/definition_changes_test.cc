#include "config/definition_changes.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

Definition Parse(const std::string& directory, const std::string& program) {
  DefinitionSources sources = SampleSources();
  sources.directory->text = ShareText(directory);
  sources.programs[0].text = ShareText(program);
  ParseResult result = ParseDefinition(sources);
  EXPECT_FALSE(result.diagnostics.HasErrors())
      << testing::PrintToString(Told(result));
  return std::move(result.definition);
}

std::vector<std::string> ToldBetween(const Definition& before,
                                     const Definition& after) {
  return Told(SuspectChanges(before, after), after.files);
}

struct Row {
  std::string_view from, to;
  std::vector<std::string> told;
};

std::string Gone(std::string_view place, std::string_view noun,
                 std::string_view now, std::string_view property,
                 std::string_view then) {
  return Concat({place, ": warning: the ", noun, " '", now, "' has the ",
                 property, " of '", then, "', which is gone; expected the id '",
                 then, "', or 'formerly: [", then, "]' if it is the same ",
                 noun});
}

TEST(DefinitionChanges, WarnOfNewIdsInTheDirectory) {
  const Definition before = Parse(kSampleDirectory, kSampleProgram);
  const Row rows[] = {
      {"id: cg", "id: cg", {}},
      {"id: cg",
       "id: consejo",
       {Gone("directory.yaml:8:9", "body", "consejo", "name", "cg")}},
      {"id: cg", "id: consejo\n    formerly: [cg]", {}},
      {"id: cg\n    short: CG\n    name: Consejo General",
       "id: consejo\n    short: CG\n    name: Otro nombre",
       {}},
      {"id: ag",
       "id: generales",
       {Gone("directory.yaml:7:14", "heading", "generales", "name", "ag")}},
      {"id: dj",
       "id: juridica",
       {Gone("directory.yaml:13:10", "directorate", "juridica", "name", "dj")}},
      {"id: north",
       "id: norte",
       {Gone("directory.yaml:15:9", "councillor", "norte", "name", "north")}},
      // New beside the old one, which is still there.
      {"  - {id: dj,",
       "  - {id: juridica, code: J, name: Dirección Jurídica}\n  - {id: dj,",
       {}},
  };
  for (const auto& [from, to, told] : rows) {
    EXPECT_EQ(ToldBetween(before, Parse(Replaced(kSampleDirectory, from, to),
                                        kSampleProgram)),
              told)
        << to;
  }
}

TEST(DefinitionChanges, WarnOfNewIdsInAProgram) {
  const Definition before = Parse(kSampleDirectory, kSampleProgram);
  const std::string file = "programs/a.yaml:";
  const Row rows[] = {
      {"id: cspen-2024",
       "id: pat-2024",
       {Gone(file + "1:5", "program", "pat-2024", "name", "cspen-2024")}},
      {"id: cspen-2024", "id: pat-2024\nformerly: [cspen-2024]", {}},
      {"id: informe",
       "id: informe-anual",
       {Gone(file + "17:9", "item", "informe-anual", "title", "informe")}},
      {"id: informe", "id: informe-anual\n    formerly: [informe]", {}},
      {"id: informe\n    title: Informe anual de la Comisión",
       "id: informe-anual\n    title: Otro informe",
       {}},
      // Without a name, a session is known by its type and time.
      {"id: marzo",
       "id: primera",
       {Gone(file + "10:9", "session", "primera", "name or time", "marzo")}},
      {"id: marzo\n    type: ordinary", "id: primera\n    type: urgent", {}},
      {"id: junio",
       "id: segunda",
       {Gone(file + "13:9", "session", "segunda", "name or time", "junio")}},
      {"id: junio\n    type: ordinary\n    when: 2024-06-19 10:00",
       "id: segunda\n    type: ordinary\n    when: 2024-06-19 11:00",
       {}},
  };
  for (const auto& [from, to, told] : rows) {
    EXPECT_EQ(ToldBetween(before, Parse(kSampleDirectory,
                                        Replaced(kSampleProgram, from, to))),
              told)
        << to;
  }
}

TEST(DefinitionChanges, ARenamedProgramKeepsItsItems) {
  const Definition before = Parse(kSampleDirectory, kSampleProgram);
  std::string program = Replaced(kSampleProgram, "id: cspen-2024",
                                 "id: pat-2024\nformerly: [cspen-2024]");
  program = Replaced(program, "id: informe", "id: informe-anual");
  EXPECT_EQ(
      ToldBetween(before, Parse(kSampleDirectory, program)),
      (std::vector<std::string>{Gone("programs/a.yaml:18:9", "item",
                                     "informe-anual", "title", "informe")}));
}

TEST(DefinitionChanges, WhatHasAFormerIdIsNotSomethingElse) {
  std::string program =
      Replaced(kSampleProgram, "id: acuerdo\n    title: Acuerdo de cambios",
               "id: otro\n    title: Otro");
  program = Replaced(
      program, "id: informe\n    title: Informe anual de la Comisión",
      "id: nuevo\n    formerly: [informe]\n    title: Acuerdo de cambios");
  EXPECT_EQ(ToldBetween(Parse(kSampleDirectory, kSampleProgram),
                        Parse(kSampleDirectory, program)),
            std::vector<std::string>{});
}

TEST(DefinitionChanges, ASessionIsKnownByItsName) {
  const std::string named =
      Replaced(kSampleProgram, "id: marzo", "id: marzo\n    name: Primera");
  const Definition before = Parse(kSampleDirectory, named);
  std::string moved = Replaced(named, "id: marzo", "id: primera");
  moved = Replaced(moved, "week: 2", "week: 3");
  EXPECT_EQ(
      ToldBetween(before, Parse(kSampleDirectory, moved)),
      (std::vector<std::string>{Gone("programs/a.yaml:10:9", "session",
                                     "primera", "name or time", "marzo")}));
  // Two that are unscheduled have no time in common.
  const std::string unscheduled =
      Replaced(kSampleProgram, "{week: 2, month: mar}", "unscheduled");
  EXPECT_EQ(ToldBetween(Parse(kSampleDirectory, unscheduled),
                        Parse(kSampleDirectory,
                              Replaced(unscheduled, "id: marzo", "id: x"))),
            std::vector<std::string>{});
}

TEST(DefinitionChanges, NothingIsSuspectInTheSame) {
  const Definition definition = Parse(kSampleDirectory, kSampleProgram);
  EXPECT_EQ(ToldBetween(definition, definition), std::vector<std::string>{});
  EXPECT_EQ(ToldBetween(Definition{}, definition), std::vector<std::string>{});
  EXPECT_EQ(ToldBetween(definition, Definition{}), std::vector<std::string>{});
}

}  // namespace
}  // namespace agendad::config
