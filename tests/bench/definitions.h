// Definitions of any size for measurements: the example program, again and
// again under other ids.
#ifndef AGENDAD_TESTS_BENCH_DEFINITIONS_H_
#define AGENDAD_TESTS_BENCH_DEFINITIONS_H_

#include <cstddef>

#include "config/definition_parser.h"

namespace agendad::bench {

// The files of config/examples/ine, with `programs` bodies, each with a
// program, directorates and councillors of its own. Throws std::runtime_error
// if the example cannot be read.
config::DefinitionSources MakeSources(std::size_t programs);

// The same, parsed.
config::Definition MakeDefinition(std::size_t programs);

}  // namespace agendad::bench

#endif  // AGENDAD_TESTS_BENCH_DEFINITIONS_H_
