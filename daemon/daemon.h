// The daemon: what lives as long as `agendad serve` does.
//
// Threads: the control thread, which calls Run(), waits for signals and for
// what the others report, and never blocks; the builder thread of Reloader; the
// HTTP threads of Transport, which touch nothing but SnapshotStore.
#ifndef AGENDAD_DAEMON_DAEMON_H_
#define AGENDAD_DAEMON_DAEMON_H_

#include <optional>
#include <string>

#include "config/settings.h"

namespace agendad::daemon {

struct ServeOptions {
  std::string directory;
  std::optional<config::ListenAddress> listen;  // wins over the settings
  std::string release;                          // of agendad, as "0.1.0"
};

// Serves until SIGTERM or SIGINT; SIGHUP reads the definition again. Returns
// an exit code: kExitFailure if the first definition has errors. Throws
// std::system_error if the address cannot be had.
int Serve(const ServeOptions& options);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_DAEMON_H_
