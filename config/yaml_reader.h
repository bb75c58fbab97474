// YAML text to a tree of nodes.
//
// Only what a definition needs of YAML: mappings, lists and scalars, and every
// scalar is text as it was written (nothing becomes a number, a date or a
// truth value). Anchors, aliases, tags, merge keys, duplicate keys, more than
// one document, and all that is not clean UTF-8 are refused: they make a file
// mean something else than it says. Pure; any thread.
#ifndef AGENDAD_CONFIG_YAML_READER_H_
#define AGENDAD_CONFIG_YAML_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "config/diagnostic.h"
#include "config/node.h"

namespace agendad::config {

inline constexpr std::size_t kLargestFile = 1024 * 1024;  // octets

// The one document in `text`; absent if it is not YAML at all (which is told).
// A document without content is an empty node. `file` is for the locations.
std::optional<Node> ReadYaml(std::uint32_t file, std::string_view text,
                             Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_YAML_READER_H_
