// The program that somebody means who names an item or a session. Exceptions as
// in commands.h. First thread only (libical).
#ifndef AGENDAD_DAEMON_PROGRAM_CHOICE_H_
#define AGENDAD_DAEMON_PROGRAM_CHOICE_H_

#include <chrono>
#include <functional>
#include <string>

#include "config/program.h"

namespace agendad::daemon {

// In `program`, whose clocks show now.
std::chrono::sys_days Today(const config::Program& program);

// Whether the program has this session, still to be held, and it stands beyond
// the program's end or without a time: then no day tells it from the next
// program's of the same id.
bool IsPutOff(const std::string& session, const config::Program& program);

using AboutProgram = std::function<bool(const config::Program&)>;

// The program that is meant: the one that was named, else the only one that
// `has` the subject, else the one of these that `is_likely`. Throws
// std::runtime_error if there is none, or more than one.
const config::Program& FindProgram(const config::Definition& definition,
                                   const std::string& named,
                                   const std::string& subject,
                                   const AboutProgram& has,
                                   const AboutProgram& is_likely);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_PROGRAM_CHOICE_H_
