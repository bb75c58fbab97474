// From a configuration directory to a snapshot: what check, render and serve
// have in common. First thread, or the one that does all libical work.
#ifndef AGENDAD_DAEMON_LOADED_SNAPSHOT_H_
#define AGENDAD_DAEMON_LOADED_SNAPSHOT_H_

#include <memory>
#include <string>

#include "config/definition_parser.h"
#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/representation.h"
#include "feeds/snapshot.h"

namespace agendad::daemon {

struct LoadedSnapshot {
  config::Definition definition;
  config::Diagnostics diagnostics;                  // sorted by place
  std::shared_ptr<const feeds::Snapshot> snapshot;  // null if there are errors
};

// Reads the clock (only the day matters, and only to feeds over their limits).
LoadedSnapshot LoadSnapshot(const std::string& directory,
                            feeds::Compress compress);

// The same of what was read already.
LoadedSnapshot LoadSnapshot(const config::DefinitionSources& sources,
                            feeds::Compress compress);

// Every diagnostic on a line of its own, with its line end.
std::string DiagnosticLines(const LoadedSnapshot& loaded);
std::string DiagnosticLines(const config::Diagnostics& diagnostics,
                            const config::FileNames& files);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_LOADED_SNAPSHOT_H_
