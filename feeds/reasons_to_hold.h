// Whether a change looks like a mistake. Pure; any thread.
#ifndef AGENDAD_FEEDS_REASONS_TO_HOLD_H_
#define AGENDAD_FEEDS_REASONS_TO_HOLD_H_

#include <chrono>
#include <string>
#include <vector>

#include "feeds/snapshot.h"

namespace agendad::feeds {

// Why this change should be confirmed before it reaches people's calendars:
// feeds that lose more than a fifth of their sessions, deadlines and months
// from `today` on, that everybody would lose, or that everybody would see. What
// somebody called off, or what another list may hold now, is not lost. Each as
// a sentence without a final period; empty if nothing looks like a mistake.
std::vector<std::string> ReasonsToHold(const Snapshot& before,
                                       const Snapshot& after,
                                       std::chrono::sys_days today);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_REASONS_TO_HOLD_H_
