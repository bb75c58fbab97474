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

// Whether nothing but texts of programs can differ.
bool HaveTheSameFrame(const DefinitionSources& a, const DefinitionSources& b) {
  if (a.folder || b.folder || !IsSame(a.settings, b.settings) ||
      !IsSame(a.directory, b.directory) ||
      !IsSame(a.non_working_days, b.non_working_days)) {
    return false;
  }
  return std::equal(a.programs.begin(), a.programs.end(), b.programs.begin(),
                    b.programs.end(), [](const auto& x, const auto& y) {
                      return x.name == y.name;
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
        IsSame(before.sources.programs[i], now.sources.programs[i])) {
      program = known;
    }
  }
}

// False if what changed concerns more than itself; everything must then be
// parsed.
bool DefinitionReader::ParseWhatChanged(const DefinitionSources& sources) {
  if (!HaveTheSameFrame(kept_->sources, sources)) return false;
  // What is told of one program may name a line of another.
  for (const ProgramPart& part : kept_->parts.programs) {
    if (!part.program || part.own.HasErrors()) return false;
  }
  bool any = false;
  for (std::size_t i = 0; i < sources.programs.size(); ++i) {
    SourceFile& known = kept_->sources.programs[i];
    const SourceFile& now = sources.programs[i];
    if (IsSame(known, now)) {
      known.text = now.text;
      continue;
    }
    ProgramPart& part = kept_->parts.programs[i];
    const auto before = part.program;
    ParseProgramAgain(now, kept_->parts, part);
    if (!part.program || !AreAlikeToOthers(**before, **part.program)) {
      return false;
    }
    known = now;
    any = true;
  }
  if (any) TellIdsThatDifferBetweenPrograms(kept_->parts.programs);
  return true;
}

}  // namespace agendad::config
