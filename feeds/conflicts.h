// Sessions that cannot be attended as they are planned. Over all programs, and
// so not part of a build, which looks only at those that have changed. One
// thread (libical).
#ifndef AGENDAD_FEEDS_CONFLICTS_H_
#define AGENDAD_FEEDS_CONFLICTS_H_

#include "config/diagnostic.h"
#include "config/program.h"

namespace agendad::feeds {

// Tells, as warnings:
// - two sessions that somebody must attend both and that overlap, or that are
//   on the same day if one of them has no hour: once for both, at the place of
//   the one that was written later, with all whom it concerns;
// - a window with working days, on none of which all members are free.
// Sessions that are off, or were held, conflict with nothing. What is wrong
// with the dates themselves is not told again. Takes n log n of the sessions,
// besides the conflicts that there are.
void TellConflicts(const config::Definition& definition,
                   config::Diagnostics& diagnostics);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_CONFLICTS_H_
