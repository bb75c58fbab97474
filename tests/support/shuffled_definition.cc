#include <algorithm>
#include <random>
#include <utility>

#include "tests/support/generated_definition.h"

namespace agendad::test {

config::Definition Shuffled(config::Definition definition, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto shuffle = [&](auto& list) {
    std::shuffle(list.begin(), list.end(), random);
  };
  shuffle(definition.directory.Edit().bodies);
  for (auto& body : definition.directory.Edit().bodies) shuffle(body.headings);
  shuffle(definition.directory.Edit().directorates);
  shuffle(definition.directory.Edit().councillors);
  for (auto& councillor : definition.directory.Edit().councillors) {
    shuffle(councillor.memberships);
  }
  shuffle(definition.non_working_calendars);
  for (auto& calendar : definition.non_working_calendars) {
    shuffle(calendar.days);
  }
  shuffle(definition.programs);
  for (auto& shared : definition.programs) {
    auto& program = shared.Edit();
    shuffle(program.sessions);
    shuffle(program.items);
    shuffle(program.non_working_days);
  }
  return definition;
}

}  // namespace agendad::test
