// A definition in the parts that it was parsed in, so that one file can be
// parsed again without the others. Between definition_parser and
// definition_reader only. One thread.
#ifndef AGENDAD_CONFIG_DEFINITION_PARTS_H_
#define AGENDAD_CONFIG_DEFINITION_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "config/definition_parser.h"
#include "config/diagnostic.h"
#include "config/names.h"
#include "config/program.h"

namespace agendad::config {

struct ProgramPart {
  std::uint32_t file = 0;  // in the files of the frame
  // What was decided about it: places in DefinitionSources::facts, and in the
  // files of the frame.
  std::vector<std::pair<std::size_t, std::uint32_t>> facts;
  std::optional<Shared<Program>> program;
  Diagnostics own;
  Diagnostics beside_others;  // from the earlier program of its body to it
};

struct DefinitionParts {
  Definition frame;  // all but the programs
  Names names;
  Diagnostics diagnostics;            // of the frame
  std::vector<ProgramPart> programs;  // one a file
};

DefinitionParts ParseParts(const DefinitionSources& sources);

// Replaces what `part` was read from `source` and from its facts. Whether its
// id is anybody else's is not looked at.
void ParseProgramAgain(const SourceFile& source,
                       const std::vector<SourceFile>& facts,
                       DefinitionParts& parts, ProgramPart& part);

void TellIdsThatDifferBetweenPrograms(std::vector<ProgramPart>& parts);

ParseResult Merge(const DefinitionParts& parts);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DEFINITION_PARTS_H_
