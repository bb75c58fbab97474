// Definitions drawn at random from a seed, with everything that a definition
// may hold: all kinds of sessions and rules, months, own dates, conditions,
// memberships, and texts that are hard to write. They hold the promises of
// config/program.h and have no errors. Any thread.
#ifndef AGENDAD_TESTS_SUPPORT_GENERATED_DEFINITION_H_
#define AGENDAD_TESTS_SUPPORT_GENERATED_DEFINITION_H_

#include <cstdint>

#include "config/program.h"

namespace agendad::test {

config::Definition GenerateDefinition(std::uint32_t seed);

// The same definition with its lists in another order.
config::Definition Shuffled(config::Definition definition, std::uint32_t seed);

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_GENERATED_DEFINITION_H_
