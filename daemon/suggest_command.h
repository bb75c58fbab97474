// The command that lists days for a session by who is free. Exit codes, streams
// and threads as in commands.h.
#ifndef AGENDAD_DAEMON_SUGGEST_COMMAND_H_
#define AGENDAD_DAEMON_SUGGEST_COMMAND_H_

#include <string>

namespace agendad::daemon {

struct SuggestOptions {
  std::string session;  // its id, or one that it had
  std::string program;  // needed only if several programs have the session
  bool json = false;
};

// A line a day, or a JSON array of them. Throws std::runtime_error if there is
// no such session, or if it has no time from which days could be told.
int Suggest(const std::string& directory, const SuggestOptions& options);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SUGGEST_COMMAND_H_
