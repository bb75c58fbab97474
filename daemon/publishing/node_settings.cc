#include "daemon/publishing/node_settings.h"

#include <fstream>
#include <iterator>

#include "daemon/output.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;

constexpr char kRemembered[] = "settings.yaml";

std::optional<std::string> ReadText(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

config::Settings ReadNodeSettings(const std::optional<config::SourceFile>& file,
                                  const fs::path& folder, std::string& told) {
  auto parsed = config::ParseSettingsFile(file);
  if (!parsed.diagnostics.HasErrors()) return parsed.settings;
  const auto text = ReadText(folder / kRemembered);
  if (!text) return parsed.settings;
  auto remembered =
      config::ParseSettingsFile(config::SourceFile(kRemembered, *text));
  if (remembered.diagnostics.HasErrors()) return parsed.settings;
  told =
      "agendad.yaml has errors; this machine's settings are those that it "
      "had before";
  return remembered.settings;
}

void RememberSettings(const std::optional<config::SourceFile>& file,
                      const fs::path& folder) {
  const fs::path path = folder / kRemembered;
  const std::string text = file ? *file->text : "";
  if (ReadText(path) == text) return;
  ReplaceFile(path, text);
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace agendad::daemon
