// Reads one file of facts/. One thread.
#ifndef AGENDAD_CONFIG_FACTS_PARSER_H_
#define AGENDAD_CONFIG_FACTS_PARSER_H_

#include <string_view>
#include <vector>

#include "config/diagnostic.h"
#include "config/fact.h"
#include "config/names.h"
#include "config/node.h"
#include "config/program.h"

namespace agendad::config {

// The id of the program that the file facts/`name` is about: what stands before
// its first dot.
std::string_view ProgramOfFacts(std::string_view name);

// What the file says of `program`, in the order of its lines. A line in error
// is left out.
std::vector<Fact> ParseFacts(const Node& root, const Program& program,
                             const Names& names, const FileNames& files,
                             Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_FACTS_PARSER_H_
