#include "config/definition_parser.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "config/definition_changes.h"
#include "config/directory_parser.h"
#include "config/feed_ids.h"
#include "config/names.h"
#include "config/non_working_days_parser.h"
#include "config/program_parser.h"
#include "config/settings_parser.h"
#include "config/yaml_reader.h"

namespace agendad::config {
namespace {

class DefinitionParser {
 public:
  ParseResult Parse(const DefinitionSources& sources) {
    if (const auto root = Read(sources.settings)) {
      definition_.settings = ParseSettings(*root, diagnostics_);
    }
    ReadDirectory(sources.directory);
    ReadNonWorkingDays(sources.non_working_days);
    ReadPrograms(sources.programs);
    TellFeedIdsTakenTwice(definition_.directory, definition_.files,
                          diagnostics_);
    TellIdsThatDifferBetweenPrograms();
    diagnostics_.Sort();
    return {std::move(definition_), std::move(diagnostics_)};
  }

 private:
  // Absent if there is no such file, or nothing to be read in it (told).
  std::optional<Node> Read(const std::optional<SourceFile>& source) {
    return source ? Read(*source) : std::nullopt;
  }

  std::optional<Node> Read(const SourceFile& source) {
    const auto file = static_cast<std::uint32_t>(definition_.files.size());
    definition_.files.push_back(source.name);
    if (source.problem) {
      diagnostics_.Error({file, 0, 0}, source.problem->what,
                         source.problem->expected);
      return std::nullopt;
    }
    return ReadYaml(file, source.text, diagnostics_);
  }

  void ReadDirectory(const std::optional<SourceFile>& source) {
    if (!source) {
      const auto file = static_cast<std::uint32_t>(definition_.files.size());
      definition_.files.emplace_back("directory.yaml");
      diagnostics_.Error({file, 0, 0}, "no such file",
                         "the bodies, directorates and councillors");
    }
    if (const auto root = Read(source)) {
      definition_.directory =
          ParseDirectory(*root, definition_.files, names_, diagnostics_);
    } else {
      names_.bodies.SetIncomplete();
      names_.directorates.SetIncomplete();
    }
  }

  void ReadNonWorkingDays(const std::optional<SourceFile>& source) {
    if (const auto root = Read(source)) {
      ParseNonWorkingDays(*root, definition_, names_, diagnostics_);
    } else if (source) {
      names_.calendars.SetIncomplete();
    }
  }

  void ReadPrograms(const std::vector<SourceFile>& sources) {
    ProgramParser parser(names_, definition_.files,
                         definition_.settings.language, diagnostics_);
    for (const SourceFile& source : sources) {
      const auto root = Read(source);
      if (!root) continue;
      if (auto program = parser.Parse(*root)) {
        definition_.programs.push_back(std::move(*program));
      }
    }
  }

  // From one program of a body to its next.
  void TellIdsThatDifferBetweenPrograms() {
    std::vector<const Program*> programs;
    for (const Program& program : definition_.programs) {
      if (!program.body.empty()) programs.push_back(&program);
    }
    std::stable_sort(programs.begin(), programs.end(),
                     [](const Program* a, const Program* b) {
                       return std::tie(a->body, a->period) <
                              std::tie(b->body, b->period);
                     });
    for (std::size_t i = 1; i < programs.size(); ++i) {
      if (programs[i]->body != programs[i - 1]->body) continue;
      diagnostics_.Append(SuspectChanges(*programs[i - 1], *programs[i]));
    }
  }

  Definition definition_;
  Diagnostics diagnostics_;
  Names names_;
};

}  // namespace

ParseResult ParseDefinition(const DefinitionSources& sources) {
  return DefinitionParser().Parse(sources);
}

}  // namespace agendad::config
