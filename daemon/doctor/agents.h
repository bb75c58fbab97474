// How the programs of subscribers ask for a feed, as far as it is known: what
// they say of themselves, and of what they take; with "agendad-doctor" behind
// their names. Pure; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_AGENTS_H_
#define AGENDAD_DAEMON_DOCTOR_AGENTS_H_

#include <string>
#include <vector>

#include "daemon/doctor/exchange.h"

namespace agendad::daemon::doctor {

struct Agent {
  std::string name;
  Fields fields;
};

// All of them, and a browser.
const std::vector<Agent>& Agents();

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_AGENTS_H_
