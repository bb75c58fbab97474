// The command that writes the program of the next year. Exit codes and threads
// as in commands.h.
#ifndef AGENDAD_DAEMON_NEW_YEAR_H_
#define AGENDAD_DAEMON_NEW_YEAR_H_

#include <string>

namespace agendad::daemon {

// Writes a program that follows `program` as a new file beside it, to be
// approved, and says what somebody should look at. `id`: that of the new one;
// empty: as of the old one, with a later year. Writes nothing if the definition
// has errors or would have them then, or if the id or the file is there.
int WriteNextYear(const std::string& directory, const std::string& program,
                  const std::string& id);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_NEW_YEAR_H_
