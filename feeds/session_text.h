// What an event says of a session. Pure; one thread at a time.
#ifndef AGENDAD_FEEDS_SESSION_TEXT_H_
#define AGENDAD_FEEDS_SESSION_TEXT_H_

#include <optional>
#include <string>

#include "feeds/event.h"
#include "feeds/event_text.h"
#include "feeds/schedule.h"
#include "feeds/text/wording.h"

namespace agendad::feeds {

// A window is tentative; a day or an hour is confirmed; what was called off, or
// put off to nobody knows when, is cancelled.
EventCertainty CertaintyOf(const ScheduledSession& scheduled);

// "Sesión ordinaria de marzo", or the name that the program gives.
std::string SessionTitle(const ScheduledSession& scheduled,
                         const Wording& wording);

// The same with what is still open: "... (tentativa)".
std::string MarkedSessionTitle(const ScheduledSession& scheduled,
                               const Wording& wording);

// What the event is called: the title after the body's name, marked as off.
std::string SessionSummary(const ProgramContext& context,
                           const ScheduledSession& scheduled);

// When, and when it was before, then the items that it was convened for, or
// those of its month by group, at most kMaxDescription octets of them. An
// extraordinary session does not list what is for ordinary sessions only.
std::string SessionDescription(const ProgramContext& context,
                               const ScheduledSession& scheduled);

// Where members join it; nothing if it has no link, or is off.
std::optional<MembersLink> LinkOf(const ProgramContext& context,
                                  const ScheduledSession& scheduled);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_SESSION_TEXT_H_
