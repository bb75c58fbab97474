// Definition files to a validated definition: the whole of what an admin wrote,
// or everything that is wrong with it. Pure: no files, no clock. Any thread.
#ifndef AGENDAD_CONFIG_DEFINITION_PARSER_H_
#define AGENDAD_CONFIG_DEFINITION_PARSER_H_

#include <optional>
#include <string>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "config/wording.h"

namespace agendad::config {

struct SourceFile {
  std::string name;  // as it is shown in diagnostics
  std::string text;
  // Why there is no text: the file is there, but cannot be read.
  std::optional<Fault> problem = std::nullopt;
};

// What is absent does not exist.
struct DefinitionSources {
  std::optional<SourceFile> settings;
  std::optional<SourceFile> directory;
  std::optional<SourceFile> non_working_days;
  std::vector<SourceFile> programs;
};

struct ParseResult {
  // Whole only if there are no errors; `files` is right in any case.
  Definition definition;
  // In the order of the files.
  Diagnostics diagnostics;
};

// Tells every mistake of all files at once, but not the consequences of one:
// what refers to something that could not be read is taken to be right.
ParseResult ParseDefinition(const DefinitionSources& sources);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DEFINITION_PARSER_H_
