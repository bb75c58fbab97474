// Whether the daemon does all that it should: it serves what is published, the
// files on disk can be published, its ledger can be reached, its certificate is
// good, and it is to go on. One that serves while something is broken is not
// ready, and says what is. Pure; any thread.
#ifndef AGENDAD_DAEMON_MONITORING_READINESS_H_
#define AGENDAD_DAEMON_MONITORING_READINESS_H_

#include <string>

#include "daemon/service/status.h"

namespace agendad::daemon {

bool IsReady(const Status& status);

// Lines: "ready" or "not ready", the line of `agendad status`, and what was
// found in the files.
std::string ReadinessText(const Status& status);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_MONITORING_READINESS_H_
