#include "feeds/working_days.h"

#include <algorithm>

#include "feeds/ical/recurrence.h"

namespace agendad::feeds {
namespace {

using config::DateRange;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month;

// Ends a walk back through a program that has no working days. The longest lead
// is 60 working days, and there may be one in a week, and weeks without any.
constexpr int kMaxWalk = 1000;

// How far outside a period days matter: before it, for the lead of a due date
// and that of a notice before it; after it, for what was put off to the last
// month that it may be, or to a week that begins on that month's last day.
constexpr days kMarginBefore(2 * kMaxWalk);
constexpr days kMarginAfter(366 + 31 + 7);

DateRange Needed(const config::Definition& definition) {
  DateRange needed{sys_days::max(), sys_days::min()};
  for (const auto& program : definition.programs) {
    needed.first = std::min(needed.first, program->period.first);
    needed.last = std::max(needed.last, program->period.last);
  }
  if (definition.programs.empty()) return {sys_days(), sys_days()};
  return {needed.first - kMarginBefore, needed.last + kMarginAfter};
}

DateRange Within(const config::NonWorkingDays& entry, const DateRange& needed) {
  return {std::max(needed.first, entry.first.value_or(needed.first)),
          std::min(needed.last, entry.last.value_or(needed.last))};
}

void AddRange(const config::NonWorkingDays& entry, const DateRange& range,
              NonWorkingDayTable::Calendar& calendar) {
  if (entry.all_days_count) {
    if (range.first <= range.last) calendar.all_days_count.push_back(range);
    return;
  }
  for (sys_days day = range.first; day <= range.last; day += days(1)) {
    calendar.off.emplace(day, entry.name);
  }
}

}  // namespace

NonWorkingDayTable::NonWorkingDayTable(const config::Definition& definition,
                                       config::Diagnostics& diagnostics) {
  const DateRange needed = Needed(definition);
  for (const auto& source : definition.non_working_calendars) {
    Calendar& calendar = calendars_[source.identity.id];
    for (const auto& entry : source.days) {
      const DateRange range = Within(entry, needed);
      if (entry.rule.empty()) {
        AddRange(entry, range, calendar);
        continue;
      }
      const auto recurrence = ExpandRecurrence(
          entry.rule, entry.first.value_or(needed.first), range);
      if (!recurrence) {
        diagnostics.Error(entry.where,
                          "'" + entry.rule + "' is not a recurrence rule",
                          "an RRULE of days (RFC 5545), as "
                          "FREQ=YEARLY;BYMONTH=2;BYDAY=1MO");
        continue;
      }
      for (const sys_days day : *recurrence) {
        calendar.off.emplace(day, entry.name);
      }
    }
  }
}

WorkingDays::WorkingDays(const config::Program& program,
                         const NonWorkingDayTable& table)
    : weekend_(program.weekend) {
  for (const auto& id : program.non_working_days) {
    calendars_.push_back(&table.At(id));
  }
}

bool WorkingDays::IsInAllDaysCount(sys_days day) const {
  return std::any_of(
      calendars_.begin(), calendars_.end(), [&](const auto* calendar) {
        return std::any_of(
            calendar->all_days_count.begin(), calendar->all_days_count.end(),
            [&](const DateRange& range) { return range.Has(day); });
      });
}

const std::string* WorkingDays::NameOfNonWorkingDay(sys_days day) const {
  if (IsInAllDaysCount(day)) return nullptr;
  for (const auto* calendar : calendars_) {
    const auto found = calendar->off.find(day);
    if (found != calendar->off.end()) return &found->second;
  }
  return nullptr;
}

bool WorkingDays::IsWorkingDay(sys_days day) const {
  if (IsInAllDaysCount(day)) return true;
  const bool weekend = weekend_[std::chrono::weekday(day).c_encoding()];
  return !weekend && !NameOfNonWorkingDay(day);
}

sys_days WorkingDays::FirstOf(year_month month) const {
  const sys_days last(month / std::chrono::last);
  for (sys_days day(month / 1); day <= last; day += days(1)) {
    if (IsWorkingDay(day)) return day;
  }
  return sys_days(month / 1);
}

sys_days WorkingDays::LastOf(year_month month) const {
  const sys_days last(month / std::chrono::last);
  for (sys_days day = last; day >= sys_days(month / 1); day -= days(1)) {
    if (IsWorkingDay(day)) return day;
  }
  return last;
}

sys_days WorkingDays::Before(sys_days day, int count) const {
  sys_days at = day;
  for (int walked = 0; count > 0 && walked < kMaxWalk; ++walked) {
    at -= days(1);
    if (IsWorkingDay(at)) --count;
  }
  return at;
}

}  // namespace agendad::feeds
