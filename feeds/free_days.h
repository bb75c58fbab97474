// Who is free on which day, for a session that has none yet or may get another
// one. Somebody is free who need not be at another session that day; that of a
// known day counts, also one that was held. Values that refer to the
// definition and the attendance, which must outlive them. Any thread.
#ifndef AGENDAD_FEEDS_FREE_DAYS_H_
#define AGENDAD_FEEDS_FREE_DAYS_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "config/program.h"
#include "feeds/attendance.h"
#include "feeds/working_days.h"

namespace agendad::feeds {

// A member who is not free, and why.
struct BusyMember {
  const config::Councillor* councillor = nullptr;
  std::vector<const AttendedSession*> at;  // not empty
};

struct DayOfMembers {
  std::chrono::sys_days day;
  std::size_t members = 0;       // of the session's body, on that day
  std::vector<BusyMember> busy;  // in order of ids

  std::size_t Free() const { return members - busy.size(); }
};

// `session` is one of the attendance, and keeps nobody busy itself.
DayOfMembers LookAt(std::chrono::sys_days day, const AttendedSession& session,
                    const Attendance& attendance);

// The days that a session may be held on: its window; of one with a day, the
// week of it, Monday to Sunday.
config::DateRange DaysToChooseFrom(const AttendedSession& session);

struct SuggestedDay {
  DayOfMembers members;
  bool is_worked = true;
  std::string holiday;  // the name of a day that is not worked; may be empty
};

// All of DaysToChooseFrom(): working days before others, and then, for
// working days, those with fewer who are not free; by day. `working_days` are
// those of the session's program.
std::vector<SuggestedDay> SuggestDays(const AttendedSession& session,
                                      const Attendance& attendance,
                                      const WorkingDays& working_days);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_FREE_DAYS_H_
