// What the rows of a test compare: the findings that are not fine, as
// "level check", one a line.
#ifndef AGENDAD_TESTS_DAEMON_DOCTOR_FINDINGS_OF_H_
#define AGENDAD_TESTS_DAEMON_DOCTOR_FINDINGS_OF_H_

#include <string>

#include "daemon/doctor/exchange.h"
#include "daemon/doctor/finding.h"

namespace agendad::daemon::doctor {

inline std::string Troubles(const Findings& findings) {
  static constexpr const char* kLevels[] = {"ok", "note", "warning", "error"};
  std::string text;
  for (const auto& finding : findings.All()) {
    if (finding.level == Level::kOk) {
      if (!finding.advice.empty()) text += "advice without need\n";
      continue;
    }
    if (finding.advice.empty()) text += "no advice\n";
    text += std::string(text.empty() ? "" : "\n") +
            kLevels[static_cast<int>(finding.level)] + " " + finding.check.id;
  }
  return text;
}

// What the finding of this check says, in each that is not fine.
inline std::string Seen(const Findings& findings, const std::string& check) {
  std::string text;
  for (const auto& finding : findings.All()) {
    if (finding.check.id == check && finding.level != Level::kOk) {
      text += finding.seen + "\n";
    }
  }
  return text;
}

inline Exchange Answered(int status, Fields fields = {}) {
  Exchange exchange;
  exchange.request.url = *ParseUrl("https://cal.example.org/feeds/a.ics");
  exchange.status = status;
  exchange.fields = std::move(fields);
  return exchange;
}

inline Exchange Failed(Failure failure) {
  Exchange exchange = Answered(0);
  exchange.failure = failure;
  exchange.reason = "it failed";
  return exchange;
}

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_TESTS_DAEMON_DOCTOR_FINDINGS_OF_H_
