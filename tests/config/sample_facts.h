// The sample's program beside files of facts, as people write both. Not in the
// product; any thread.
#ifndef AGENDAD_TESTS_CONFIG_SAMPLE_FACTS_H_
#define AGENDAD_TESTS_CONFIG_SAMPLE_FACTS_H_

#include <string>
#include <vector>

#include "tests/config/sample_definition.h"

namespace agendad::config {

// One item of it is conditional.
inline const std::string kProgramForFacts =
    Replaced(kSampleProgram, "    heading: AG\n",
             "    heading: AG\n    condition: si hay vacantes\n");

inline ParseResult ParseWithFacts(const std::vector<std::string>& files) {
  DefinitionSources sources = SampleSources();
  sources.programs[0].text = ShareText(kProgramForFacts);
  int i = 0;
  for (const auto& text : files) {
    sources.facts.emplace_back(
        "facts/cspen-2024." + std::to_string(++i) + ".yaml", text);
  }
  return ParseDefinition(sources);
}

}  // namespace agendad::config

#endif  // AGENDAD_TESTS_CONFIG_SAMPLE_FACTS_H_
