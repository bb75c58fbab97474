// Says in one event what a group must have ready on one day: on the day itself,
// and some working days before. Pure but for the objects it is given; one
// thread at a time.
//
// Their UIDs are the UUIDs of (see DueDay::Key)
//   body/program/due/<group>/<key>
//   body/program/notice/<group>/<key>/<lead>
#ifndef AGENDAD_FEEDS_DUE_DAY_COMPOSER_H_
#define AGENDAD_FEEDS_DUE_DAY_COMPOSER_H_

#include <string>

#include "feeds/digest.h"
#include "feeds/due_days.h"
#include "feeds/event.h"
#include "feeds/event_text.h"

namespace agendad::feeds {

// On the day itself, instead of an event for each deadline: "DCPEN,
// vencimientos: 4 asuntos firmes, 2 condicionados".
Event ComposeDueDay(const ProgramContext& context, const DueDay& due,
                    Digester& digester);

// `lead` working days before, as calendars ignore the alarms of feeds that they
// subscribe to (P69): "Faltan 3 días hábiles: 2 asuntos firmes, 6
// condicionados". At least one firm deadline must be pending.
Event ComposeNotice(const ProgramContext& context, const DueDay& due, int lead,
                    Digester& digester);

std::string NoticeUid(const ProgramContext& context, const DueDay& due,
                      int lead, Digester& digester);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_DUE_DAY_COMPOSER_H_
