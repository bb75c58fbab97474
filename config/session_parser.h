// Reads one session of a program, and what facts say of one. One thread.
#ifndef AGENDAD_CONFIG_SESSION_PARSER_H_
#define AGENDAD_CONFIG_SESSION_PARSER_H_

#include <optional>
#include <string>
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

inline constexpr std::string_view kWhenMeaning =
    "a date as 2024-03-13, a date and hour as 2024-03-13 10:00, 'week' and "
    "'month', 'from' and 'until', or unscheduled";

// When a session is held, as `node` says it.
std::optional<When> ParseWhen(const Node& node, const ProgramScope& scope);

// The value of `key` as "ordinary", "extraordinary" or "urgent".
std::optional<SessionType> ReadSessionType(const MappingReader& reader,
                                           std::string_view key);

// The inverse of ReadSessionType() and of ReadWeekRule().
std::string ToText(SessionType type);
std::string ToText(WeekRule rule);

// The value of `key` as "full-week", "iso", "days" or "weekday-row".
std::optional<WeekRule> ReadWeekRule(const MappingReader& reader,
                                     std::string_view key);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_SESSION_PARSER_H_
