#include "daemon/suggest_command.h"

#include <array>
#include <stdexcept>
#include <variant>
#include <vector>

#include "config/definition_files.h"
#include "config/iso_date.h"
#include "config/json_string.h"
#include "daemon/command_line.h"
#include "daemon/loaded_snapshot.h"
#include "daemon/output.h"
#include "daemon/program_choice.h"
#include "feeds/attendance.h"
#include "feeds/free_days.h"
#include "feeds/working_days.h"

namespace agendad::daemon {
namespace {

using config::JsonString;
using config::Program;
using feeds::SuggestedDay;
using SuggestedDays = std::vector<SuggestedDay>;

std::string WeekdayOf(const SuggestedDay& suggested) {
  static constexpr std::array<const char*, 7> kWeekdays = {
      "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return kWeekdays[std::chrono::weekday(suggested.members.day).c_encoding()];
}

// "10:00-12:00"; empty if the session has no hour.
std::string HoursOf(const feeds::ScheduledSession& scheduled) {
  const auto* const time = std::get_if<config::LocalTime>(scheduled.when);
  if (time == nullptr) return "";
  return config::ToClock(time->time_of_day) + "-" +
         config::ToClock(scheduled.end_clock);
}

// "Rita Bell (CG extra-1 10:00-12:00, CRFE extra-2)".
std::string Text(const feeds::BusyMember& busy) {
  std::string sessions;
  for (const auto* at : busy.at) {
    const std::string hours = HoursOf(at->scheduled);
    sessions += (sessions.empty() ? "" : ", ") + at->body->short_name + " " +
                at->scheduled.session->identity.id +
                (hours.empty() ? "" : " " + hours);
  }
  return busy.councillor->name + " (" + sessions + ")";
}

std::string Text(const SuggestedDays& days) {
  std::string text;
  for (const auto& suggested : days) {
    const auto& members = suggested.members;
    text += config::ToIso(members.day) + " " + WeekdayOf(suggested) + "  " +
            std::to_string(members.Free()) + " of " +
            std::to_string(members.members) + " free";
    std::string busy;
    for (const auto& member : members.busy) {
      busy += (busy.empty() ? "; not " : ", ") + Text(member);
    }
    text += busy;
    if (!suggested.is_worked) {
      text += "; not a working day: " + (suggested.holiday.empty()
                                             ? std::string("weekend")
                                             : suggested.holiday);
    }
    text += "\n";
  }
  return text;
}

std::string Json(const feeds::AttendedSession& at) {
  const std::string hours = HoursOf(at.scheduled);
  return "{\"session\":" + JsonString(at.scheduled.session->identity.id) +
         ",\"program\":" + JsonString(at.program->identity.id) +
         ",\"body\":" + JsonString(at.body->identity.id) +
         ",\"hours\":" + (hours.empty() ? "null" : JsonString(hours)) + "}";
}

std::string Json(const feeds::BusyMember& busy) {
  std::string sessions;
  for (const auto* at : busy.at) {
    sessions += (sessions.empty() ? "" : ",") + Json(*at);
  }
  return "{\"councillor\":" + JsonString(busy.councillor->identity.id) +
         ",\"name\":" + JsonString(busy.councillor->name) + ",\"sessions\":[" +
         sessions + "]}";
}

std::string Json(const SuggestedDays& days) {
  std::string json = "[";
  for (const auto& suggested : days) {
    const auto& members = suggested.members;
    std::string busy;
    for (const auto& member : members.busy) {
      busy += (busy.empty() ? "" : ",") + Json(member);
    }
    json +=
        (json.size() > 1 ? ",\n{\"date\":" : "{\"date\":") +
        JsonString(config::ToIso(members.day)) +
        ",\"weekday\":" + JsonString(WeekdayOf(suggested)) +
        ",\"working\":" + (suggested.is_worked ? "true" : "false") +
        ",\"non_working_day\":" +
        (suggested.holiday.empty() ? "null" : JsonString(suggested.holiday)) +
        ",\"members\":" + std::to_string(members.members) +
        ",\"free\":" + std::to_string(members.Free()) + ",\"busy\":[" + busy +
        "]}";
  }
  return json + "]\n";
}

const Program& ProgramOf(const config::Definition& definition,
                         const SuggestOptions& options) {
  return FindProgram(
      definition, options.program, "the session '" + options.session + "'",
      [&](const Program& each) {
        return config::FindById(each.sessions, options.session) != nullptr;
      },
      [&](const Program& each) {
        return each.period.Has(Today(each)) || IsPutOff(options.session, each);
      });
}

const feeds::AttendedSession& SessionIn(const Program& program,
                                        const feeds::Attendance& attendance,
                                        const SuggestOptions& options) {
  const auto* const session = attendance.Find(program, options.session);
  if (session && session->scheduled.has_time) return *session;
  throw std::runtime_error(
      config::FindById(program.sessions, options.session)
          ? "the session '" + options.session +
                "' has neither a day nor a window; give it one with postpone"
          : "the program '" + program.identity.id + "' has no session '" +
                options.session + "'");
}

}  // namespace

int Suggest(const std::string& directory, const SuggestOptions& options) {
  auto [definition, diagnostics] = config::LoadDefinition(directory);
  if (!diagnostics.HasErrors()) {
    const feeds::NonWorkingDayTable table(definition, diagnostics);
    const feeds::Attendance attendance(definition, diagnostics);
    if (!diagnostics.HasErrors()) {
      const Program& program = ProgramOf(definition, options);
      const auto days =
          feeds::SuggestDays(SessionIn(program, attendance, options),
                             attendance, feeds::WorkingDays(program, table));
      WriteToStandardOutput(options.json ? Json(days) : Text(days));
      return kExitFine;
    }
  }
  diagnostics.Sort();
  WriteToStandardError(DiagnosticLines(diagnostics, definition.files));
  return kExitFailure;
}

}  // namespace agendad::daemon
