#include "daemon/program_choice.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

#include "daemon/clock.h"
#include "feeds/ical/time_zone.h"

namespace agendad::daemon {
namespace {

using config::Program;

// "'cspen-2024' and 'cspen-2025'".
std::string Names(const std::vector<const Program*>& programs) {
  std::string names;
  for (const auto* program : programs) {
    names += (names.empty() ? "'" : " and '") + program->identity.id + "'";
  }
  return names;
}

}  // namespace

std::chrono::sys_days Today(const Program& program) {
  const auto zone = feeds::TimeZone::Find(program.time_zone);
  return std::chrono::floor<std::chrono::days>(zone ? zone->ToLocal(Now())
                                                    : Now());
}

bool IsPutOff(const std::string& session, const Program& program) {
  const auto* const found = config::FindById(program.sessions, session);
  if (!found || !found->progress ||
      found->progress->state == config::SessionState::kHeld ||
      found->progress->state == config::SessionState::kCancelled) {
    return false;
  }
  const config::When& when = found->when;
  const std::chrono::sys_days end = program.period.last;
  if (const auto* week = std::get_if<config::WeekWindow>(&when)) {
    return std::chrono::sys_days(week->month / 1) > end;
  }
  if (const auto* day = std::get_if<std::chrono::sys_days>(&when)) {
    return *day > end;
  }
  if (const auto* time = std::get_if<config::LocalTime>(&when)) {
    return time->date > end;
  }
  if (const auto* days = std::get_if<config::DateRange>(&when)) {
    return days->last > end;
  }
  return true;
}

const Program& FindProgram(const config::Definition& definition,
                           const std::string& named, const std::string& subject,
                           const AboutProgram& has,
                           const AboutProgram& is_likely) {
  std::vector<const Program*> found;
  for (const auto& program : definition.programs) {
    const bool is_meant =
        named.empty() ? has(*program) : program->identity.Is(named);
    if (is_meant) found.push_back(&*program);
  }
  if (found.size() > 1) {
    std::vector<const Program*> likely;
    std::copy_if(found.begin(), found.end(), std::back_inserter(likely),
                 [&](const Program* program) { return is_likely(*program); });
    if (!likely.empty()) found = std::move(likely);
  }
  if (found.size() == 1) return *found.front();
  if (!named.empty()) {
    throw std::runtime_error("there is no program '" + named + "'");
  }
  throw std::runtime_error(found.empty()
                               ? "no program has " + subject
                               : subject + " may be of " + Names(found) +
                                     "; say which with --program");
}

}  // namespace agendad::daemon
