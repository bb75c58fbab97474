// Reads one item of a program. One thread.
#ifndef AGENDAD_CONFIG_ITEM_PARSER_H_
#define AGENDAD_CONFIG_ITEM_PARSER_H_

#include <optional>

#include "config/names.h"
#include "config/node.h"
#include "config/program.h"
#include "config/program_scope.h"

namespace agendad::config {

// Absent if it has no usable id (told); otherwise as much as could be read.
std::optional<Item> ParseItem(const Node& node, const ProgramScope& scope,
                              IdentityScope& ids);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_ITEM_PARSER_H_
