// What a definition says is over, and is still to come: a slip of the pen.
// Pure; any thread.
#ifndef AGENDAD_CONFIG_FUTURE_DATES_H_
#define AGENDAD_CONFIG_FUTURE_DATES_H_

#include <chrono>

#include "config/diagnostic.h"
#include "config/program.h"

namespace agendad::config {

// Warns of programs that were revised, facts that were written, sessions that
// were held and items that were done more than a day after `now`: a date is one
// of a place whose day may begin before that in UTC. (What commands write is
// dated after all that is there, and so would be later still.)
void TellWhatIsStillToCome(const Definition& definition,
                           std::chrono::sys_seconds now,
                           Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_FUTURE_DATES_H_
