// The commands that look after the ledger. Exit codes and threads as in
// commands.h; each throws what the ledger throws.
#ifndef AGENDAD_DAEMON_LEDGER_COMMANDS_H_
#define AGENDAD_DAEMON_LEDGER_COMMANDS_H_

#include <string>
#include <vector>

namespace agendad::daemon {

// On standard output: without `what` every version, newest first; of an event's
// UID its revision; of a feed's id those of all its events.
int ShowLedger(const std::string& directory, const std::string& what);

// Copies the whole ledger into a new SQLite file, also while daemons use it.
int BackUpLedger(const std::string& directory, const std::string& file);

// Fills a ledger that has no versions: from a backup, from feeds that were
// published, or from both; of an event that several of them know, the highest
// number counts.
int RestoreLedger(const std::string& directory,
                  const std::vector<std::string>& files);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_LEDGER_COMMANDS_H_
