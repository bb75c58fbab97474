#include "daemon/loaded_snapshot.h"

#include <chrono>
#include <utility>

#include "config/definition_files.h"

namespace agendad::daemon {

LoadedSnapshot LoadSnapshot(const std::string& directory,
                            feeds::Compress compress) {
  return LoadSnapshot(config::ReadDefinitionFiles(directory), compress);
}

LoadedSnapshot LoadSnapshot(const config::DefinitionSources& sources,
                            feeds::Compress compress) {
  auto parsed = config::ParseDefinition(sources);
  LoadedSnapshot loaded{std::move(parsed.definition),
                        std::move(parsed.diagnostics), nullptr};
  if (!loaded.diagnostics.HasErrors()) {
    const auto today =
        std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    auto built = feeds::BuildSnapshot(loaded.definition, today, compress);
    loaded.diagnostics.Append(built.diagnostics);
    loaded.snapshot = std::move(built.snapshot);
  }
  loaded.diagnostics.Sort();
  return loaded;
}

std::string DiagnosticLines(const LoadedSnapshot& loaded) {
  return DiagnosticLines(loaded.diagnostics, loaded.definition.files);
}

std::string DiagnosticLines(const config::Diagnostics& diagnostics,
                            const config::FileNames& files) {
  std::string lines;
  for (const auto& diagnostic : diagnostics.All()) {
    lines += config::ToText(diagnostic, files) + "\n";
  }
  return lines;
}

}  // namespace agendad::daemon
