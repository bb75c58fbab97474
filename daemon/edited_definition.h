// A definition that a command writes something into: as it is, and as it would
// be then. First thread only (libical).
#ifndef AGENDAD_DAEMON_EDITED_DEFINITION_H_
#define AGENDAD_DAEMON_EDITED_DEFINITION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/definition_files.h"
#include "config/program.h"
#include "daemon/loaded_snapshot.h"

namespace agendad::daemon {

struct GoodDefinition {
  config::DefinitionSources sources;
  config::Definition definition;
};

// Absent if it has errors, which are told on standard error. Throws
// std::system_error if it cannot be read.
std::optional<GoodDefinition> ReadGoodDefinition(const std::string& directory);

// The file of this name among `files`, which are sorted by name; added, and
// empty, if it is not there.
config::SourceFile& FindOrAdd(const std::string& name,
                              std::vector<config::SourceFile>& files);

// As it would be. If it would have errors they are told, with `and_so` (a
// sentence without "agendad: "), and its snapshot is null.
LoadedSnapshot LoadEdited(const config::DefinitionSources& sources,
                          std::string_view and_so);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_EDITED_DEFINITION_H_
