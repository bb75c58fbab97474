// Which days are worked: the weekend of a program and its calendars of
// non-working days. Values once built; building uses libical (one thread).
#ifndef AGENDAD_FEEDS_WORKING_DAYS_H_
#define AGENDAD_FEEDS_WORKING_DAYS_H_

#include <array>
#include <chrono>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"

namespace agendad::feeds {

// Every calendar of a definition with its rules expanded over the time that
// the programs need. Reports rules that are not valid RRULEs.
class NonWorkingDayTable {
 public:
  struct Calendar {
    std::map<std::chrono::sys_days, std::string> off;  // day -> its name
    std::vector<config::DateRange> all_days_count;
  };

  NonWorkingDayTable(const config::Definition& definition,
                     config::Diagnostics& diagnostics);

  // The calendar must exist.
  const Calendar& At(const std::string& id) const { return calendars_.at(id); }

 private:
  std::unordered_map<std::string, Calendar> calendars_;
};

// The days of one program; refers to the table. Where a range says that all
// days count, weekends and non-working days are worked.
class WorkingDays {
 public:
  WorkingDays(const config::Program& program, const NonWorkingDayTable& table);

  bool IsWorkingDay(std::chrono::sys_days day) const;

  // The name of the calendars' non-working day, or null: null for a weekend
  // and for a day that counts by an all-days range.
  const std::string* NameOfNonWorkingDay(std::chrono::sys_days day) const;

  // Of the month; if it has no working day at all, its first or last day.
  std::chrono::sys_days FirstOf(std::chrono::year_month month) const;
  std::chrono::sys_days LastOf(std::chrono::year_month month) const;

  // The `count`th working day before `day`; `day` itself for 0.
  std::chrono::sys_days Before(std::chrono::sys_days day, int count) const;

 private:
  bool IsInAllDaysCount(std::chrono::sys_days day) const;

  std::array<bool, 7> weekend_;
  std::vector<const NonWorkingDayTable::Calendar*> calendars_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_WORKING_DAYS_H_
