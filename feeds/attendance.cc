#include "feeds/attendance.h"

#include <algorithm>
#include <variant>

#include "feeds/directory_index.h"

namespace agendad::feeds {
namespace {

using config::Councillor;
using std::chrono::sys_days;

// A timed session lasts at most 24 hours, so no session with a day began
// earlier and is still on.
constexpr std::chrono::days kLongest(1);

}  // namespace

bool AttendedSession::HasDay() const {
  return std::holds_alternative<TimedSpan>(scheduled.span) ||
         scheduled.days.first == scheduled.days.last;
}

Attendance::Attendance(const config::Definition& definition,
                       config::Diagnostics& diagnostics) {
  for (const auto& councillor : definition.directory->councillors) {
    for (const auto& membership : councillor.memberships) {
      seats_[membership.body].emplace_back(&councillor, &membership);
    }
  }
  const DirectoryIndex directory(*definition.directory);
  for (const auto& program : definition.programs) {
    const config::Body& body = directory.BodyAt(program->body);
    for (auto& scheduled : DateSessions(*program, diagnostics)) {
      sessions_.push_back({&*program, &body, std::move(scheduled)});
    }
  }
  for (std::size_t i = 0; i < sessions_.size(); ++i) {
    const auto& [program, body, scheduled] = sessions_[i];
    if (!sessions_[i].HasDay() || scheduled.IsOff()) continue;
    for (const auto* member :
         MembersOn(scheduled.days.first, body->identity.id)) {
      of_members_[member->identity.id].push_back(i);
    }
  }
  for (auto& [member, places] : of_members_) {
    std::stable_sort(
        places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
          return sessions_[a].scheduled.days < sessions_[b].scheduled.days;
        });
  }
}

const AttendedSession* Attendance::Find(const config::Program& program,
                                        std::string_view session) const {
  const auto* const wanted = config::FindById(program.sessions, session);
  const auto found = std::find_if(
      sessions_.begin(), sessions_.end(), [&](const AttendedSession& each) {
        return wanted && each.scheduled.session == wanted;
      });
  return found == sessions_.end() ? nullptr : &*found;
}

std::vector<const Councillor*> Attendance::MembersOn(
    sys_days day, const std::string& body) const {
  std::vector<const Councillor*> members;
  const auto seats = seats_.find(body);
  if (seats == seats_.end()) return members;
  for (const auto& [councillor, membership] : seats->second) {
    if (membership->Overlaps({day, day})) members.push_back(councillor);
  }
  std::sort(members.begin(), members.end(),
            [](const Councillor* a, const Councillor* b) {
              return a->identity.id < b->identity.id;
            });
  members.erase(std::unique(members.begin(), members.end()), members.end());
  return members;
}

std::vector<const AttendedSession*> Attendance::OfMemberOn(
    sys_days day, const Councillor& councillor) const {
  std::vector<const AttendedSession*> held;
  const auto found = of_members_.find(councillor.identity.id);
  if (found == of_members_.end()) return held;
  const Places& places = found->second;
  const auto days_of = [&](std::size_t place) {
    return sessions_[place].scheduled.days;
  };
  auto place = std::lower_bound(
      places.begin(), places.end(), day - kLongest,
      [&](std::size_t a, sys_days first) { return days_of(a).first < first; });
  for (; place != places.end() && days_of(*place).first <= day; ++place) {
    if (day <= days_of(*place).last) held.push_back(&sessions_[*place]);
  }
  return held;
}

}  // namespace agendad::feeds
