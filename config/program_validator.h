// What may be meant in a program but probably is not: warnings about values
// that are right each for itself. Pure; any thread.
#ifndef AGENDAD_CONFIG_PROGRAM_VALIDATOR_H_
#define AGENDAD_CONFIG_PROGRAM_VALIDATOR_H_

#include <chrono>
#include <optional>

#include "config/diagnostic.h"
#include "config/program.h"

namespace agendad::config {

// The month that a session belongs to: that of its week, else of its first day;
// none while it is unscheduled.
std::optional<std::chrono::year_month> MonthOf(const Session& session);

// Which parts of a program were read without loss: nothing is concluded from
// the absence of what could not be read.
struct Wholeness {
  bool sessions = true;
  bool items = true;
};

// Tells: no sessions, no items; an item for ordinary sessions only in a month
// that has none; short titles that are equal, or that look alike in a month
// view of the calendar.
void TellWhatIsSuspect(const Program& program, Wholeness whole,
                       const FileNames& files, Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_PROGRAM_VALIDATOR_H_
