#include "feeds/conflicts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "config/iso_date.h"
#include "config/wording.h"
#include "feeds/attendance.h"
#include "feeds/free_days.h"
#include "feeds/working_days.h"

namespace agendad::feeds {
namespace {

using config::Councillor;
using config::DateRange;
using config::Location;
using config::ToIso;
using std::chrono::days;
using std::chrono::sys_days;

// Clocks are up to 26 hours apart, so sessions may overlap whose dates differ
// by two days.
constexpr days kClocksApart(2);

enum class Clash { kNone, kSameDay, kOverlap };

Clash Between(const ScheduledSession& a, const ScheduledSession& b) {
  const auto* const one = std::get_if<TimedSpan>(&a.span);
  const auto* const other = std::get_if<TimedSpan>(&b.span);
  if (one && other) {
    return one->start < other->end && other->start < one->end ? Clash::kOverlap
                                                              : Clash::kNone;
  }
  return a.days.first <= b.days.last && b.days.first <= a.days.last
             ? Clash::kSameDay
             : Clash::kNone;
}

const Location& PlaceOf(const AttendedSession& session) {
  return session.scheduled.session->when_where;
}

// "session 'extra-1' of CG".
std::string Named(const AttendedSession& session) {
  return "session " + config::Quoted(session.scheduled.session->identity.id) +
         " of " + session.body->short_name;
}

// "Rita Bell, Uuc-kib Espadas".
std::string Names(const std::vector<const Councillor*>& councillors) {
  std::vector<std::string_view> names;
  for (const auto* councillor : councillors) names.push_back(councillor->name);
  return config::Listed(names);
}

class Teller {
 public:
  Teller(const config::Definition& definition, config::Diagnostics& diagnostics)
      : definition_(definition),
        diagnostics_(diagnostics),
        non_working_days_(definition, told_before_),
        attendance_(definition, told_before_) {
    for (const auto& councillor : definition.directory->councillors) {
      councillors_.emplace(councillor.identity.id, &councillor);
    }
  }

  void TellPairs() {
    for (const auto& [pair, members] : FindPairs()) {
      TellPair(At(pair.first), At(pair.second), members);
    }
  }

  void TellWindows() {
    for (const auto& session : attendance_.Sessions()) {
      if (session.HasDay() || !session.IsToCome()) continue;
      TellWindow(session);
    }
  }

 private:
  // Places in Attendance::Sessions(), the smaller one first.
  using Pair = std::pair<std::size_t, std::size_t>;
  using Pairs = std::map<Pair, std::vector<const Councillor*>>;

  const AttendedSession& At(std::size_t place) const {
    return attendance_.Sessions()[place];
  }

  Pairs FindPairs() const {
    Pairs pairs;
    for (const auto& [member, places] : attendance_.OfMembers()) {
      for (auto one = places.begin(); one != places.end(); ++one) {
        if (!At(*one).IsToCome()) continue;
        const sys_days last = At(*one).scheduled.days.last + kClocksApart;
        for (auto other = one + 1;
             other != places.end() && At(*other).scheduled.days.first <= last;
             ++other) {
          if (!At(*other).IsToCome() ||
              Between(At(*one).scheduled, At(*other).scheduled) ==
                  Clash::kNone) {
            continue;
          }
          pairs[std::minmax(*one, *other)].push_back(councillors_.at(member));
        }
      }
    }
    return pairs;
  }

  std::string NamedWithPlace(const AttendedSession& session,
                             const AttendedSession& reader) const {
    return Named(session) + " (" +
           config::PlaceSeenFrom(PlaceOf(reader), PlaceOf(session),
                                 definition_.files) +
           ")";
  }

  void TellPair(const AttendedSession& a, const AttendedSession& b,
                const std::vector<const Councillor*>& members) {
    const bool in_order = PlaceOf(a) < PlaceOf(b);
    const AttendedSession& first = in_order ? a : b;
    const AttendedSession& later = in_order ? b : a;
    const bool overlap = Between(a.scheduled, b.scheduled) == Clash::kOverlap;
    const sys_days day =
        std::max(a.scheduled.days.first, b.scheduled.days.first);
    diagnostics_.Warn(
        PlaceOf(later),
        Named(later) +
            (overlap ? " overlaps with " : " is on the same day as ") +
            NamedWithPlace(first, later) + ", " + ToIso(day) +
            ", and both must be attended by " + Names(members),
        overlap ? "another hour or day for one of them"
                : "another day for one of them, or an hour for both");
  }

  void TellWindow(const AttendedSession& session) {
    const WorkingDays working_days(*session.program, non_working_days_);
    const DateRange& window = session.scheduled.days;
    std::vector<DayOfMembers> taken;
    for (sys_days day = window.first; day <= window.last; day += days(1)) {
      if (!working_days.IsWorkingDay(day)) continue;
      taken.push_back(LookAt(day, session, attendance_));
      if (taken.back().busy.empty()) return;
    }
    if (taken.empty()) return;  // the schedule tells that it is not worked
    std::string why;
    for (const auto& day : taken) {
      why += (why.empty() ? "" : "; ") + WhyTaken(day, session);
    }
    diagnostics_.Warn(PlaceOf(session),
                      "the window of " + Named(session) + ", " +
                          ToIso(window.first) + " to " + ToIso(window.last) +
                          ", has no working day on which all its members are "
                          "free: " +
                          why,
                      "other days, or another day for one of those sessions");
  }

  // "on 2024-03-11 session 'a' of CG (line 3) takes Rita Bell".
  std::string WhyTaken(const DayOfMembers& day,
                       const AttendedSession& window) const {
    std::map<const AttendedSession*, std::vector<const Councillor*>> by_session;
    for (const auto& member : day.busy) {
      for (const auto* session : member.at) {
        by_session[session].push_back(member.councillor);
      }
    }
    std::string why;
    for (const auto& [session, members] : by_session) {
      why += (why.empty() ? "on " + ToIso(day.day) + " " : " and ") +
             NamedWithPlace(*session, window) + " takes " + Names(members);
    }
    return why;
  }

  const config::Definition& definition_;
  config::Diagnostics& diagnostics_;
  config::Diagnostics told_before_;
  NonWorkingDayTable non_working_days_;
  Attendance attendance_;
  std::unordered_map<std::string_view, const Councillor*> councillors_;
};

}  // namespace

void TellConflicts(const config::Definition& definition,
                   config::Diagnostics& diagnostics) {
  Teller teller(definition, diagnostics);
  teller.TellPairs();
  teller.TellWindows();
}

}  // namespace agendad::feeds
