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

}  // namespace

std::vector<std::pair<std::string, std::string>> StoredContent::TextsBeyond(
    const std::unordered_set<std::string>& known) const {
  std::vector<std::pair<std::string, std::string>> beyond;
  for (std::size_t i = 0; i < manifest.size(); ++i) {
    if (known.contains(manifest[i].digest)) continue;
    beyond.emplace_back(manifest[i].digest, *texts[i]);
  }
  return beyond;
}

StoredContent ContentReader::Read(const config::DefinitionSources& sources,
                                  const config::Settings& settings) {
  std::vector<std::pair<std::string, config::SharedText>> files;
  files.emplace_back(kSettings,
                     config::ShareText(config::PublishedSettings(settings)));
  for (const auto* file : {&sources.directory, &sources.non_working_days}) {
    if (*file) files.emplace_back((*file)->name, (*file)->text);
  }
  for (const auto& program : sources.programs) {
    files.emplace_back(program.name, program.text);
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  StoredContent content;
  feeds::Digester digester;
  std::string whole;
  std::size_t last = 0;  // as both lists are in order
  for (auto& [name, text] : files) {
    while (last < last_.manifest.size() && last_.manifest[last].name < name) {
      ++last;
    }
    const bool is_known =
        last < last_.manifest.size() && last_.texts[last] == text;
    std::string digest = is_known ? last_.manifest[last].digest
                                  : feeds::Hex(digester.Hash(*text));
    content.manifest.push_back({std::move(name), std::move(digest)});
    content.texts.push_back(std::move(text));
    const ManifestEntry& entry = content.manifest.back();
    whole += entry.digest + " " + entry.name + "\n";
  }
  content.digest = feeds::Hex(digester.Hash(whole));
  last_ = content;
  return content;
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
    }
  }
  return sources;
}

}  // namespace agendad::daemon
