// Changes of ids that were probably not meant. An id says what is the same
// thing as before; with a new one, people's calendars lose an event and get
// another. Pure; any thread.
#ifndef AGENDAD_CONFIG_DEFINITION_CHANGES_H_
#define AGENDAD_CONFIG_DEFINITION_CHANGES_H_

#include "config/diagnostic.h"
#include "config/program.h"

namespace agendad::config {

// Warns, at the place in `after`, of what has a new id and the title or name of
// something whose id is gone: programs, bodies, headings, directorates,
// councillors, sessions (without a name: of the same type and time) and items.
// An id that is a former id now is not gone.
Diagnostics SuspectChanges(const Definition& before, const Definition& after);

// The same for the items and named sessions of two programs of one body, where
// `later` follows `earlier`: what comes again every year keeps its id.
Diagnostics SuspectChanges(const Program& earlier, const Program& later);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DEFINITION_CHANGES_H_
