// Definition files to a validated definition: the whole of what an admin wrote,
// or everything that is wrong with it. Pure: no files, no clock. Any thread.
#ifndef AGENDAD_CONFIG_DEFINITION_PARSER_H_
#define AGENDAD_CONFIG_DEFINITION_PARSER_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "config/wording.h"

namespace agendad::config {

// Never null. Who reads a file again and finds the same text shares it.
using SharedText = std::shared_ptr<const std::string>;

inline SharedText ShareText(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

struct SourceFile {
  SourceFile(std::string shown_name, std::string content)
      : name(std::move(shown_name)), text(ShareText(std::move(content))) {}
  SourceFile(std::string shown_name, SharedText content)
      : name(std::move(shown_name)), text(std::move(content)) {}
  SourceFile(std::string shown_name, Fault why)
      : SourceFile(std::move(shown_name), std::string()) {
    problem = std::move(why);
  }

  std::string name;  // as it is shown in diagnostics
  SharedText text;
  // Why there is no text: the file is there, but cannot be read.
  std::optional<Fault> problem;
};

// What is absent does not exist.
struct DefinitionSources {
  // Only if it cannot be read, with its problem; then all else is empty.
  std::optional<SourceFile> folder = std::nullopt;
  std::optional<SourceFile> settings;
  std::optional<SourceFile> directory;
  std::optional<SourceFile> non_working_days;
  std::vector<SourceFile> programs;
  std::vector<SourceFile> facts = {};  // facts/<program>[.<anything>].yaml
  // A file has just become empty: somebody is probably writing it.
  bool is_unfinished = false;
};

struct ParseResult {
  // Whole only if there are no errors; `files` is right in any case.
  Definition definition;
  // In the order of the files.
  Diagnostics diagnostics;
};

struct SettingsResult {
  // What is right in the file, though it may have errors; else the defaults.
  Settings settings;
  FileNames files;  // none or one
  Diagnostics diagnostics;
};

// The settings alone, which a daemon needs even if the definition is broken.
SettingsResult ParseSettingsFile(const std::optional<SourceFile>& source);

// Tells every mistake of all files at once, but not the consequences of one:
// what refers to something that could not be read is taken to be right.
ParseResult ParseDefinition(const DefinitionSources& sources);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DEFINITION_PARSER_H_
