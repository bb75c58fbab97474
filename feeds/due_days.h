// The deadlines of a program by who must keep them and on which day. Pure; any
// thread.
#ifndef AGENDAD_FEEDS_DUE_DAYS_H_
#define AGENDAD_FEEDS_DUE_DAYS_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "config/settings.h"
#include "feeds/schedule.h"

namespace agendad::feeds {

// What one group must have ready on one day. Refers to the schedule.
struct DueDay {
  // Made of permanent ids and planned months, so that it stays when the day
  // moves: the month whose rule gives the day, as "2024-03"; if all deadlines
  // have dates of their own, the first of them, as "item/2024-03".
  std::string Key() const;

  // Whether its deadlines would be more events than a feed with this policy may
  // have on a day. What was called off counts for ever: a day must not change
  // its face when something of it is settled.
  bool IsCrowded(const config::FeedPolicy& policy) const;

  const Group* group = nullptr;
  std::chrono::sys_days day;
  // At least one, in the order of the schedule; what is done or was called off
  // is among them.
  std::vector<const Deadline*> deadlines;
};

// How many of some deadlines somebody still waits for.
struct PendingCount {
  std::size_t firm = 0;
  std::size_t conditional = 0;
};
PendingCount CountPending(const std::vector<const Deadline*>& deadlines);

// By group, then day.
std::vector<DueDay> DueDaysOf(const Schedule& schedule);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_DUE_DAYS_H_
