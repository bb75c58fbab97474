// The command line: which command, with which options. Runs it. The thread
// that calls this is the process's first one.
#ifndef AGENDAD_DAEMON_COMMAND_LINE_H_
#define AGENDAD_DAEMON_COMMAND_LINE_H_

namespace agendad::daemon {

// Exit codes of every command.
inline constexpr int kExitFine = 0;
inline constexpr int kExitFailure = 1;  // the definition or the world is wrong
inline constexpr int kExitUsage = 2;

// Returns the exit code. Throws what the world throws (std::runtime_error,
// std::system_error).
int RunCommandLine(int argc, char** argv);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_COMMAND_LINE_H_
