// A small definition that has nothing wrong with it, for tests that change one
// thing and look at what is told. Not in the product.
#ifndef AGENDAD_TESTS_CONFIG_SAMPLE_DEFINITION_H_
#define AGENDAD_TESTS_CONFIG_SAMPLE_DEFINITION_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "config/definition_parser.h"

namespace agendad::config {

inline const std::string kSampleDirectory =
    R"(revised: 2024-01-31
bodies:
  - id: cspen
    short: CSPEN
    name: Comisión del Servicio
    headings:
      - {id: ag, code: AG, name: Asuntos generales}
  - id: cg
    short: CG
    name: Consejo General
directorates:
  - {id: dp, code: DP, name: Dirección de Planeación, aliases: [DPX]}
  - {id: dj, code: DJ, name: Dirección Jurídica}
councillors:
  - id: north
    name: Councillor for the North Ward
    honorific: Mtra.
    memberships:
      - {body: cspen, role: Presidenta, from: 2023-09-08, until: 2024-09-07}
)";

inline const std::string kSampleNonWorkingDays =
    R"(revised: 2024-01-15
calendars:
  - id: mx
    name: Días inhábiles
    days:
      - {name: Año Nuevo, rule: FREQ=YEARLY, from: 2006-01-01}
      - {name: Vacaciones, from: 2024-09-02, until: 2024-09-13}
)";

inline const std::string kSampleProgram =
    R"(id: cspen-2024
body: cspen
name: Programa 2024
year: 2024
time-zone: America/Mexico_City
revised: 2024-01-31
non-working-days: [mx]
durations: {ordinary: 2h}
sessions:
  - id: marzo
    type: ordinary
    when: {week: 2, month: mar}
  - id: junio
    type: ordinary
    when: 2024-06-19 10:00
items:
  - id: informe
    title: Informe anual de la Comisión
    short: Informe anual
    directorate: DP
    months: [mar, jun]
  - id: acuerdo
    title: Acuerdo de cambios
    short: Acuerdo de cambios
    heading: AG
    months: sep
)";

inline DefinitionSources SampleSources() {
  return {.settings = std::nullopt,
          .directory = SourceFile{"directory.yaml", kSampleDirectory},
          .non_working_days =
              SourceFile{"non-working-days.yaml", kSampleNonWorkingDays},
          .programs = {SourceFile{"programs/a.yaml", kSampleProgram}}};
}

// The diagnostics as people read them.
inline std::vector<std::string> Told(const ParseResult& result) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : result.diagnostics.All()) {
    lines.push_back(ToText(diagnostic, result.definition.files));
  }
  return lines;
}

inline std::vector<std::string> Told(const Diagnostics& diagnostics,
                                     const FileNames& files) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics.All()) {
    lines.push_back(ToText(diagnostic, files));
  }
  return lines;
}

// `text` with the first `from` replaced; a test whose `from` is not there
// fails.
inline std::string Replaced(std::string text, std::string_view from,
                            std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) {
    ADD_FAILURE() << "nothing to replace: " << from;
    return text;
  }
  return text.replace(at, from.size(), to);
}

// A change to one file of the sample, and all that is told of it.
struct Change {
  std::string_view from;
  std::string_view to;
  std::vector<std::string> told;
};

inline ParseResult ParseWithProgram(const std::string& program) {
  DefinitionSources sources = SampleSources();
  sources.programs[0].text = ShareText(program);
  return ParseDefinition(sources);
}

inline ParseResult ParseWithDirectory(const std::string& directory) {
  DefinitionSources sources = SampleSources();
  sources.directory->text = ShareText(directory);
  return ParseDefinition(sources);
}

inline void ExpectToldOfProgram(const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    SCOPED_TRACE(change.to);
    EXPECT_EQ(Told(ParseWithProgram(
                  Replaced(kSampleProgram, change.from, change.to))),
              change.told);
  }
}

inline void ExpectToldOfDirectory(const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    SCOPED_TRACE(change.to);
    EXPECT_EQ(Told(ParseWithDirectory(
                  Replaced(kSampleDirectory, change.from, change.to))),
              change.told);
  }
}

}  // namespace agendad::config

#endif  // AGENDAD_TESTS_CONFIG_SAMPLE_DEFINITION_H_
