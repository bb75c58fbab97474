// When the sessions of a program are held: windows as days, hours as instants
// in UTC. One thread (libical).
#ifndef AGENDAD_FEEDS_SESSION_DATES_H_
#define AGENDAD_FEEDS_SESSION_DATES_H_

#include <chrono>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/event.h"

namespace agendad::feeds {

// Refers to a session of the definition, which must outlive it.
struct ScheduledSession {
  const config::Session* session = nullptr;
  EventSpan span;
  config::DateRange days;         // in the program's zone
  std::chrono::year_month month;  // whose items it is planned for
  // Of a timed session: when its clock shows the end. Its beginning plus its
  // duration is another hour if the clock is put forward or back meanwhile.
  std::chrono::minutes end_clock{0};
};

// By first day, then permanent id; unscheduled sessions are left out. Reports,
// as errors, an unknown time zone, a week that the month does not have, and
// an hour that the clock skips; as a warning, an hour that comes twice. A
// session in error is left out.
std::vector<ScheduledSession> DateSessions(const config::Program& program,
                                           config::Diagnostics& diagnostics);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_SESSION_DATES_H_
