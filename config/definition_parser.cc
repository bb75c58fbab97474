#include "config/definition_parser.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "config/definition_changes.h"
#include "config/definition_parts.h"
#include "config/directory_parser.h"
#include "config/facts_parser.h"
#include "config/feed_ids.h"
#include "config/names.h"
#include "config/non_working_days_parser.h"
#include "config/program_facts.h"
#include "config/program_parser.h"
#include "config/settings_parser.h"
#include "config/yaml_reader.h"

namespace agendad::config {
namespace {

// Absent if there is nothing to be read in it, which is told.
std::optional<Node> ReadSource(const SourceFile& source, std::uint32_t file,
                               Diagnostics& diagnostics) {
  if (source.problem) {
    diagnostics.Error({file, 0, 0}, source.problem->what,
                      source.problem->expected);
    return std::nullopt;
  }
  return ReadYaml(file, *source.text, diagnostics);
}

// What depends on a program that has errors is not read.
void ReadFactsOf(const std::vector<SourceFile>& sources,
                 const DefinitionParts& parts, ProgramPart& part) {
  if (part.facts.empty() || !part.program || part.own.HasErrors()) return;
  std::vector<Fact> facts;
  const FileNames& files = parts.frame.files;
  for (const auto& [place, file] : part.facts) {
    const auto root = ReadSource(sources[place], file, part.own);
    if (!root) continue;
    auto read = ParseFacts(*root, **part.program, parts.names, files, part.own);
    facts.insert(facts.end(), std::make_move_iterator(read.begin()),
                 std::make_move_iterator(read.end()));
  }
  if (part.own.HasErrors()) return;
  ApplyFacts(std::move(facts), files, part.own, part.program->Edit());
}

class DefinitionParser {
 public:
  explicit DefinitionParser(DefinitionParts& parts) : parts_(parts) {}

  void Parse(const DefinitionSources& sources) {
    if (sources.folder) {
      Read(*sources.folder);
      return;
    }
    if (const auto root = Read(sources.settings)) {
      parts_.frame.settings = ParseSettings(*root, parts_.diagnostics);
    }
    ReadDirectory(sources.directory);
    ReadNonWorkingDays(sources.non_working_days);
    TellFeedIdsTakenTwice(*parts_.frame.directory, parts_.frame.files,
                          parts_.diagnostics);
    NameFeeds(*parts_.frame.directory, parts_.names);
    for (const auto* folder : {&sources.programs, &sources.facts}) {
      for (const SourceFile& source : *folder) {
        parts_.frame.files.push_back(source.name);
      }
    }
    ReadPrograms(sources);
    ReadFacts(sources.facts);
    TellIdsThatDifferBetweenPrograms(parts_.programs);
  }

 private:
  // Absent if there is no such file, or nothing to be read in it (told).
  std::optional<Node> Read(const std::optional<SourceFile>& source) {
    return source ? Read(*source) : std::nullopt;
  }

  std::optional<Node> Read(const SourceFile& source) {
    const auto file = static_cast<std::uint32_t>(parts_.frame.files.size());
    parts_.frame.files.push_back(source.name);
    return ReadSource(source, file, parts_.diagnostics);
  }

  void ReadDirectory(const std::optional<SourceFile>& source) {
    FileNames& files = parts_.frame.files;
    if (!source) {
      const auto file = static_cast<std::uint32_t>(files.size());
      files.emplace_back("directory.yaml");
      parts_.diagnostics.Error({file, 0, 0}, "no such file",
                               "the bodies, directorates and councillors");
    }
    if (const auto root = Read(source)) {
      parts_.frame.directory =
          ParseDirectory(*root, files, parts_.names, parts_.diagnostics);
    } else {
      parts_.names.bodies.SetIncomplete();
      parts_.names.directorates.SetIncomplete();
      parts_.names.feeds.SetIncomplete();
    }
  }

  void ReadNonWorkingDays(const std::optional<SourceFile>& source) {
    if (const auto root = Read(source)) {
      ParseNonWorkingDays(*root, parts_.frame, parts_.names,
                          parts_.diagnostics);
    } else if (source) {
      parts_.names.calendars.SetIncomplete();
    }
  }

  void ReadPrograms(const DefinitionSources& sources) {
    const FileNames& files = parts_.frame.files;
    Diagnostics diagnostics;
    ProgramParser parser(parts_.names, files, parts_.frame.settings.language,
                         diagnostics);
    auto file = static_cast<std::uint32_t>(files.size() - sources.facts.size() -
                                           sources.programs.size());
    for (const SourceFile& source : sources.programs) {
      ProgramPart& part = parts_.programs.emplace_back();
      part.file = file++;
      if (const auto root = ReadSource(source, part.file, diagnostics)) {
        if (auto program = parser.Parse(*root)) {
          part.program = Shared<Program>(std::move(*program));
        }
      }
      part.own = std::exchange(diagnostics, {});
    }
  }

