#include "config/program_skeleton.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <variant>

#include "config/fact_line.h"
#include "config/iso_date.h"
#include "config/months.h"
#include "config/next_period.h"
#include "config/program_parser.h"
#include "config/session_parser.h"
#include "config/wording.h"
#include "config/yaml_lines.h"

namespace agendad::config {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

// The same session ids, with later years where all stay different.
std::vector<std::string> SessionIds(const Program& program, int years) {
  std::vector<std::string> ids;
  for (const auto& session : program.sessions) {
    ids.push_back(WithLaterYears(session.identity.id, program.period, years));
  }
  if (std::set<std::string>(ids.begin(), ids.end()).size() == ids.size()) {
    return ids;
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ids[i] = program.sessions[i].identity.id;
  }
  return ids;
}

class SkeletonWriter {
 public:
  SkeletonWriter(const Program& program, const std::string& id,
                 Language language, sys_days revised)
      : program_(program),
        id_(id),
        language_(language),
        revised_(revised),
        years_(YearsToNext(program.period)),
        period_(Later(program.period, years_)),
        months_(MonthsOf(period_)) {}

  ProgramSkeleton Write() {
    AddHead();
    AddSessions();
    AddItems();
    return {lines_.Take(), period_, std::move(notes_)};
  }

 private:
  void Line(const std::string& line) { lines_.Add(line); }
  void Text(std::string_view indent, std::string_view key,
            const std::string& text) {
    lines_.Add(indent, key, text);
  }

  // About the line that comes next.
  void Note(std::string what) {
    notes_.push_back({lines_.Next(), std::move(what)});
  }

  void AddHead() {
    Line("# Made from " + program_.identity.id +
         ", to be looked at and approved: then write `approval` and take "
         "`status` out.");
    Line(
        "# To be added, as they are of another document: `source` here and in "
        "the items.");
    Line("");
    Line("id: " + FlowScalar(id_));
    Line("body: " + FlowScalar(program_.body));
    Text("", "name", WithLaterYears(program_.name, program_.period, years_));
    AddPeriod();
    Line("status: draft");
    Line("draft-feeds: [" + FlowScalar(program_.body) + "]");
    Line("time-zone: " + FlowScalar(program_.time_zone));
    if (program_.language != language_) {
      Line(Concat({"language: ",
                   program_.language == Language::kSpanish ? "es" : "en"}));
    }
    Line("revised: " + ToIso(revised_));
    Line(Concat({"week-rule: ", ToText(program_.week_rule)}));
    Line(Concat({"due: ", ToText(program_.due)}));
    Line("due-lead: " + std::to_string(program_.due_lead));
    if (program_.shows_overdue) Line("overdue: show");
    if (program_.weekend != Program().weekend) AddWeekend();
    if (!program_.non_working_days.empty()) {
      Line("non-working-days: " + FlowList(program_.non_working_days));
    }
    AddDurations();
  }

  void AddPeriod() {
    const auto& [first, last] = period_;
    const std::chrono::year year = year_month_day(first).year();
    if (first == sys_days(year / 1 / 1) && last == sys_days(year / 12 / 31)) {
      Line("year: " + std::to_string(static_cast<int>(year)));
      return;
    }
    Line("from: " + ToIso(first));
    Line("until: " + ToIso(last));
  }

  void AddWeekend() {
    std::vector<std::string> days;
    for (std::size_t day = 0; day < program_.weekend.size(); ++day) {
      if (program_.weekend[day]) days.emplace_back(kWeekdays[day]);
    }
    Line("weekend: " + FlowList(days));
  }

  void AddDurations() {
    std::string durations;
    for (const auto type : {SessionType::kOrdinary, SessionType::kExtraordinary,
                            SessionType::kUrgent}) {
      const auto& duration = program_.durations[static_cast<std::size_t>(type)];
      if (!duration) continue;
      durations += Concat({durations.empty() ? "" : ", ", ToText(type), ": ",
                           ToText(*duration)});
    }
    if (!durations.empty()) Line("durations: {" + durations + "}");
  }

  // As in the new program, where a name may be of two months.
  std::string MonthText(year_month month) const {
    if (months_.size() > 12) return ToIso(month);
    return std::string(ShortName(month.month(), program_.language));
  }

  year_month LaterMonth(year_month month) const {
    return month + std::chrono::years(years_);
  }

  std::string WeekText(int week, year_month month, WeekRule rule) const {
    return Concat(
        {"{week: ", week < 1 || week > 4 ? "last" : std::to_string(week),
         ", month: ", MonthText(LaterMonth(month)),
         rule == program_.week_rule ? "" : ", rule: ",
         rule == program_.week_rule ? "" : ToText(rule), "}"});
  }

  // Of a session that had days: its week, if there is one every year.
  std::string WeekOf(const Session& session, sys_days day) const {
    if (session.type != SessionType::kOrdinary) return "unscheduled";
    const auto [week, month] = WeekIn(program_.period, day, program_.week_rule);
    return WeekText(week, month, program_.week_rule);
  }

