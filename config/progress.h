// What has become of what a program planned: the life of a session, and the
// outcome of an item in one of its months. Plain values; any thread.
#ifndef AGENDAD_CONFIG_PROGRESS_H_
#define AGENDAD_CONFIG_PROGRESS_H_

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "config/when.h"

namespace agendad::config {

// How long after the end of its program a session may be held, or an item be
// due, that was put off.
inline constexpr std::chrono::years kLatestAfterEnd(1);

// Who said so, when and why, and which fact it is: "moved", "cancelled".
struct Decision {
  std::chrono::sys_seconds at;
  std::string by;       // may be empty
  std::string because;  // may be empty
  std::string fact = {};
};

enum class SessionState {
  kPlanned,    // it has only lost what it had become
  kConvened,   // for a day, perhaps with an hour
  kPostponed,  // to another time, or to one that is not known yet
  kHeld,
  kCancelled,
};

struct SessionProgress {
  SessionState state = SessionState::kPlanned;
  Decision decision;  // that led to this state
  // The times that it had before, oldest first; none is Unscheduled, and no two
  // beside each other are equal.
  std::vector<When> earlier;
  std::vector<std::string> items;  // ids, sorted; what it was convened for
  std::string link;                // for members only; may be empty
};

enum class Outcome {
  kPending,
  kMet,  // the case has arisen: a conditional item is firm
  kDone,
  kNotApplicable,  // no case arose
  kWithdrawn,
};

struct ItemProgress {
  Outcome outcome = Outcome::kPending;
  Decision decision;                                // the last one
  std::optional<std::chrono::sys_days> done_on;     // of kDone
  std::optional<std::chrono::year_month> moved_to;  // where it is due now
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_PROGRESS_H_
