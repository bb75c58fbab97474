// Reads `alarms`: of a kind of feed in agendad.yaml, of one in directory.yaml.
// One thread.
#ifndef AGENDAD_CONFIG_ALARMS_PARSER_H_
#define AGENDAD_CONFIG_ALARMS_PARSER_H_

#include "config/diagnostic.h"
#include "config/node.h"
#include "config/settings.h"

namespace agendad::config {

// What is absent or wrong is none.
Alarms ParseAlarms(const Node& node, Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_ALARMS_PARSER_H_
