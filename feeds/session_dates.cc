#include "feeds/session_dates.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include "config/iso_date.h"
#include "feeds/ical/time_zone.h"
#include "feeds/week_of_month.h"

namespace agendad::feeds {
namespace {

using config::DateRange;
using config::ToClock;
using config::ToIso;
using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

year_month MonthOf(sys_days day) {
  const year_month_day civil(day);
  return civil.year() / civil.month();
}

// Turns one `when` into days and an instant; absent if it cannot, or if the
// session is unscheduled.
class Dater {
 public:
  Dater(const config::Session& session, const std::optional<TimeZone>& zone,
        const std::string& zone_name, config::Diagnostics& diagnostics)
      : session_(session),
        zone_(zone),
        zone_name_(zone_name),
        diagnostics_(diagnostics) {}

  std::optional<ScheduledSession> operator()(const config::Unscheduled&) {
    return std::nullopt;
  }

  std::optional<ScheduledSession> operator()(const config::WeekWindow& window) {
    const auto days = DaysOf(window);
    if (!days) {
      diagnostics_.Error(
          session_.when_where,
          ToIso(window.month) + " has no week " + std::to_string(window.week),
          "a smaller number, or 'last'");
      return std::nullopt;
    }
    return Scheduled(*days, *days, window.month);
  }

  std::optional<ScheduledSession> operator()(const sys_days& day) {
    return (*this)(DateRange{day, day});
  }

  std::optional<ScheduledSession> operator()(const DateRange& days) {
    return Scheduled(days, days, MonthOf(days.first));
  }

  std::optional<ScheduledSession> operator()(const config::LocalTime& time) {
    if (!zone_) return std::nullopt;  // reported once, for the program
    const ZonedInstant start = zone_->ToUtc(time.date + time.time_of_day);
    const std::string local =
        ToIso(time.date) + " " + ToClock(time.time_of_day);
    if (start.kind == LocalTimeKind::kSkipped) {
      diagnostics_.Error(session_.when_where,
                         "there is no " + local + " in " + zone_name_ +
                             ": the clock is put forward over it",
                         "a time that exists");
      return std::nullopt;
    }
    if (start.kind == LocalTimeKind::kRepeated) {
      diagnostics_.Warn(session_.when_where,
                        local + " comes twice in " + zone_name_ +
                            ": the clock is put back; the first is taken");
    }
    // A timed session has a duration: the parser's promise.
    const auto duration = session_.duration.value_or(std::chrono::minutes(0));
    const TimedSpan span{start.utc, start.utc + duration};
    const auto last_local = zone_->ToLocal(span.end - std::chrono::seconds(1));
    const auto end_local = zone_->ToLocal(span.end);
    auto scheduled = Scheduled(
        span,
        DateRange{time.date, std::chrono::floor<std::chrono::days>(last_local)},
        MonthOf(time.date));
    scheduled.end_clock = std::chrono::floor<std::chrono::minutes>(
        end_local - std::chrono::floor<std::chrono::days>(end_local));
    return scheduled;
  }

 private:
  ScheduledSession Scheduled(const EventSpan& span, const DateRange& days,
                             year_month month) const {
    ScheduledSession scheduled;
    scheduled.session = &session_;
    scheduled.span = span;
    scheduled.days = days;
    scheduled.month = month;
    return scheduled;
  }

  const config::Session& session_;
  const std::optional<TimeZone>& zone_;
  const std::string& zone_name_;
  config::Diagnostics& diagnostics_;
};

// The days of a time that a session had. Absent of a week that its month does
// not have, which nobody can have announced.
std::optional<DateRange> DaysOfTime(const config::When& when) {
  if (const auto* week = std::get_if<config::WeekWindow>(&when)) {
    return DaysOf(*week);
  }
  if (const auto* day = std::get_if<sys_days>(&when)) {
    return DateRange{*day, *day};
  }
  if (const auto* time = std::get_if<config::LocalTime>(&when)) {
    return DateRange{time->date, time->date};
  }
  if (const auto* days = std::get_if<DateRange>(&when)) return *days;
  return std::nullopt;
}

// Its time, or the last one that it had; never null.
const config::When* ShownTime(const config::Session& session) {
  const bool had_one = session.progress && !session.progress->earlier.empty();
  return had_one && std::holds_alternative<config::Unscheduled>(session.when)
             ? &session.progress->earlier.back()
             : &session.when;
}

// The items that it is for stay those of the month that it was planned for.
void AddEarlierTimes(ScheduledSession& scheduled) {
  const auto& progress = scheduled.session->progress;
  if (!progress) return;
  for (const auto& when : progress->earlier) {
    if (&when == scheduled.when) continue;
    const auto days = DaysOfTime(when);
    if (!days) continue;
    if (scheduled.earlier.empty()) {
      const auto* const week = std::get_if<config::WeekWindow>(&when);
      scheduled.month = week ? week->month : MonthOf(days->first);
    }
    scheduled.earlier.push_back({&when, *days});
  }
}

}  // namespace

std::vector<ScheduledSession> DateSessions(const config::Program& program,
                                           config::Diagnostics& diagnostics) {
  const auto zone = TimeZone::Find(program.time_zone);
  if (!zone) {
    diagnostics.Error(program.time_zone_where,
                      "unknown time zone '" + program.time_zone + "'",
                      "an IANA name, as America/Mexico_City");
  }
  std::vector<ScheduledSession> sessions;
  for (const auto& session : program.sessions) {
    const config::When* const shown = ShownTime(session);
    auto dated = std::visit(
        Dater(session, zone, program.time_zone, diagnostics), *shown);
    if (!dated) continue;
    dated->when = shown;
    dated->has_time = shown == &session.when;
    AddEarlierTimes(*dated);
    sessions.push_back(std::move(*dated));
  }
  const auto key = [](const ScheduledSession& scheduled) {
    return std::make_tuple(scheduled.days.first,
                           scheduled.session->identity.Permanent());
  };
  std::sort(sessions.begin(), sessions.end(),
            [&](const ScheduledSession& a, const ScheduledSession& b) {
              return key(a) < key(b);
            });
  return sessions;
}

}  // namespace agendad::feeds
