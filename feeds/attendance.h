// Which sessions each councillor must attend, over all programs. Refers to the
// definition, which must outlive it. Immutable once built; building is one
// thread (libical), reading any.
#ifndef AGENDAD_FEEDS_ATTENDANCE_H_
#define AGENDAD_FEEDS_ATTENDANCE_H_

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/session_dates.h"

namespace agendad::feeds {

struct AttendedSession {
  // Whether it is known on which day it is held, and not only in which days. A
  // window of one day is that day.
  bool HasDay() const;
  // Whether somebody must still attend it.
  bool IsToCome() const {
    return !scheduled.IsOff() &&
           scheduled.State() != config::SessionState::kHeld;
  }

  const config::Program* program = nullptr;
  const config::Body* body = nullptr;
  ScheduledSession scheduled;
};

class Attendance {
 public:
  // Places in Sessions().
  using Places = std::vector<std::size_t>;
  using ByMember = std::map<std::string_view, Places>;

  // Reports what DateSessions() does.
  Attendance(const config::Definition& definition,
             config::Diagnostics& diagnostics);
  Attendance(const Attendance&) = delete;
  Attendance& operator=(const Attendance&) = delete;

  // All that have a time, also those that are off, in the order of the programs
  // and then as DateSessions() gives them.
  const std::vector<AttendedSession>& Sessions() const { return sessions_; }

  // The session of this id in a program of the definition, or null.
  const AttendedSession* Find(const config::Program& program,
                              std::string_view session) const;

  // Who must attend what is held by the body (its id) on that day, each once,
  // in order of ids.
  std::vector<const config::Councillor*> MembersOn(
      std::chrono::sys_days day, const std::string& body) const;

  // Sessions with a day that are not off: of each councillor (by id) who was a
  // member when they begin; by first day.
  const ByMember& OfMembers() const { return of_members_; }

  // Those of one councillor that take some of that day.
  std::vector<const AttendedSession*> OfMemberOn(
      std::chrono::sys_days day, const config::Councillor& councillor) const;

 private:
  using Seat = std::pair<const config::Councillor*, const config::Membership*>;

  std::vector<AttendedSession> sessions_;
  std::unordered_map<std::string, std::vector<Seat>> seats_;  // by body
  ByMember of_members_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_ATTENDANCE_H_
