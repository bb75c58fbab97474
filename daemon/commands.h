// What the commands do that run once and end. Each returns an exit code (see
// command_line.h), writes results to standard output and everything else to
// standard error. Throws std::system_error when it cannot write. First thread
// only (libical).
#ifndef AGENDAD_DAEMON_COMMANDS_H_
#define AGENDAD_DAEMON_COMMANDS_H_

#include <string>

#include "daemon/loaded_snapshot.h"

namespace agendad::daemon {

enum class DiagnosticFormat { kText, kJson };

struct CheckOptions {
  DiagnosticFormat format = DiagnosticFormat::kText;
  std::string against;  // another configuration directory; may be empty
};

// Every diagnostic of the definition, and sessions that cannot all be attended,
// on standard output; a count on standard error.
int Check(const std::string& directory, const CheckOptions& options);

// A line a feed: path, number of events, name, separated by tabs.
int ListFeeds(const std::string& directory);

// One feed's bytes on standard output. Like RenderAll(), with the numbers of
// the ledger if there is one; it is never written.
int RenderFeed(const std::string& directory, const std::string& feed_id);

enum class Precompressed { kNo, kYes };

// Every feed as `out_directory`/feeds/<id>.ics, each replaced whole; with
// kYes .gz and .br files beside them.
int RenderAll(const std::string& directory, const std::string& out_directory,
              Precompressed precompressed);

// What the running daemon says of itself.
int ShowStatus(const std::string& directory, bool json);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_COMMANDS_H_
