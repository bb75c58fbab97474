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
  Files files;
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
  if (IsLast(files)) return last_;
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
    std::string digest =
        is_known ? last_.manifest[last].digest : Hex(digester.Hash(*text));
    content.manifest.push_back({std::move(name), std::move(digest)});
    content.texts.push_back(std::move(text));
    const ManifestEntry& entry = content.manifest.back();
    whole += entry.digest + " " + entry.name + "\n";
  }
  content.digest = Hex(digester.Hash(whole));
  last_ = content;
  return content;
}

bool ContentReader::IsLast(const Files& files) const {
  if (files.size() != last_.manifest.size()) return false;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& [name, text] = files[i];
    if (name != last_.manifest[i].name) return false;
    if (text != last_.texts[i] && *text != *last_.texts[i]) return false;
  }
  return true;
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
