#include "daemon/new_year.h"

#include <chrono>
#include <filesystem>
#include <stdexcept>

#include "config/definition_files.h"
#include "config/forms.h"
#include "config/program_skeleton.h"
#include "daemon/clock.h"
#include "daemon/command_line.h"
#include "daemon/count_text.h"
#include "daemon/edited_definition.h"
#include "daemon/output.h"

namespace agendad::daemon {
namespace {

using config::Definition;
using config::DefinitionSources;
using config::Program;

const Program* Find(const Definition& definition, const std::string& id) {
  for (const auto& program : definition.programs) {
    if (program->identity.Is(id)) return &*program;
  }
  return nullptr;
}

// As it was planned, whatever was decided about it.
Definition Planned(DefinitionSources sources) {
  sources.facts.clear();
  return config::ParseDefinition(sources).definition;
}

// In the folder of the old one. Throws std::runtime_error if the id is none, or
// somebody's.
std::string FileFor(const std::string& id, const Program& old,
                    const Definition& definition) {
  if (!config::ParseId(id)) {
    throw std::runtime_error("'" + id + "' is not an id; expected " +
                             std::string(config::kId.expected));
  }
  if (Find(definition, id)) {
    throw std::runtime_error("there is a program '" + id + "' already");
  }
  const std::filesystem::path file = definition.files[old.identity.where.file];
  return (file.parent_path() / (id + ".yaml")).string();
}

std::string Summary(const std::string& file, const LoadedSnapshot& after,
                    const config::ProgramSkeleton& skeleton,
                    const std::string& id) {
  const Program& program = *Find(after.definition, id);
  std::string text = file + ": the draft of " + id + ", with " +
                     Count(program.sessions.size(), "session") + " and " +
                     Count(program.items.size(), "item") + "; only the feed " +
                     program.draft_feeds.front() + " shows it\nlook at:\n";
  text += file + ":1: approval and source are to be added\n";
  for (const auto& note : skeleton.notes) {
    text += file + ":" + std::to_string(note.line) + ": " + note.what + "\n";
  }
  for (const auto& diagnostic : after.diagnostics.All()) {
    if (after.definition.files[diagnostic.where.file] != file) continue;
    text += config::ToText(diagnostic, after.definition.files) + "\n";
  }
  return text;
}

}  // namespace

int WriteNextYear(const std::string& directory, const std::string& program,
                  const std::string& id) {
  auto before = ReadGoodDefinition(directory);
  if (!before) return kExitFailure;
  const Definition planned = Planned(before->sources);
  const Program* const old = Find(planned, program);
  if (!old) throw std::runtime_error("there is no program '" + program + "'");
  const std::string next = id.empty() ? config::SuccessorId(*old) : id;
  const std::string file = FileFor(next, *old, planned);
  const std::filesystem::path path = std::filesystem::path(directory) / file;
  if (std::filesystem::exists(path)) {
    throw std::runtime_error(file + " is there already");
  }
  const auto skeleton =
      config::MakeSkeleton(*old, next, planned.settings.language,
                           std::chrono::floor<std::chrono::days>(Now()));
  FindOrAdd(file, before->sources.programs).text =
      config::ShareText(skeleton.text);
  const auto after = LoadEdited(
      before->sources, "nothing was written; " + file + " would have errors");
  if (!after.snapshot) return kExitFailure;
  CreateFile(path, skeleton.text);
  WriteToStandardOutput(Summary(file, after, skeleton, next));
  return kExitFine;
}

}  // namespace agendad::daemon
