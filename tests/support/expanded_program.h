// One program of the sample definition, expanded, with all that the schedule
// refers to. One thread (libical).
#ifndef AGENDAD_TESTS_SUPPORT_EXPANDED_PROGRAM_H_
#define AGENDAD_TESTS_SUPPORT_EXPANDED_PROGRAM_H_

#include <string>
#include <utility>
#include <vector>

#include "feeds/event_text.h"
#include "feeds/schedule.h"
#include "tests/support/sample_program.h"

namespace agendad::test {

class ExpandedProgram {
 public:
  explicit ExpandedProgram(config::Program program)
      : definition_(MakeDefinition({std::move(program)})),
        directory_(*definition_.directory),
        table_(definition_, diagnostics_),
        wording_(definition_.programs[0]->language),
        schedule_(feeds::ExpandProgram(*definition_.programs[0], directory_,
                                       table_, wording_, diagnostics_)),
        context_{schedule_, directory_, wording_, Day("2024-01-31")} {}
  ExpandedProgram(const ExpandedProgram&) = delete;
  ExpandedProgram& operator=(const ExpandedProgram&) = delete;

  const feeds::Schedule& Schedule() const { return schedule_; }
  const feeds::ProgramContext& Context() const { return context_; }
  std::vector<std::string> Told() const { return test::Told(diagnostics_); }

  std::vector<const feeds::Deadline*> Deadlines() const {
    std::vector<const feeds::Deadline*> all;
    for (const auto& deadline : schedule_.deadlines) all.push_back(&deadline);
    return all;
  }

 private:
  config::Definition definition_;
  config::Diagnostics diagnostics_;
  feeds::DirectoryIndex directory_;
  feeds::NonWorkingDayTable table_;
  feeds::Wording wording_;
  feeds::Schedule schedule_;
  feeds::ProgramContext context_;
};

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_EXPANDED_PROGRAM_H_
