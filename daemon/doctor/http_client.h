// Speaks HTTP/1.1 to one server as a client of calendars would, and records
// what was seen. Every call ends by its deadline and keeps no more octets than
// AnswerLimits. What goes wrong is recorded, never thrown. One connection for
// each request. First thread only; a name is looked up on a thread of its own,
// which nobody waits for longer than until the deadline.
#ifndef AGENDAD_DAEMON_DOCTOR_HTTP_CLIENT_H_
#define AGENDAD_DAEMON_DOCTOR_HTTP_CLIENT_H_

#include <chrono>
#include <string>
#include <vector>

#include "daemon/doctor/exchange.h"

namespace agendad::daemon::doctor {

using Deadline = std::chrono::steady_clock::time_point;

// All addresses of a host, IPv4 and IPv6, as text; empty if it has none, and
// then `reason` says why. At most eight of a name: more is nobody's feed.
std::vector<std::string> LookUp(const std::string& host, Deadline deadline,
                                std::string& reason);

// Asks the server at `address`, which is one of those of the request's host.
Exchange Ask(Request request, const std::string& address, Deadline deadline);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_HTTP_CLIENT_H_