  // Each file belongs to the program that its name begins with.
  void ReadFacts(const std::vector<SourceFile>& facts) {
    auto file =
        static_cast<std::uint32_t>(parts_.frame.files.size() - facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i, ++file) {
      if (ProgramPart* const part = PartOf(ProgramOfFacts(facts[i].name))) {
        part->facts.emplace_back(i, file);
      } else if (facts[i].problem) {
        ReadSource(facts[i], file, parts_.diagnostics);
      } else {
        TellNoProgram(facts[i], file);
      }
    }
    for (ProgramPart& part : parts_.programs) {
      ReadFactsOf(facts, parts_, part);
    }
  }

  ProgramPart* PartOf(std::string_view id) {
    for (ProgramPart& part : parts_.programs) {
      if (!part.program) continue;
      if ((*part.program)->identity.Is(id)) return &part;
    }
    return nullptr;
  }

  // A program that could not be read may be the one.
  void TellNoProgram(const SourceFile& source, std::uint32_t file) {
    std::vector<std::string> ids;
    for (const ProgramPart& part : parts_.programs) {
      if (!part.program) return;
      ids.push_back((*part.program)->identity.id);
    }
    const auto id = ProgramOfFacts(source.name);
    parts_.diagnostics.Error({file, 0, 0},
                             Concat({"no program has the id ", Quoted(id)}),
                             DidYouMean("a name as facts/<program>.yaml or "
                                        "facts/<program>.<anything>.yaml",
                                        ids, id));
  }

  DefinitionParts& parts_;
};

}  // namespace

SettingsResult ParseSettingsFile(const std::optional<SourceFile>& source) {
  SettingsResult result;
  if (!source) return result;
  result.files = {source->name};
  if (const auto root = ReadSource(*source, 0, result.diagnostics)) {
    result.settings = ParseSettings(*root, result.diagnostics);
  }
  result.diagnostics.Sort();
  return result;
}

ParseResult ParseDefinition(const DefinitionSources& sources) {
  return Merge(ParseParts(sources));
}

DefinitionParts ParseParts(const DefinitionSources& sources) {
  DefinitionParts parts;
  DefinitionParser(parts).Parse(sources);
  parts.frame.origin = std::make_shared<const int>();
  return parts;
}

void ParseProgramAgain(const SourceFile& source,
                       const std::vector<SourceFile>& facts,
                       DefinitionParts& parts, ProgramPart& part) {
  part.own = {};
  part.program.reset();
  ProgramParser parser(parts.names, parts.frame.files,
                       parts.frame.settings.language, part.own);
  const auto root = ReadSource(source, part.file, part.own);
  if (!root) return;
  if (auto program = parser.Parse(*root)) {
    part.program = Shared<Program>(std::move(*program));
  }
  ReadFactsOf(facts, parts, part);
}

void TellIdsThatDifferBetweenPrograms(std::vector<ProgramPart>& parts) {
  std::vector<std::pair<const Program*, ProgramPart*>> programs;
  for (ProgramPart& part : parts) {
    part.beside_others = {};
    if (part.program && !(*part.program)->body.empty()) {
      programs.emplace_back(&**part.program, &part);
    }
  }
  const auto key = [](const auto& entry) {
    return std::tie(entry.first->body, entry.first->period);
  };
  std::stable_sort(
      programs.begin(), programs.end(),
      [&](const auto& a, const auto& b) { return key(a) < key(b); });
  for (std::size_t i = 1; i < programs.size(); ++i) {
    const Program& earlier = *programs[i - 1].first;
    const Program& later = *programs[i].first;
    if (earlier.body != later.body) continue;
    programs[i].second->beside_others = SuspectChanges(earlier, later);
  }
}

ParseResult Merge(const DefinitionParts& parts) {
  ParseResult result{parts.frame, parts.diagnostics};
  for (const ProgramPart& part : parts.programs) {
    if (part.program) result.definition.programs.push_back(*part.program);
    result.diagnostics.Append(part.own);
  }
  for (const ProgramPart& part : parts.programs) {
    result.diagnostics.Append(part.beside_others);
  }
  result.diagnostics.Sort();
  return result;
}

}  // namespace agendad::config
