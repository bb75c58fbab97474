// The findings about one feed as text for people or JSON for programs. What
// comes from a stranger is made harmless for a terminal. Pure; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_REPORT_H_
#define AGENDAD_DAEMON_DOCTOR_REPORT_H_

#include <string>
#include <vector>

#include "daemon/doctor/finding.h"

namespace agendad::daemon::doctor {

struct FeedReport {
  std::string url;
  Findings findings;
};

// A line a row: "error    folds (P30): line 7: ...", and a line for what to do.
std::string ToText(const FeedReport& report);

// [{"url":...,"findings":[{"level":"error","check":"folds","rules":["P30"],
// "seen":...,"advice":...}]}]; advice is null where there is none.
std::string ToJson(const std::vector<FeedReport>& reports);

std::size_t CountOf(const std::vector<FeedReport>& reports, Level level);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_REPORT_H_
