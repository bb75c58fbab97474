#include "daemon/monitoring/readiness.h"

namespace agendad::daemon {

bool IsReady(const Status& status) {
  const auto& outcome = status.outcome;
  return outcome.version > 0 && outcome.failure.empty() &&
         outcome.ledger_failure.empty() && status.certificate_failure.empty() &&
         !status.is_stopping;
}

std::string ReadinessText(const Status& status) {
  return (IsReady(status) ? "ready\n" : "not ready\n") + StatusLine(status) +
         "\n" + status.outcome.diagnostics;
}

}  // namespace agendad::daemon
