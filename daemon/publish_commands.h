// The commands that change what is published, or tell what would change. Exit
// codes and threads as in commands.h.
#ifndef AGENDAD_DAEMON_PUBLISH_COMMANDS_H_
#define AGENDAD_DAEMON_PUBLISH_COMMANDS_H_

#include <optional>
#include <string>

#include "daemon/store/ledger.h"

namespace agendad::daemon {

enum class Confirm { kAsk, kYes };

// Shows what the definition in `directory` would change, asks on the terminal,
// and publishes it. A daemon that is running is told. Throws what the ledger
// throws.
int PublishDefinition(const std::string& directory, Confirm confirm);

// The same with the definition of version `number`; absent: of the version
// before the last one.
int RollBack(const std::string& directory, std::optional<VersionNumber> number,
             Confirm confirm);

struct DiffOptions {
  bool json = false;
  // A version's number or a configuration directory; empty: the last version.
  std::string against;
};

// What the definition in `directory` would change for whom, on standard
// output.
int Diff(const std::string& directory, const DiffOptions& options);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_PUBLISH_COMMANDS_H_
