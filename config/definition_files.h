// The definition files of a configuration directory. Any thread.
#ifndef AGENDAD_CONFIG_DEFINITION_FILES_H_
#define AGENDAD_CONFIG_DEFINITION_FILES_H_

#include <string>

#include "config/definition_parser.h"

namespace agendad::config {

// Reads and parses what `directory` holds:
//
//   agendad.yaml           settings
//   directory.yaml         bodies, directorates, councillors (required)
//   non-working-days.yaml  calendars
//   programs/*.yaml, *.yml one program each, sorted by name
//
// Never throws for what is there or not there: files that are missing, too
// large, unreadable or not regular (which are never waited for) are diagnostics
// like all others.
ParseResult LoadDefinition(const std::string& directory);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DEFINITION_FILES_H_
