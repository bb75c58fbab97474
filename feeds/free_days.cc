#include "feeds/free_days.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace agendad::feeds {

using config::DateRange;
using std::chrono::days;
using std::chrono::sys_days;

DayOfMembers LookAt(sys_days day, const AttendedSession& session,
                    const Attendance& attendance) {
  DayOfMembers found;
  found.day = day;
  const auto members = attendance.MembersOn(day, session.body->identity.id);
  found.members = members.size();
  for (const auto* member : members) {
    auto at = attendance.OfMemberOn(day, *member);
    std::erase(at, &session);
    if (!at.empty()) found.busy.push_back({member, std::move(at)});
  }
  return found;
}

DateRange DaysToChooseFrom(const AttendedSession& session) {
  const DateRange& own = session.scheduled.days;
  if (!session.HasDay()) return own;
  const sys_days monday = own.first - (std::chrono::weekday(own.first) -
                                       std::chrono::Monday);  // 0 to 6 days
  return {monday, monday + days(6)};
}

std::vector<SuggestedDay> SuggestDays(const AttendedSession& session,
                                      const Attendance& attendance,
                                      const WorkingDays& working_days) {
  std::vector<SuggestedDay> suggested;
  const DateRange range = DaysToChooseFrom(session);
  for (sys_days day = range.first; day <= range.last; day += days(1)) {
    const std::string* const holiday = working_days.NameOfNonWorkingDay(day);
    suggested.push_back({LookAt(day, session, attendance),
                         working_days.IsWorkingDay(day),
                         holiday ? *holiday : std::string()});
  }
  const auto key = [](const SuggestedDay& each) {
    return std::make_tuple(!each.is_worked,
                           each.is_worked ? each.members.busy.size() : 0,
                           each.members.day);
  };
  std::sort(suggested.begin(), suggested.end(),
            [&](const SuggestedDay& a, const SuggestedDay& b) {
              return key(a) < key(b);
            });
  return suggested;
}

}  // namespace agendad::feeds
