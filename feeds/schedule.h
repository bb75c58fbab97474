// A program with its dates: when each session is held and when each item is
// due, and by which rule. The values refer to the definition, which must
// outlive them, as must the index and the table.
//
// The rules (docs/guia-definicion.md tells them to admins):
// - A session without a date is a window of days; with a date and an hour it
//   is an instant in UTC.
// - An item with a date of its own is due on it, unless it was moved.
// - Else, under DueRule::kBeforeSession, an item of a month with an ordinary
//   session that was not called off, or put off to nobody knows when, is due N
//   working days before the first possible day of the first such session (N =
//   0: on that day).
// - Else it is due on the month's last working day.
#ifndef AGENDAD_FEEDS_SCHEDULE_H_
#define AGENDAD_FEEDS_SCHEDULE_H_

#include <chrono>
#include <map>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/directory_index.h"
#include "feeds/session_dates.h"
#include "feeds/text/wording.h"
#include "feeds/working_days.h"

namespace agendad::feeds {

// How a due date was found.
enum class DueReason {
  kOwnDate,
  kBeforeSession,
  kMonthEnd,           // the program's rule, or a month after the program
  kMonthEndNoSession,  // no ordinary session in the month
};

struct DueDate {
  std::chrono::sys_days day;
  DueReason reason = DueReason::kMonthEnd;
  config::DateRange session_days;  // of kBeforeSession
};

// An item in one of its months.
struct Deadline {
  config::Outcome Outcome() const {
    return planned->progress ? planned->progress->outcome
                             : config::Outcome::kPending;
  }
  // Whether it is due only if a case arises, and none has.
  bool IsConditional() const {
    return item->IsConditional() && Outcome() == config::Outcome::kPending;
  }
  // Whether somebody waits for it, or would if a case arose.
  bool IsPending() const {
    return Outcome() == config::Outcome::kPending ||
           Outcome() == config::Outcome::kMet;
  }
  // Whether nobody waits for it any more, though it was not done.
  bool IsOff() const {
    return Outcome() == config::Outcome::kNotApplicable ||
           Outcome() == config::Outcome::kWithdrawn;
  }
  // Whether a feed that folds conditional items has it among its month's: what
  // has a date of its own stays an event of its own.
  bool IsFolded() const {
    return IsConditional() && due.reason != DueReason::kOwnDate;
  }
  // Whether it is folded, or would be, had it not been called off: that a case
  // did not arise is no reason for an event of its own.
  bool IsPartOfFold() const {
    return item->IsConditional() && due.reason != DueReason::kOwnDate &&
           (IsConditional() || IsOff());
  }

  const config::Item* item = nullptr;
  const config::ItemMonth* planned = nullptr;
  std::chrono::year_month month;  // in which it is due now
  const Group* group = nullptr;   // in the DirectoryIndex
  DueDate due;
};

struct Schedule {
  const config::Program* program = nullptr;
  const config::Body* body = nullptr;
  // By first day, then permanent id. Unscheduled sessions are not here.
  std::vector<ScheduledSession> sessions;
  // By month; then group, firm before conditional, short title as the
  // program's language sorts it, permanent id, planned month.
  std::vector<Deadline> deadlines;
  // By the rule, for every month in which some item is due.
  std::map<std::chrono::year_month, DueDate> due_by_rule;
  WorkingDays working_days;
};

// Reports, as errors: an unknown time zone, a week that the month does not
// have, an hour that the clock skipped; a short title of more than 60
// graphemes; as warnings: hours that come twice, and what falls on
// non-working days. One thread (libical).
Schedule ExpandProgram(const config::Program& program,
                       const DirectoryIndex& directory,
                       const NonWorkingDayTable& non_working_days,
                       const Wording& wording,
                       config::Diagnostics& diagnostics);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_SCHEDULE_H_
