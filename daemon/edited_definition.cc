#include "daemon/edited_definition.h"

#include <algorithm>
#include <utility>

#include "daemon/output.h"

namespace agendad::daemon {
namespace {

// What is only suspect keeps nobody from writing: `check` tells it.
void TellErrors(const config::Diagnostics& diagnostics,
                const config::FileNames& files, std::string_view and_so) {
  std::string text;
  for (const auto& diagnostic : diagnostics.All()) {
    if (diagnostic.severity != config::Severity::kError) continue;
    text += config::ToText(diagnostic, files) + "\n";
  }
  WriteToStandardError(text.append("agendad: ").append(and_so).append("\n"));
}

}  // namespace

std::optional<GoodDefinition> ReadGoodDefinition(const std::string& directory) {
  auto sources = config::ReadDefinitionFiles(directory);
  auto parsed = config::ParseDefinition(sources);
  if (parsed.diagnostics.HasErrors()) {
    parsed.diagnostics.Sort();
    TellErrors(parsed.diagnostics, parsed.definition.files,
               "nothing was written; the definition has errors");
    return std::nullopt;
  }
  return GoodDefinition{std::move(sources), std::move(parsed.definition)};
}

config::SourceFile& FindOrAdd(const std::string& name,
                              std::vector<config::SourceFile>& files) {
  auto place = std::lower_bound(
      files.begin(), files.end(), name,
      [](const auto& file, const auto& wanted) { return file.name < wanted; });
  if (place == files.end() || place->name != name) {
    place = files.insert(place, config::SourceFile(name, std::string()));
  }
  return *place;
}

LoadedSnapshot LoadEdited(const config::DefinitionSources& sources,
                          std::string_view and_so) {
  auto loaded = LoadSnapshot(sources, feeds::Compress::kNo);
  if (!loaded.snapshot) {
    TellErrors(loaded.diagnostics, loaded.definition.files, and_so);
  }
  return loaded;
}

}  // namespace agendad::daemon
