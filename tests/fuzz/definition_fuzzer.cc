// A text as each file in turn of a definition that is good otherwise: whatever
// it says is told in lines that people can read, of places that there are, and
// good settings are the same when they are published.
#include <string>
#include <string_view>

#include "config/published_settings.h"
#include "config/utf8.h"
#include "tests/config/sample_definition.h"
#include "tests/fuzz/require.h"

namespace agendad::fuzz {
namespace {

using config::DefinitionSources;
using config::SourceFile;

void CheckLine(std::string_view line) {
  while (!line.empty()) {
    const std::size_t length = config::SequenceLength(line);
    Require(length > 0, "a diagnostic is UTF-8");
    Require(!config::BeginsWithControl(line),
            "a diagnostic has no control characters");
    line.remove_prefix(length);
  }
}

void CheckDefinition(const DefinitionSources& sources) {
  const auto result = config::ParseDefinition(sources);
  const auto& files = result.definition.files;
  for (const auto& diagnostic : result.diagnostics.All()) {
    Require(diagnostic.where.file < files.size(), "a place is in a file");
    CheckLine(config::ToText(diagnostic, files));
  }
  if (result.diagnostics.HasErrors()) return;
  const auto text = config::PublishedSettings(result.definition.settings);
  const auto again = config::ParseSettingsFile(SourceFile("a.yaml", text));
  Require(!again.diagnostics.HasErrors() &&
              config::PublishedSettings(again.settings) == text,
          "published settings are read back");
}

}  // namespace
}  // namespace agendad::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = agendad::config::ShareText(
      std::string(reinterpret_cast<const char*>(data), size));
  const auto good = agendad::config::SampleSources();
  const auto with = [&](auto put) {
    auto sources = good;
    put(sources);
    agendad::fuzz::CheckDefinition(sources);
  };
  using agendad::config::SourceFile;
  with([&](auto& all) { all.settings = SourceFile("agendad.yaml", text); });
  with([&](auto& all) { all.directory = SourceFile("directory.yaml", text); });
  with([&](auto& all) {
    all.non_working_days = SourceFile("non-working-days.yaml", text);
  });
  with([&](auto& all) { all.programs.at(0).text = text; });
  with([&](auto& all) {
    all.facts.emplace_back("facts/cspen-2024.yaml", text);
  });
  return 0;
}
