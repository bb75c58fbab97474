// Which folders have a say in what a configuration directory holds: itself, its
// programs and facts, and every folder through which the path of one of them
// leads. One thread.
#ifndef AGENDAD_DAEMON_DEFINITION_PLACES_H_
#define AGENDAD_DAEMON_DEFINITION_PLACES_H_

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace agendad::daemon {

// What of a folder's entries matters.
struct WatchedNames {
  std::set<std::string, std::less<>> names;
  bool definition_files = false;  // all that can be programs or facts, too
};

// By the folder's path, in which there are no links. Whoever replaces a link,
// or a folder, that the path of a definition file goes through changes an entry
// that is named here; so does whoever makes what is missing, and whoever writes
// a file that a link leads to. What may not be looked at is left out. Never
// throws for what is there or not there; asks only for entries, so on a local
// disk it does not wait.
std::map<std::filesystem::path, WatchedNames> DefinitionPlaces(
    const std::filesystem::path& directory);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_DEFINITION_PLACES_H_
