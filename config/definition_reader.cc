#include "config/definition_reader.h"

#include <algorithm>
#include <vector>

#include "config/definition_changes.h"
#include "config/definition_parts.h"

namespace agendad::config {
namespace {

bool IsSame(const SourceFile& a, const SourceFile& b) {
  if (a.name != b.name || a.problem || b.problem) return false;
  return a.text == b.text || *a.text == *b.text;
}

bool IsSame(const std::optional<SourceFile>& a,
            const std::optional<SourceFile>& b) {
  return a.has_value() == b.has_value() && (!a || IsSame(*a, *b));
}

bool HaveTheSameNames(const std::vector<SourceFile>& a,
                      const std::vector<SourceFile>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const auto& x, const auto& y) { return x.name == y.name; });
}

// Whether nothing but texts of programs, and facts, can differ.
bool HaveTheSameFrame(const DefinitionSources& a, const DefinitionSources& b) {
  return !a.folder && !b.folder && IsSame(a.settings, b.settings) &&
         IsSame(a.directory, b.directory) &&
         IsSame(a.non_working_days, b.non_working_days) &&
         HaveTheSameNames(a.programs, b.programs);
}

// Whether the program in place `i` has the same value in both: its text, its
// facts' texts and their places are the same.
bool HasTheSameProgram(std::size_t i, const DefinitionSources& a,
                       const DefinitionParts& parts_of_a,
                       const DefinitionSources& b,
                       const DefinitionParts& parts_of_b) {
  const auto& facts_of_a = parts_of_a.programs[i].facts;
  const auto& facts_of_b = parts_of_b.programs[i].facts;
  return IsSame(a.programs[i], b.programs[i]) && facts_of_a == facts_of_b &&
         std::all_of(
             facts_of_a.begin(), facts_of_a.end(), [&](const auto& place) {
               return IsSame(a.facts[place.first], b.facts[place.first]);
             });
}

// Whether other programs see the same of both.
bool AreAlikeToOthers(const Program& a, const Program& b) {
  return a.identity.id == b.identity.id &&
         a.identity.formerly == b.identity.formerly && a.body == b.body &&
         a.period == b.period;
}

}  // namespace

struct DefinitionReader::Kept {
  DefinitionSources sources;
  DefinitionParts parts;
};

DefinitionReader::DefinitionReader() = default;
DefinitionReader::~DefinitionReader() = default;

ParseResult DefinitionReader::Parse(const DefinitionSources& sources) {
  if (!kept_ || !ParseWhatChanged(sources)) {
    auto now = std::make_unique<Kept>(Kept{sources, ParseParts(sources)});
    if (kept_) KeepObjects(*kept_, *now);
    kept_ = std::move(now);
  }
  return Merge(kept_->parts);
}

// What the same text says beside the same frame has the same value: only what
// is told of it depends on other programs.
void DefinitionReader::KeepObjects(const Kept& before, Kept& now) {
  if (!HaveTheSameFrame(before.sources, now.sources)) return;
  now.parts.frame.origin = before.parts.frame.origin;
  now.parts.frame.directory = before.parts.frame.directory;
  for (std::size_t i = 0; i < now.sources.programs.size(); ++i) {
    const auto& known = before.parts.programs[i].program;
    auto& program = now.parts.programs[i].program;
    if (known && program &&
        HasTheSameProgram(i, before.sources, before.parts, now.sources,
                          now.parts)) {
      program = known;
    }
  }
}

// False if what changed concerns more than itself; everything must then be
// parsed.
bool DefinitionReader::ParseWhatChanged(const DefinitionSources& sources) {
  DefinitionSources& known = kept_->sources;
  DefinitionParts& parts = kept_->parts;
  if (!HaveTheSameFrame(known, sources) ||
      !HaveTheSameNames(known.facts, sources.facts)) {
    return false;
  }
  // What is told of one program may name a line of another.
  for (const ProgramPart& part : parts.programs) {
    if (!part.program || part.own.HasErrors()) return false;
  }
  bool any = false;
  for (std::size_t i = 0; i < sources.programs.size(); ++i) {
    if (HasTheSameProgram(i, known, parts, sources, parts)) continue;
    ProgramPart& part = parts.programs[i];
    const auto before = part.program;
    ParseProgramAgain(sources.programs[i], sources.facts, parts, part);
    if (!part.program || !AreAlikeToOthers(**before, **part.program)) {
      return false;
    }
    any = true;
  }
  // Texts that are equal, but others in memory, too.
  known.programs = sources.programs;
  known.facts = sources.facts;
  if (any) TellIdsThatDifferBetweenPrograms(parts.programs);
  return true;
}

}  // namespace agendad::config
