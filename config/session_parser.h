// Reads one session of a program. One thread.
#ifndef AGENDAD_CONFIG_SESSION_PARSER_H_
#define AGENDAD_CONFIG_SESSION_PARSER_H_

#include <optional>
#include <string_view>

#include "config/mapping_reader.h"
#include "config/names.h"
#include "config/node.h"
#include "config/program.h"
#include "config/program_scope.h"

namespace agendad::config {

// Absent if so much is wrong that it is left out (told).
std::optional<Session> ParseSession(const Node& node, const ProgramScope& scope,
                                    IdentityScope& ids);

// The value of `key` as "full-week", "iso", "days" or "weekday-row".
std::optional<WeekRule> ReadWeekRule(const MappingReader& reader,
                                     std::string_view key);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_SESSION_PARSER_H_
