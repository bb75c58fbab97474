#include "daemon/publishing/stored_content.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "config/published_settings.h"
#include "feeds/digest.h"

namespace agendad::daemon {
namespace {

constexpr char kSettings[] = "agendad.yaml";
constexpr char kDirectory[] = "directory.yaml";
constexpr char kNonWorkingDays[] = "non-working-days.yaml";
constexpr char kPrograms[] = "programs/";

std::string Hex(const feeds::Sha256& digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char octet : digest) {
    text += kDigits[octet >> 4U];
    text += kDigits[octet & 15U];
  }
  return text;
}

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
  std::unordered_map<const std::string*, Known> now;
  for (auto& [name, text] : files) {
    const auto known = known_.find(text.get());
    std::string digest = known == known_.end() ? Hex(digester.Hash(*text))
                                               : known->second.digest;
    now.emplace(text.get(), Known{text, digest});
    content.manifest.push_back({std::move(name), std::move(digest)});
    content.texts.push_back(std::move(text));
    const ManifestEntry& entry = content.manifest.back();
    whole += entry.digest + " " + entry.name + "\n";
  }
  known_ = std::move(now);
  content.digest = Hex(digester.Hash(whole));
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
