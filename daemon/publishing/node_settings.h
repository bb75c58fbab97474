// The settings of this machine: where it listens, where its ledger is. Needed
// even while the definition is broken, so the last good ones are remembered.
// Any thread.
#ifndef AGENDAD_DAEMON_PUBLISHING_NODE_SETTINGS_H_
#define AGENDAD_DAEMON_PUBLISHING_NODE_SETTINGS_H_

#include <filesystem>
#include <optional>
#include <string>

#include "config/definition_parser.h"
#include "config/settings.h"

namespace agendad::daemon {

// What `file` (agendad.yaml, absent if there is none) says; if it has errors,
// what it said when RememberSettings() was last called with this folder, and
// then `told` is set to a sentence about it; else what is right in it.
config::Settings ReadNodeSettings(const std::optional<config::SourceFile>& file,
                                  const std::filesystem::path& folder,
                                  std::string& told);

// Keeps the text of a file without errors in `folder`, which exists. The text
// may hold a password: only this user may read it. Throws std::system_error.
void RememberSettings(const std::optional<config::SourceFile>& file,
                      const std::filesystem::path& folder);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_PUBLISHING_NODE_SETTINGS_H_
