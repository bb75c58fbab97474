// Reads non-working-days.yaml: calendars of days on which nothing is due. One
// thread.
#ifndef AGENDAD_CONFIG_NON_WORKING_DAYS_PARSER_H_
#define AGENDAD_CONFIG_NON_WORKING_DAYS_PARSER_H_

#include "config/diagnostic.h"
#include "config/names.h"
#include "config/node.h"
#include "config/program.h"

namespace agendad::config {

// Sets the calendars and when they were revised, and adds their ids to `names`.
// Recurrence rules are taken as they are: they are read when they are expanded.
void ParseNonWorkingDays(const Node& root, Definition& definition, Names& names,
                         Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_NON_WORKING_DAYS_PARSER_H_
