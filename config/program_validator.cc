#include "config/program_validator.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>

#include "config/iso_date.h"
#include "config/months.h"
#include "config/utf8.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

using std::chrono::year_month;

// What a narrow column of a month view shows of a summary's title.
constexpr std::size_t kVisibleCodePoints = 32;

year_month MonthOfDay(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return date.year() / date.month();
}

void TellMonthsWithoutSession(const Program& program,
                              Diagnostics& diagnostics) {
  std::set<year_month> months;
  for (const Session& session : program.sessions) {
    const auto month = MonthOf(session);
    if (month && session.type == SessionType::kOrdinary) months.insert(*month);
  }
  for (const Item& item : program.items) {
    if (!item.ordinary_session_only) continue;
    for (const ItemMonth& due : item.months) {
      if (months.contains(due.month)) continue;
      diagnostics.Warn(due.where,
                       Concat({"the item is only for ordinary sessions, and ",
                               ToIso(due.month), " has none"}),
                       "a month with an ordinary session");
    }
  }
}

// The items so far that a short title can be confused with.
struct Namesakes {
  std::unordered_map<std::string_view, const Item*> by_title;
  std::map<std::pair<std::string_view, year_month>, const Item*>
      by_beginning_and_month;

  // The first item that began alike in one of the item's months, or null;
  // from now on this item is one of them.
  const Item* Alike(const Item& item) {
    const std::string_view beginning =
        FirstCodePoints(item.short_title, kVisibleCodePoints);
    const Item* alike = nullptr;
    for (const ItemMonth& due : item.months) {
      const auto [entry, is_first] =
          by_beginning_and_month.try_emplace({beginning, due.month}, &item);
      if (!is_first && alike == nullptr) alike = entry->second;
    }
    return alike;
  }
};

// One warning an item is enough, and equal titles are the graver case.
void TellTitlesThatLookAlike(const Program& program, const FileNames& files,
                             Diagnostics& diagnostics) {
  Namesakes namesakes;
  for (const Item& item : program.items) {
    if (item.short_title.empty()) continue;
    const Location& where = item.short_title_where;
    const auto [equal, is_first] =
        namesakes.by_title.try_emplace(item.short_title, &item);
    const Item* const alike = namesakes.Alike(item);
    if (!is_first) {
      const Location& other = equal->second->short_title_where;
      diagnostics.Warn(where,
                       "the short title is that of " +
                           PlaceSeenFrom(where, other, files) + ", too",
                       "short titles that differ");
    } else if (alike != nullptr) {
      diagnostics.Warn(
          where,
          "the short title begins like that of " +
              PlaceSeenFrom(where, alike->short_title_where, files) +
              ", and both are due in the same month",
          "a difference in the first 32 characters");
    }
  }
}

}  // namespace

std::optional<year_month> MonthOf(const Session& session) {
  struct Visitor {
    std::optional<year_month> operator()(const Unscheduled&) const {
      return std::nullopt;
    }
    std::optional<year_month> operator()(const WeekWindow& window) const {
      return window.month;
    }
    std::optional<year_month> operator()(std::chrono::sys_days day) const {
      return MonthOfDay(day);
    }
    std::optional<year_month> operator()(const LocalTime& time) const {
      return MonthOfDay(time.date);
    }
    std::optional<year_month> operator()(const DateRange& range) const {
      return MonthOfDay(range.first);
    }
  };
  return std::visit(Visitor{}, session.when);
}

void TellWhatIsSuspect(const Program& program, Wholeness whole,
                       const FileNames& files, Diagnostics& diagnostics) {
  if (whole.sessions && program.sessions.empty()) {
    diagnostics.Warn(program.identity.where, "the program has no sessions",
                     "a list of 'sessions'");
  }
  if (whole.items && program.items.empty()) {
    diagnostics.Warn(program.identity.where, "the program has no items",
                     "a list of 'items'");
  }
  if (whole.sessions) TellMonthsWithoutSession(program, diagnostics);
  TellTitlesThatLookAlike(program, files, diagnostics);
}

}  // namespace agendad::config
