// A program's successor, as a file for people to go on with: the same sessions
// and items in the next period, to be approved. Pure; any thread.
#ifndef AGENDAD_CONFIG_PROGRAM_SKELETON_H_
#define AGENDAD_CONFIG_PROGRAM_SKELETON_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "config/program.h"

namespace agendad::config {

// What somebody should look at, and the line of the skeleton (from 1).
struct SkeletonNote {
  std::uint32_t line = 0;
  std::string what;
};

struct ProgramSkeleton {
  std::string text;  // YAML
  DateRange period;
  std::vector<SkeletonNote> notes;
};

// The id that the successor of `program` has if nobody says another one: with a
// later year, or with the year at its end.
std::string SuccessorId(const Program& program);

// `program` is as it was planned: without what was decided about it. `language`
// is that of programs that name none; `revised`, the day that the file names.
//
// Items keep their ids, texts, months and who answers for them. Weeks stay
// weeks; an ordinary session with a day has the week of that day, others have
// no time yet. Own due dates and days are said in comments. What belongs to the
// document that was approved (`approval`, `source`) and `formerly` is left out.
ProgramSkeleton MakeSkeleton(const Program& program, const std::string& id,
                             Language language, std::chrono::sys_days revised);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_PROGRAM_SKELETON_H_
