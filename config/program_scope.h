// What the parts of one program need to know of it while they are read. One
// thread.
#ifndef AGENDAD_CONFIG_PROGRAM_SCOPE_H_
#define AGENDAD_CONFIG_PROGRAM_SCOPE_H_

#include <array>
#include <chrono>
#include <optional>

#include "config/diagnostic.h"
#include "config/names.h"
#include "config/program.h"

namespace agendad::config {

// What is absent is missing or wrong and told already: what depends on it is
// then not checked.
struct ProgramScope {
  std::optional<DateRange> period = std::nullopt;
  // On which its sessions may be held: the period, or (of what may have been
  // put off) a longer time that begins with it.
  std::optional<DateRange> days = std::nullopt;
  WeekRule week_rule = WeekRule::kFullWeek;
  // By SessionType.
  std::array<std::optional<std::chrono::minutes>, kSessionTypes> durations = {};
  bool durations_are_known = true;
  const NameIndex* headings = nullptr;  // null: the body is not known
  const Names& names;
  const FileNames& files;
  Diagnostics& diagnostics;
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_PROGRAM_SCOPE_H_
