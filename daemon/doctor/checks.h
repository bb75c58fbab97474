// The judgements: each a pure function from what was recorded to rows. The
// rules are those of docs/guia-doctor.md. Any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_CHECKS_H_
#define AGENDAD_DAEMON_DOCTOR_CHECKS_H_

#include <chrono>
#include <string_view>

#include "daemon/doctor/calendar_text.h"
#include "daemon/doctor/finding.h"
#include "daemon/doctor/record.h"

namespace agendad::daemon::doctor {

// The address itself: P21, P22, P23.
void CheckUrl(const Url& asked, Findings& findings);

// Name, addresses, certificate, TLS, port 80, clock: P15, P20.
void CheckServer(const ServerRecord& server, std::chrono::sys_seconds now,
                 Findings& findings);

// Whether robots.txt lets Google come to `path`: P17.
void CheckRobots(const ServerRecord& server, std::string_view path,
                 Findings& findings);

// The way to the feed, and whether there is one: P5, P7, P8, P14, P19. False if
// there is no whole 200, and so nothing more to judge.
bool CheckAnswer(const FeedRecord& feed, Findings& findings);

// Header fields of the answer: P1, P5, P11, P12, P17, P18.
void CheckFields(const FeedRecord& feed, Findings& findings);

// Codings and validators: P2, P9, P10, P11, P13.
void CheckValidators(const FeedRecord& feed, Findings& findings);

// Other ways to ask: P1, P3, P4, P5, P6, P24, P58.
void CheckAgents(const FeedRecord& feed, Findings& findings);

// Octets and lines of the body: P8, P29, P30, P32, P33, P36.
void CheckBytes(std::string_view body, const CalendarText& text,
                Findings& findings);

// The calendar and its components: P37 to P44, P51, P52.
void CheckCalendar(const CalendarText& text, Findings& findings);

// Each event's identity, times and status: P45, P49, P50, P53 to P57, P62 to
// P64.
void CheckEvents(const CalendarText& text, Findings& findings);

// Each event's texts, other properties and alarms: P31, P34, P35, P65 to P68,
// P70, P71.
void CheckEventTexts(const CalendarText& text, Findings& findings);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_CHECKS_H_
