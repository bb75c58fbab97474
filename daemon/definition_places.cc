#include "daemon/definition_places.h"

#include <deque>
#include <optional>
#include <system_error>
#include <utility>

#include "config/definition_files.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;

// As many as Linux follows (path_resolution(7)).
constexpr int kMostLinks = 40;

using Places = std::map<fs::path, WatchedNames>;

// Goes from folder to folder as the kernel does, and notes every entry on the
// way. The place at which it ends, which has no links in its path; absent if
// there is nothing.
std::optional<fs::path> Follow(fs::path here, const fs::path& way,
                               Places& places) {
  std::deque<fs::path> parts(way.begin(), way.end());
  int links = 0;
  while (!parts.empty()) {
    const fs::path part = std::move(parts.front());
    parts.pop_front();
    if (part.empty() || part == ".") continue;
    if (part.is_absolute()) {
      here = part;
      continue;
    }
    if (part == "..") {
      here = here.parent_path();
      continue;
    }
    places[here].names.insert(part.string());
    fs::path next = here / part;
    std::error_code error;
    const fs::file_type type = fs::symlink_status(next, error).type();
    if (type == fs::file_type::symlink) {
      const fs::path target = fs::read_symlink(next, error);
      if (error || ++links > kMostLinks) return std::nullopt;
      parts.insert(parts.begin(), target.begin(), target.end());
    } else if (error || !fs::exists(fs::file_status(type))) {
      return std::nullopt;
    } else {
      here = std::move(next);
    }
  }
  return here;
}

void FollowFiles(const fs::path& folder, Places& places) {
  places[folder].definition_files = true;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    const fs::path name = entry->path().filename();
    if (config::IsDefinitionFile(name.string()) && entry->is_symlink(ignored)) {
      Follow(folder, name, places);
    }
  }
}

bool IsFolder(const std::optional<fs::path>& place) {
  std::error_code ignored;
  return place && fs::is_directory(*place, ignored);
}

}  // namespace

Places DefinitionPlaces(const fs::path& directory) {
  Places places;
  std::error_code error;
  const fs::path absolute = fs::absolute(directory, error);
  if (error) return places;
  const auto folder = Follow("/", absolute, places);
  if (!IsFolder(folder)) return places;
  for (const std::string_view name : config::kDefinitionFileNames) {
    Follow(*folder, name, places);
  }
  for (const auto name : {config::kProgramsFolder, config::kFactsFolder}) {
    const auto inner = Follow(*folder, name, places);
    if (IsFolder(inner)) FollowFiles(*inner, places);
  }
  return places;
}

}  // namespace agendad::daemon
