// Says in an event what a schedule knows: titles, descriptions, identity.
// Pure but for the objects it is given; one thread at a time.
//
// A UID is the UUID of permanent ids only, never of a date, a title, an
// address or a person's name, so that it stays while everything else changes:
//   body/program/session/<session>
//   body/program/item/<item>/<planned month>
//   body/program/conditional/<group>/<month>
//   body/digest/<group or all>/<month>
//   body/program/digest/<group or all>/<month>, of a draft beside others
//   feed/<feed>/placeholder, feed/<feed>/truncated
#ifndef AGENDAD_FEEDS_EVENT_COMPOSER_H_
#define AGENDAD_FEEDS_EVENT_COMPOSER_H_

#include <chrono>
#include <string>
#include <vector>

#include "feeds/digest.h"
#include "feeds/directory_index.h"
#include "feeds/event.h"
#include "feeds/event_text.h"
#include "feeds/schedule.h"
#include "feeds/text/wording.h"

namespace agendad::feeds {

std::string SessionUid(const ProgramContext& context,
                       const ScheduledSession& scheduled, Digester& digester);
std::string DeadlineUid(const ProgramContext& context, const Deadline& deadline,
                        Digester& digester);

Event ComposeSession(const ProgramContext& context,
                     const ScheduledSession& scheduled, Digester& digester);

Event ComposeDeadline(const ProgramContext& context, const Deadline& deadline,
                      Digester& digester);

// `deadlines`: the conditional ones of one group and month, without own dates;
// at least one.
Event ComposeConditionals(const ProgramContext& context,
                          const std::vector<const Deadline*>& deadlines,
                          Digester& digester);

// Stands in a feed that has nothing else to show: clients refuse or ignore
// empty calendars (P39). Its date is the day of `revised`.
Event ComposePlaceholder(const std::string& feed_permanent_id,
                         const Wording& wording,
                         std::chrono::sys_seconds revised, Digester& digester);

// Says that the feed is over its limits (P36).
Event ComposeTruncated(const std::string& feed_permanent_id,
                       const Wording& wording, std::chrono::sys_seconds revised,
                       Digester& digester);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_EVENT_COMPOSER_H_