  std::string WhenText(const Session& session, std::string& before) const {
    if (const auto* week = std::get_if<WeekWindow>(&session.when)) {
      // The next year's month may have four.
      if (week->week == 5) before = "week 5";
      return WeekText(week->week, week->month, week->rule);
    }
    if (const auto* day = std::get_if<sys_days>(&session.when)) {
      before = ToIso(*day);
      return WeekOf(session, *day);
    }
    if (const auto* time = std::get_if<LocalTime>(&session.when)) {
      before = ToIso(*time);
      return WeekOf(session, time->date);
    }
    if (const auto* days = std::get_if<DateRange>(&session.when)) {
      before = ToIso(*days);
      return WeekOf(session, days->first);
    }
    return "unscheduled";
  }

  void AddSessions() {
    if (program_.sessions.empty()) return;
    Line("");
    Line("sessions:");
    const auto ids = SessionIds(program_, years_);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const Session& session = program_.sessions[i];
      Line("  - id: " + FlowScalar(ids[i]));
      Line(Concat({"    type: ", ToText(session.type)}));
      std::string before;
      const std::string when = WhenText(session, before);
      if (!before.empty()) {
        Note("the session " + Quoted(ids[i]) + " was planned for " + before);
      }
      Line(Concat({"    when: ", when,
                   before.empty() ? "" : "  # last time: ", before}));
      Text("    ", "name",
           WithLaterYears(session.name, program_.period, years_));
      Text("    ", "place", session.place);
    }
  }

  // "all", or the months, long runs of them as ranges.
  std::string MonthsText(const Item& item) const {
    std::vector<std::string> parts;
    const auto& due = item.months;
    if (due.size() == months_.size()) return "all";
    for (std::size_t i = 0; i < due.size();) {
      std::size_t end = i + 1;
      while (end < due.size() &&
             due[end].month == due[end - 1].month + std::chrono::months(1)) {
        ++end;
      }
      const std::string first = MonthText(LaterMonth(due[i].month));
      if (end - i < 3) {
        parts.push_back(first);
        ++i;
        continue;
      }
      parts.push_back(first + (months_.size() > 12 ? ".." : "-") +
                      MonthText(LaterMonth(due[end - 1].month)));
      i = end;
    }
    return parts.size() == 1 ? parts.front() : FlowList(parts);
  }

  void AddResponsible(const Item& item) {
    if (const auto* unit = std::get_if<ByDirectorate>(&item.responsible)) {
      Line("    directorate: " + FlowScalar(unit->id));
    } else if (const auto* part = std::get_if<ByHeading>(&item.responsible)) {
      Line("    heading: " + FlowScalar(part->id));
    }
  }

  void AddDueDates(const Item& item) {
    std::string dates;
    for (const auto& month : item.months) {
      if (!month.due) continue;
      dates += (dates.empty() ? "" : ", ") + ToIso(*month.due);
    }
    if (dates.empty()) return;
    Note("the item " + Quoted(item.identity.id) + " was due on " + dates);
    Line("    # due, last time: " + dates);
  }

  void AddItems() {
    if (program_.items.empty()) return;
    Line("");
    Line("items:");
    for (const auto& item : program_.items) {
      if (&item != &program_.items.front()) Line("");
      if (NamesYear(item.title) || NamesYear(item.short_title) ||
          NamesYear(item.condition) || NamesYear(item.observation)) {
        Note("the item " + Quoted(item.identity.id) + " names a year");
      }
      Line("  - id: " + FlowScalar(item.identity.id));
      Text("    ", "title", item.title);
      Text("    ", "short", item.short_title);
      AddResponsible(item);
      Line("    months: " + MonthsText(item));
      AddDueDates(item);
      Text("    ", "condition", item.condition);
      Text("    ", "observation", item.observation);
      if (item.ordinary_session_only) {
        Line("    ordinary-session-only: true");
      }
      if (!item.destination.empty()) {
        Line("    destination: " + FlowScalar(item.destination));
      }
    }
  }

  const Program& program_;
  const std::string& id_;
  const Language language_;
  const sys_days revised_;
  const int years_;
  const DateRange period_;  // the new one
  const Months months_;     // of it
  YamlLines lines_;
  std::vector<SkeletonNote> notes_;
};

}  // namespace

std::string SuccessorId(const Program& program) {
  const int years = YearsToNext(program.period);
  const std::string& id = program.identity.id;
  std::string later = WithLaterYears(id, program.period, years);
  if (later != id) return later;
  const year_month_day first(Later(program.period, years).first);
  return id + "-" + std::to_string(static_cast<int>(first.year()));
}

ProgramSkeleton MakeSkeleton(const Program& program, const std::string& id,
                             Language language, sys_days revised) {
  return SkeletonWriter(program, id, language, revised).Write();
}

}  // namespace agendad::config
