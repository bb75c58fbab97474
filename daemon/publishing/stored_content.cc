#include "daemon/publishing/stored_content.h"

#include <algorithm>

#include "config/published_settings.h"
#include "feeds/digest.h"

namespace agendad::daemon {
namespace {

constexpr char kSettings[] = "agendad.yaml";
constexpr char kDirectory[] = "directory.yaml";
constexpr char kNonWorkingDays[] = "non-working-days.yaml";
constexpr char kPrograms[] = "programs/";
constexpr char kFacts[] = "facts/";

}  // namespace

std::vector<std::pair<std::string, std::string>> StoredContent::TextsBeyond(
    const StoredContent& known) const {
  std::vector<std::pair<std::string, std::string>> beyond;
  auto other = known.manifest->begin();  // as both lists are in order
  for (std::size_t i = 0; i < manifest->size(); ++i) {
    const ManifestEntry& entry = (*manifest)[i];
    while (other != known.manifest->end() && other->name < entry.name) ++other;
    if (other != known.manifest->end() && *other == entry) continue;
    beyond.emplace_back(entry.digest, *(*texts)[i]);
  }
  return beyond;
}

StoredContent ContentReader::Read(const config::DefinitionSources& sources,
                                  const config::Settings& settings) {
  using File = std::pair<std::string_view, config::SharedText>;
  std::vector<File> files;
  files.reserve(sources.programs.size() + sources.facts.size() + 3);
  files.emplace_back(kSettings,
                     config::ShareText(config::PublishedSettings(settings)));
  for (const auto* file : {&sources.directory, &sources.non_working_days}) {
    if (*file) files.emplace_back((*file)->name, (*file)->text);
  }
  for (const auto* folder : {&sources.programs, &sources.facts}) {
    for (const auto& file : *folder) files.emplace_back(file.name, file.text);
  }
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.first < b.first; });
  std::vector<ManifestEntry> manifest;
  std::vector<config::SharedText> texts;
  manifest.reserve(files.size());
  texts.reserve(files.size());
  feeds::Digester digester;
  std::string whole;
  const auto& known = *last_.manifest;
  std::size_t last = 0;  // as both lists are in order
  for (auto& [name, text] : files) {
    while (last < known.size() && known[last].name < name) ++last;
    const bool is_known = last < known.size() && (*last_.texts)[last] == text;
    const auto& entry = manifest.emplace_back(ManifestEntry{
        std::string(name),
        is_known ? known[last].digest : feeds::Hex(digester.Hash(*text))});
    texts.push_back(std::move(text));
    whole.append(entry.digest).append(1, ' ').append(name).append(1, '\n');
  }
  last_ = {std::move(manifest), std::move(texts),
           feeds::Hex(digester.Hash(whole))};
  return last_;
}

config::DefinitionSources SourcesOf(const std::vector<StoredFile>& files) {
  config::DefinitionSources sources;
  for (const auto& file : files) {
    config::SourceFile source(file.name, file.text);
    if (file.name == kSettings) {
      sources.settings = std::move(source);
    } else if (file.name == kDirectory) {
      sources.directory = std::move(source);
    } else if (file.name == kNonWorkingDays) {
      sources.non_working_days = std::move(source);
    } else if (file.name.starts_with(kPrograms)) {
      sources.programs.push_back(std::move(source));
    } else if (file.name.starts_with(kFacts)) {
      sources.facts.push_back(std::move(source));
    }
  }
  return sources;
}

}  // namespace agendad::daemon
