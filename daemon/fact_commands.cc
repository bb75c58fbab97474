#include "daemon/fact_commands.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>

#include "config/definition_files.h"
#include "config/fact_line.h"
#include "config/facts_parser.h"
#include "config/forms.h"
#include "config/iso_date.h"
#include "config/months.h"
#include "config/yaml_lines.h"
#include "daemon/clock.h"
#include "daemon/command_line.h"
#include "daemon/edited_definition.h"
#include "daemon/fact_file.h"
#include "daemon/instant_text.h"
#include "daemon/output.h"
#include "daemon/program_choice.h"

namespace agendad::daemon {
namespace {

using config::FactField;
using config::FlowScalar;
using config::Program;
using std::chrono::year_month;

constexpr char kUndone[] = "undone";

// Who answers for the item writes the file.
std::string WriterOf(const config::Item& item, const Program& program) {
  if (const auto* of = std::get_if<config::ByDirectorate>(&item.responsible)) {
    return of->id;
  }
  if (const auto* of = std::get_if<config::ByHeading>(&item.responsible)) {
    return of->id;
  }
  return program.body;
}

// The file's name in the configuration directory. Throws std::runtime_error if
// nobody would read it there.
std::string FileOf(const FactOptions& options, const Program& program,
                   const std::string& writer) {
  const std::string name = options.file.empty()
                               ? program.identity.id + "." + writer + ".yaml"
                               : options.file;
  if (!config::IsDefinitionFile(name) || name.find('/') != std::string::npos) {
    throw std::runtime_error("'" + name +
                             "' is no name of a file in facts/; expected one "
                             "as " +
                             program.identity.id + "." + writer + ".yaml");
  }
  std::string file = std::string(config::kFactsFolder) + "/" + name;
  if (!program.identity.Is(config::ProgramOfFacts(file))) {
    throw std::runtime_error("'" + name + "' is not of the program '" +
                             program.identity.id + "'; expected a name as " +
                             program.identity.id + "." + writer + ".yaml");
  }
  return file;
}

// A line for a program's file, by what the definition says now.
struct NewFact {
  std::string file;
  const Program* program = nullptr;
  std::vector<FactField> fields;  // without `at`, `by` and `because`
};

int Add(const std::string& directory, const FactOptions& options,
        const std::function<NewFact(const config::Definition&)>& decide) {
  const std::filesystem::path root(directory);
  if (!std::filesystem::is_directory(root)) {
    throw std::runtime_error("there is no folder " + directory);
  }
  const FactLock lock(root / config::kFactsFolder);
  auto before = ReadGoodDefinition(directory);
  if (!before) return kExitFailure;
  NewFact fact = decide(before->definition);
  // After all that is written already, whatever clock it was written by.
  const auto at =
      std::max(Now(), fact.program->revised + std::chrono::seconds(1));
  fact.fields.insert(fact.fields.begin(), {"at", ToRfc3339(at)});
  if (!options.by.empty()) {
    fact.fields.emplace_back("by", FlowScalar(options.by));
  }
  if (!options.because.empty()) {
    fact.fields.emplace_back("because", FlowScalar(options.because));
  }
  const std::string fact_line = config::FactLine(fact.fields);
  const std::string line = fact_line + "\n";
  config::SourceFile& source = FindOrAdd(fact.file, before->sources.facts);
  source.text = config::ShareText(WithFact(*source.text, line));
  const auto after = LoadEdited(
      before->sources, "nothing was written; it would have been " + fact_line);
  if (!after.snapshot) return kExitFailure;
  AppendFact(root / fact.file, line);
  WriteToStandardOutput(fact.file + ": " + line);
  return kExitFine;
}

void AddField(std::string_view key, const std::string& text,
              std::vector<FactField>& fields) {
  if (!text.empty()) fields.emplace_back(key, FlowScalar(text));
}

std::optional<year_month> MonthIn(const Program& program,
                                  const std::string& text) {
  const auto month = config::ResolveMonth(text, program.period, program.period);
  const auto* const found = std::get_if<year_month>(&month);
  return found ? std::optional(*found) : std::nullopt;
}

std::string WhenOf(const SessionOptions& session) {
  if (!session.week.empty() || !session.month.empty()) {
    return "{week: " + FlowScalar(session.week) +
           ", month: " + FlowScalar(session.month) + "}";
  }
  if (!session.from.empty() || !session.until.empty()) {
    return "{from: " + FlowScalar(session.from) +
           ", until: " + FlowScalar(session.until) + "}";
  }
  return session.when.empty() ? "" : FlowScalar(session.when);
}

// A day that the session is about: the one that is named, or today.
std::chrono::sys_days DayOf(const SessionOptions& session,
                            const Program& program) {
  if (const auto day = config::ParseDate(session.when)) return *day;
  if (const auto time = config::ParseLocalTime(session.when)) return time->date;
  if (const auto day = config::ParseDate(session.from)) return *day;
  return Today(program);
}

// Of several programs that have the session, or may get it.
bool IsMeant(const SessionOptions& session, const Program& program) {
  const bool has_day = program.period.Has(DayOf(session, program));
  if (!session.type.empty()) return has_day;
  return (has_day && program.period.Has(Today(program))) ||
         IsPutOff(session.session, program);
}

// Only the last fact can be undone: who names another one means something else.
// `progress` is null if there is none, which is told later. Throws
// std::runtime_error.
template <typename Progress>
void RequireLast(const Progress* progress, std::string_view named,
                 const std::string& subject) {
  if (!progress || named.empty() || progress->decision.fact == named) return;
  throw std::runtime_error("the last that was written about " + subject +
                           " is '" + progress->decision.fact + "', not '" +
                           std::string(named) + "'; nothing was written");
}

const config::ItemProgress* ProgressOf(const config::Item* item,
                                       const std::optional<year_month>& month) {
  if (!item) return nullptr;
  for (const auto& planned : item->months) {
    if (planned.month == month) return planned.progress.get();
  }
  return nullptr;
}

}  // namespace

int MarkItem(const std::string& directory, const FactOptions& options,
             const MarkOptions& mark) {
  return Add(directory, options, [&](const config::Definition& definition) {
    const Program& program = FindProgram(
        definition, options.program, "the item '" + mark.item + "'",
        [&](const Program& each) {
          return config::FindById(each.items, mark.item) != nullptr;
        },
        [&](const Program& each) {
          return MonthIn(each, mark.month).has_value();
        });
    NewFact fact;
    fact.program = &program;
    const auto* const item = config::FindById(program.items, mark.item);
    fact.file = FileOf(options, program,
                       item ? WriterOf(*item, program) : program.body);
    const auto month = MonthIn(program, mark.month);
    fact.fields = {
        {"item", FlowScalar(mark.item)},
        {"month", month ? config::ToIso(*month) : FlowScalar(mark.month)}};
    constexpr std::string_view kMoved = "moved:";
    if (options.undo) {
      RequireLast(ProgressOf(item, month),
                  mark.outcome.substr(0, mark.outcome.find(':')),
                  "the item '" + mark.item + "' in " + mark.month);
      AddField("fact", kUndone, fact.fields);
    } else if (mark.outcome.starts_with(kMoved)) {
      AddField("fact", "moved", fact.fields);
      AddField("to", mark.outcome.substr(kMoved.size()), fact.fields);
    } else {
      AddField("fact", mark.outcome, fact.fields);
      const bool needs_day = mark.outcome == "done" && mark.on.empty();
      AddField("on", needs_day ? config::ToIso(Today(program)) : mark.on,
               fact.fields);
    }
    return fact;
  });
}

int DecideSession(const std::string& directory, const FactOptions& options,
                  const SessionOptions& session) {
  return Add(directory, options, [&](const config::Definition& definition) {
    const Program& program = FindProgram(
        definition, options.program, "the session '" + session.session + "'",
        [&](const Program& each) {
          return !session.type.empty() ||
                 config::FindById(each.sessions, session.session) != nullptr;
        },
        [&](const Program& each) { return IsMeant(session, each); });
    NewFact fact;
    fact.program = &program;
    fact.file = FileOf(options, program, program.body);
    AddField("session", session.session, fact.fields);
    AddField("fact", options.undo ? kUndone : session.fact, fact.fields);
    if (options.undo) {
      const auto* const found =
          config::FindById(program.sessions, session.session);
      RequireLast(found ? found->progress.get() : nullptr, session.fact,
                  "the session '" + session.session + "'");
      return fact;
    }
    const std::string when = WhenOf(session);
    if (!when.empty()) fact.fields.emplace_back("when", when);
    AddField("duration", session.duration, fact.fields);
    AddField("type", session.type, fact.fields);
    AddField("name", session.name, fact.fields);
    AddField("place", session.place, fact.fields);
    AddField("link", session.link, fact.fields);
    if (!session.items.empty()) {
      fact.fields.emplace_back("items", config::FlowList(session.items));
    }
    return fact;
  });
}

}  // namespace agendad::daemon
