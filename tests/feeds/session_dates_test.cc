#include "feeds/session_dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "config/iso_date.h"
#include "tests/support/expanded_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::SessionType;
using config::ToClock;
using config::ToIso;
using test::At;
using test::Day;
using test::ExpandedProgram;
using test::MakeSession;
using test::Week;
using testing::ElementsAre;
using testing::IsEmpty;

// "marzo 2024-03-11 2024-03-15 for 2024-03".
std::vector<std::string> Sessions(const ExpandedProgram& expanded) {
  std::vector<std::string> shown;
  for (const auto& session : expanded.Schedule().sessions) {
    shown.push_back(session.session->identity.id + " " +
                    ToIso(session.days.first) + " " + ToIso(session.days.last) +
                    " for " + ToIso(session.month));
  }
  return shown;
}

// Of the first session.
std::string Instants(const ExpandedProgram& expanded) {
  const auto& span =
      std::get<TimedSpan>(expanded.Schedule().sessions.at(0).span);
  const auto shown = [](std::chrono::sys_seconds at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return ToIso(day) + " " +
           ToClock(std::chrono::floor<std::chrono::minutes>(at - day));
  };
  return shown(span.start) + " " + shown(span.end);
}

TEST(DateSessions, DatesEveryKindOfSession) {
  config::Program program = test::MakeProgram();
  program.sessions = {
      MakeSession("diciembre", SessionType::kOrdinary, At("2024-12-31", 23h)),
      MakeSession("rango", SessionType::kUrgent,
                  config::DateRange{Day("2024-07-30"), Day("2024-08-02")}),
      MakeSession("marzo", SessionType::kOrdinary, Week(2, "2024-03")),
      MakeSession("algun-dia", SessionType::kOrdinary, config::Unscheduled{}),
      MakeSession("iso", SessionType::kExtraordinary,
                  Week(1, "2024-05", config::WeekRule::kIso)),
      MakeSession("dia", SessionType::kOrdinary, Day("2024-06-19"))};
  const ExpandedProgram expanded(program);
  EXPECT_THAT(Sessions(expanded),
              ElementsAre("marzo 2024-03-11 2024-03-15 for 2024-03",
                          "iso 2024-04-29 2024-05-03 for 2024-05",
                          "dia 2024-06-19 2024-06-19 for 2024-06",
                          "rango 2024-07-30 2024-08-02 for 2024-07",
                          "diciembre 2024-12-31 2025-01-01 for 2024-12"));
  EXPECT_THAT(expanded.Told(),
              ElementsAre("warning: the window of session 'iso', 2024-04-29 "
                          "to 2024-05-03, has non-working days: 2024-05-01 "
                          "(Día del Trabajo)",
                          "warning: the window of session 'diciembre', "
                          "2024-12-31 to 2025-01-01, has non-working days: "
                          "2025-01-01 (Año Nuevo)"));
}

TEST(DateSessions, TimedSessionsAreInstants) {
  const struct {
    std::string zone;
    config::LocalTime when;
    std::chrono::minutes duration;
    std::string instants;
    std::string_view last_day;
  } rows[] = {
      {"America/Mexico_City", At("2024-03-13", 10h), 120min,
       "2024-03-13 16:00 2024-03-13 18:00", "2024-03-13"},
      {"America/Mexico_City", At("2024-03-13", 22h), 120min,
       "2024-03-14 04:00 2024-03-14 06:00", "2024-03-13"},
      {"America/Mexico_City", At("2024-03-13", 22h), 121min,
       "2024-03-14 04:00 2024-03-14 06:01", "2024-03-14"},
      {"Europe/London", At("2024-03-30", 23h), 180min,
       "2024-03-30 23:00 2024-03-31 02:00", "2024-03-31"},
      {"Europe/London", At("2024-10-26", 23h), 240min,
       "2024-10-26 22:00 2024-10-27 02:00", "2024-10-27"},
      {"Pacific/Kiritimati", At("2024-01-01", 1h), 1min,
       "2023-12-31 11:00 2023-12-31 11:01", "2024-01-01"},
  };
  for (const auto& [zone, when, duration, instants, last_day] : rows) {
    config::Program program = test::MakeProgram();
    program.time_zone = zone;
    program.weekend = {};
    program.non_working_days = {};
    program.sessions = {MakeSession("s", SessionType::kOrdinary, when)};
    program.sessions[0].duration = duration;
    const ExpandedProgram expanded(program);
    EXPECT_EQ(Instants(expanded), instants);
    EXPECT_EQ(expanded.Schedule().sessions[0].days.last, Day(last_day));
    EXPECT_THAT(expanded.Told(), IsEmpty());
  }
}

TEST(DateSessions, TellsWhatIsWrongWithDates) {
  const struct {
    std::string zone;
    config::When when;
    std::string told;
    std::size_t sessions;
  } rows[] = {
      {"America/Mexico_Town", Day("2024-03-13"),
       "error: unknown time zone 'America/Mexico_Town'; expected an IANA "
       "name, as America/Mexico_City",
       1},
      {"America/Mexico_City", Week(5, "2023-02", config::WeekRule::kDays),
       "error: 2023-02 has no week 5; expected a smaller number, or 'last'", 0},
      {"Europe/London", At("2024-03-31", 90min),
       "error: there is no 2024-03-31 01:30 in Europe/London: the clock is "
       "put forward over it; expected a time that exists",
       0},
      {"Europe/London", At("2024-10-27", 90min),
       "warning: 2024-10-27 01:30 comes twice in Europe/London: the clock is "
       "put back; the first is taken",
       1},
      {"America/Mexico_City", Day("2024-03-18"),
       "warning: session 's' is on a non-working day: 2024-03-18 (Natalicio "
       "de Juárez)",
       1},
      {"America/Mexico_City", Day("2024-03-16"),
       "warning: session 's' is on a non-working day: 2024-03-16 (weekend)", 1},
      {"America/Mexico_City",
       config::DateRange{Day("2024-03-16"), Day("2024-03-18")},
       "warning: the window of session 's', 2024-03-16 to 2024-03-18, has no "
       "working day: 2024-03-18 (Natalicio de Juárez)",
       1},
      {"America/Mexico_City",
       config::DateRange{Day("2024-03-16"), Day("2024-03-17")},
       "warning: the window of session 's', 2024-03-16 to 2024-03-17, has no "
       "working day",
       1},
  };
  for (const auto& [zone, when, told, sessions] : rows) {
    config::Program program = test::MakeProgram();
    program.time_zone = zone;
    program.sessions = {MakeSession("s", SessionType::kOrdinary, when)};
    if (zone == "Europe/London") program.weekend = {};
    const ExpandedProgram expanded(program);
    EXPECT_THAT(expanded.Told(), ElementsAre(told));
    EXPECT_EQ(expanded.Schedule().sessions.size(), sessions);
  }
}

}  // namespace
}  // namespace agendad::feeds
