// A small definition as values, for tests that change one thing of it. Any
// thread.
#ifndef AGENDAD_TESTS_SUPPORT_SAMPLE_PROGRAM_H_
#define AGENDAD_TESTS_SUPPORT_SAMPLE_PROGRAM_H_

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "config/program.h"

namespace agendad::test {

// "2024-03-11", "2024-03".
std::chrono::sys_days Day(std::string_view iso);
std::chrono::year_month Month(std::string_view iso);

// The second week of "2024-03", under the named rule.
config::WeekWindow Week(int week, std::string_view month,
                        config::WeekRule rule = config::WeekRule::kFullWeek);

config::LocalTime At(std::string_view day, std::chrono::minutes time_of_day);

config::Session MakeSession(std::string id, config::SessionType type,
                            config::When when);

// Due in `months`, each as "2024-03" or "2024-09 2024-09-30", with its date.
config::Item MakeItem(std::string id, config::Responsible responsible,
                      const std::vector<std::string_view>& months);

config::Item Conditional(config::Item item, std::string condition);

// A body "cspen" with the heading "ag" and a body "cg"; directorates "dp" and
// "dj"; a calendar "mx" with the holidays of the Ley Federal del Trabajo; no
// councillors, and no programs but `programs`.
config::Definition MakeDefinition(std::vector<config::Program> programs);

// "cspen-2024" of the body "cspen", in Spanish and in Mexico City, that uses
// "mx"; without sessions and items.
config::Program MakeProgram();

config::Councillor MakeCouncillor(std::string id,
                                  std::vector<config::Membership> memberships);

config::Membership MemberOf(std::string body, std::string_view from = "",
                            std::string_view until = "");

// As people read them, without their places: "error: what; expected ...".
std::vector<std::string> Told(const config::Diagnostics& diagnostics);

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_SAMPLE_PROGRAM_H_
