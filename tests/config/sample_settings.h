// What agendad.yaml says, as text, and what is told of it. Not in the product;
// any thread.
#ifndef AGENDAD_TESTS_CONFIG_SAMPLE_SETTINGS_H_
#define AGENDAD_TESTS_CONFIG_SAMPLE_SETTINGS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/definition_parser.h"
#include "tests/config/sample_definition.h"

namespace agendad::config {

struct ParsedSettings {
  Settings settings;
  std::vector<std::string> told;
};

inline ParsedSettings ParseSettingsText(std::string_view text) {
  auto result =
      ParseSettingsFile(SourceFile("agendad.yaml", std::string(text)));
  return {std::move(result.settings), Told(result.diagnostics, result.files)};
}

}  // namespace agendad::config

#endif  // AGENDAD_TESTS_CONFIG_SAMPLE_SETTINGS_H_
