// What robots.txt says of a path (RFC 9309): groups, Allow and Disallow, the
// longest match counts, "*" and a final "$". Pure; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_ROBOTS_H_
#define AGENDAD_DAEMON_DOCTOR_ROBOTS_H_

#include <string_view>

namespace agendad::daemon::doctor {

// Whether `robots` lets `agent` (its product token, as "Googlebot") come to
// `path`. An agent that no group names is one of "*".
bool Allows(std::string_view robots, std::string_view agent,
            std::string_view path);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_ROBOTS_H_
