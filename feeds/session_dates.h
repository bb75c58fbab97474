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

// A time that a session had before it has another one.
struct EarlierTime {
  const config::When* when = nullptr;
  config::DateRange days;
};

// Refers to a session of the definition, which must outlive it.
struct ScheduledSession {
  config::SessionState State() const {
    return session->progress ? session->progress->state
                             : config::SessionState::kPlanned;
  }
  // Whether it will not be held when it says: it was called off, or put off to
  // a time that nobody knows yet.
  bool IsOff() const {
    return State() == config::SessionState::kCancelled || !has_time;
  }

  const config::Session* session = nullptr;
  EventSpan span;
  config::DateRange days;         // in the program's zone
  std::chrono::year_month month;  // whose items it was planned for at first
  // Of a timed session: when its clock shows the end. Its beginning plus its
  // duration is another hour if the clock is put forward or back meanwhile.
  std::chrono::minutes end_clock{0};
  // The time that `span` shows; the last that it had, if it has none now.
  const config::When* when = nullptr;
  bool has_time = true;
  std::vector<EarlierTime> earlier;  // oldest first
};

// By first day, then permanent id; sessions that never had a time are left out.
// Reports,
// as errors, an unknown time zone, a week that the month does not have, and
// an hour that the clock skips; as a warning, an hour that comes twice. A
// session in error is left out.
std::vector<ScheduledSession> DateSessions(const config::Program& program,
                                           config::Diagnostics& diagnostics);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_SESSION_DATES_H_
