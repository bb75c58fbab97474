// What a program has become by what was decided about it. Pure; any thread.
#ifndef AGENDAD_CONFIG_PROGRAM_FACTS_H_
#define AGENDAD_CONFIG_PROGRAM_FACTS_H_

#include <vector>

#include "config/diagnostic.h"
#include "config/fact.h"
#include "config/program.h"

namespace agendad::config {

// Changes `program`, which is as it was planned. Facts count in the order of
// the times at which they were written; of equal times, in the order given. The
// program counts as revised when its last fact was written, even if it was
// undone. Tells, as errors, facts that contradict what was decided before,
// what is done or held of a draft, an
// unknown session, one without a duration; what is in error changes nothing.
void ApplyFacts(std::vector<Fact> facts, const FileNames& files,
                Diagnostics& diagnostics, Program& program);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_PROGRAM_FACTS_H_
