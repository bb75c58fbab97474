#include "feeds/schedule.h"

#include <algorithm>
#include <string>
#include <utility>

#include "config/iso_date.h"
#include "feeds/session_dates.h"

namespace agendad::feeds {
namespace {

using config::Diagnostics;
using config::ToIso;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month;

// What fits on a phone's two lines beside the body's name.
constexpr std::size_t kMaxShortTitle = 60;

std::string Quoted(const std::string& text) { return "'" + text + "'"; }

// "2024-09-16 (Día de la Independencia)", or the weekend day alone.
std::string Named(sys_days day, const WorkingDays& working_days) {
  const std::string* const name = working_days.NameOfNonWorkingDay(day);
  return ToIso(day) + (name ? " (" + *name + ")" : " (weekend)");
}

// Windows of seven days hold a weekend by their nature; only named days of a
// window matter. A single date counts whatever the reason.
void WarnOfNonWorkingDays(const ScheduledSession& scheduled,
                          const WorkingDays& working_days,
                          Diagnostics& diagnostics) {
  const bool single = scheduled.days.first == scheduled.days.last;
  std::string found;
  bool any_working = false;
  for (sys_days day = scheduled.days.first; day <= scheduled.days.last;
       day += days(1)) {
    if (working_days.IsWorkingDay(day)) {
      any_working = true;
    } else if (single || working_days.NameOfNonWorkingDay(day)) {
      found += (found.empty() ? "" : ", ") + Named(day, working_days);
    }
  }
  if (any_working && found.empty()) return;
  const std::string id = Quoted(scheduled.session->identity.id);
  const std::string what =
      single ? "session " + id + " is on a non-working day: " + found
      : any_working
          ? "the window of session " + id + ", " + ToIso(scheduled.days.first) +
                " to " + ToIso(scheduled.days.last) +
                ", has non-working days: " + found
          : "the window of session " + id + ", " + ToIso(scheduled.days.first) +
                " to " + ToIso(scheduled.days.last) + ", has no working day" +
                (found.empty() ? "" : ": " + found);
  diagnostics.Warn(scheduled.session->when_where, what);
}

// The first ordinary session of each month.
std::map<year_month, std::size_t> OrdinaryByMonth(
    const std::vector<ScheduledSession>& sessions) {
  std::map<year_month, std::size_t> first;
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    if (sessions[i].session->type == config::SessionType::kOrdinary &&
        !sessions[i].IsOff()) {
      first.emplace(sessions[i].month, i);  // sorted: the first one stays
    }
  }
  return first;
}

// The first day on which the session can really be held: a window may begin
// on a day that is not worked.
sys_days FirstPossibleDay(const ScheduledSession& scheduled,
                          const WorkingDays& working_days) {
  for (sys_days day = scheduled.days.first; day <= scheduled.days.last;
       day += days(1)) {
    if (working_days.IsWorkingDay(day)) return day;
  }
  return scheduled.days.first;
}

DueDate DueByRule(year_month month, const Schedule& schedule,
                  const std::map<year_month, std::size_t>& ordinary) {
  const config::Program& program = *schedule.program;
  const sys_days month_end = schedule.working_days.LastOf(month);
  if (program.due == config::DueRule::kMonthEnd) {
    return {month_end, DueReason::kMonthEnd, {}};
  }
  const auto found = ordinary.find(month);
  if (found == ordinary.end()) {
    // Whether a month after the program has sessions, another program says.
    const bool is_after = sys_days(month / 1) > program.period.last;
    return {month_end,
            is_after ? DueReason::kMonthEnd : DueReason::kMonthEndNoSession,
            {}};
  }
  const ScheduledSession& session = schedule.sessions[found->second];
  const sys_days first_day = FirstPossibleDay(session, schedule.working_days);
  return {schedule.working_days.Before(first_day, program.due_lead),
          DueReason::kBeforeSession, session.days};
}

void CheckShortTitle(const config::Item& item, const Wording& wording,
                     Diagnostics& diagnostics) {
  const std::size_t count = wording.Clusters().Count(item.short_title);
  if (count <= kMaxShortTitle) return;
  diagnostics.Error(item.short_title_where,
                    "the short title of " + Quoted(item.identity.id) + " has " +
                        std::to_string(count) + " characters",
                    "at most " + std::to_string(kMaxShortTitle));
}

void WarnOfOwnDate(const Deadline& deadline, const WorkingDays& working_days,
                   Diagnostics& diagnostics) {
  const sys_days day = deadline.due.day;
  if (deadline.due.reason != DueReason::kOwnDate || deadline.IsOff() ||
      working_days.IsWorkingDay(day)) {
    return;
  }
  diagnostics.Warn(
      deadline.planned->where,
      "item " + Quoted(deadline.item->identity.id) +
          " is due on a non-working day: " + Named(day, working_days));
}

// Deadlines in the order in which lists show them.
void Sort(const Wording& wording, std::vector<Deadline>& deadlines) {
  std::map<const config::Item*, std::string> keys;
  for (const auto& deadline : deadlines) {
    auto& key = keys[deadline.item];
    if (key.empty()) key = wording.SortKey(deadline.item->short_title);
  }
  const auto key = [&](const Deadline& deadline) {
    const config::Item& item = *deadline.item;
    return std::tuple<year_month, const Group&, bool, const std::string&,
                      const std::string&, year_month>(
        deadline.month, *deadline.group, deadline.IsConditional(),
        keys.at(&item), item.identity.Permanent(), deadline.planned->month);
  };
  std::sort(
      deadlines.begin(), deadlines.end(),
      [&](const Deadline& a, const Deadline& b) { return key(a) < key(b); });
}

}  // namespace

Schedule ExpandProgram(const config::Program& program,
                       const DirectoryIndex& directory,
                       const NonWorkingDayTable& non_working_days,
                       const Wording& wording, Diagnostics& diagnostics) {
  Schedule schedule{&program,
                    &directory.BodyAt(program.body),
                    DateSessions(program, diagnostics),
                    {},
                    {},
                    WorkingDays(program, non_working_days)};
  for (const auto& session : schedule.sessions) {
    if (session.IsOff()) continue;
    WarnOfNonWorkingDays(session, schedule.working_days, diagnostics);
  }
  const auto ordinary = OrdinaryByMonth(schedule.sessions);
  for (const auto& item : program.items) {
    CheckShortTitle(item, wording, diagnostics);
    const Group& group = directory.GroupOf(item.responsible, program.body);
    for (const auto& planned : item.months) {
      const auto moved_to =
          planned.progress ? planned.progress->moved_to : std::nullopt;
      const year_month month = moved_to.value_or(planned.month);
      const auto by_rule = schedule.due_by_rule.find(month);
      const DueDate due =
          by_rule != schedule.due_by_rule.end()
              ? by_rule->second
              : schedule.due_by_rule
                    .emplace(month, DueByRule(month, schedule, ordinary))
                    .first->second;
      const Deadline deadline{
          &item, &planned, month, &group,
          planned.due && !moved_to
              ? DueDate{*planned.due, DueReason::kOwnDate, {}}
              : due};
      WarnOfOwnDate(deadline, schedule.working_days, diagnostics);
      schedule.deadlines.push_back(deadline);
    }
  }
  Sort(wording, schedule.deadlines);
  return schedule;
}

}  // namespace agendad::feeds
