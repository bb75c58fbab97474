#include "config/definition_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "config/published_settings.h"
#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using testing::IsEmpty;

const std::string kOtherProgram =
    Replaced(Replaced(Replaced(kSampleProgram, "id: cspen-2024", "id: cg-2024"),
                      "body: cspen", "body: cg"),
             "    heading: AG\n", "");
// The year after: what has the same title must have the same id.
const std::string kNextProgram = Replaced(
    Replaced(Replaced(kSampleProgram, "id: cspen-2024", "id: cspen-2025"),
             "year: 2024", "year: 2025"),
    "when: 2024-06-19", "when: 2025-06-18");

DefinitionSources ThreePrograms() {
  DefinitionSources sources = SampleSources();
  sources.programs.emplace_back("programs/b.yaml", kOtherProgram);
  sources.programs.emplace_back("programs/c.yaml", kNextProgram);
  return sources;
}

// Everything of a definition, for comparison.
class Description {
 public:
  explicit Description(const Definition& definition) {
    for (const auto& file : definition.files) Add(file);
    Add(PublishedSettings(definition.settings));
    Add(definition.directory->revised,
        definition.directory->councillors.size());
    for (const auto& body : definition.directory->bodies) {
      Add(body.identity, body.name, body.short_name);
      for (const auto& heading : body.headings) {
        Add(heading.identity, heading.code, heading.name);
      }
    }
    for (const auto& directorate : definition.directory->directorates) {
      Add(directorate.identity, directorate.code, directorate.name);
    }
    for (const auto& calendar : definition.non_working_calendars) {
      Add(calendar.identity, calendar.name);
      for (const auto& day : calendar.days) Add(day.name, day.rule, day.where);
    }
    for (const auto& program : definition.programs) Add(*program);
  }

  std::string Text() const { return text_.str(); }

 private:
  template <typename... Parts>
  void Add(const Parts&... parts) {
    (Write(parts), ...);
    text_ << "\n";
  }

  void Add(const Program& program) {
    Add(program.identity, program.body, program.name, program.period);
    Add(program.time_zone, program.time_zone_where, program.approval,
        program.source, program.revised, program.due_lead,
        static_cast<int>(program.language), static_cast<int>(program.due));
    for (const auto& id : program.non_working_days) Add(id);
    for (const bool day : program.weekend) Add(day);
    for (const auto& session : program.sessions) {
      Add(session.identity, static_cast<int>(session.type), session.name,
          session.place, session.when_where);
      std::visit([this](const auto& when) { Add(when); }, session.when);
      if (session.duration) Add(session.duration->count());
    }
    for (const auto& item : program.items) {
      Add(item.identity, item.title, item.short_title, item.short_title_where,
          item.condition, item.observation, item.destination, item.source,
          item.ordinary_session_only);
      std::visit([this](const auto& who) { Add(who); }, item.responsible);
      for (const auto& due : item.months) {
        Add(due.month, due.due.value_or(std::chrono::sys_days()), due.where);
      }
    }
  }

  template <typename T>
  requires std::is_arithmetic_v<T>
  void Write(T number) { text_ << number << " "; }
  void Write(const std::string& text) { text_ << text << "|"; }
  template <typename D>
  void Write(const std::chrono::sys_time<D>& time) {
    text_ << time.time_since_epoch().count() << " ";
  }
  void Write(const Location& where) {
    text_ << where.file << ":" << where.line << ":" << where.column << " ";
  }
  void Write(const Identity& identity) {
    text_ << identity.id << " ";
    for (const auto& id : identity.formerly) text_ << "was " << id << " ";
    Write(identity.where);
  }
  void Write(std::chrono::year_month month) {
    text_ << static_cast<int>(month.year()) << "-"
          << static_cast<unsigned>(month.month()) << " ";
  }
  void Write(const DateRange& range) {
    Write(range.first);
    Write(range.last);
  }
  void Write(const Unscheduled&) { text_ << "unscheduled "; }
  void Write(const WeekWindow& window) {
    text_ << window.week << " of ";
    Write(window.month);
    text_ << static_cast<int>(window.rule) << " ";
  }
  void Write(const LocalTime& time) {
    Write(time.date);
    text_ << time.time_of_day.count() << " ";
  }
  void Write(const ByDirectorate& by) { text_ << "directorate " << by.id; }
  void Write(const ByHeading& by) { text_ << "heading " << by.id; }
  void Write(const Unassigned&) { text_ << "nobody"; }

  std::ostringstream text_;
};

std::string Described(const ParseResult& result) {
  return Description(result.definition).Text();
}

void ExpectAsAFirstTime(const ParseResult& result,
                        const DefinitionSources& sources) {
  const ParseResult fresh = ParseDefinition(sources);
  EXPECT_EQ(Told(result), Told(fresh));
  EXPECT_EQ(Described(result), Described(fresh));
}

// Whether program `index` is the very same object.
bool IsSame(const ParseResult& a, const ParseResult& b, std::size_t index) {
  return a.definition.programs.at(index).IsSame(
      b.definition.programs.at(index));
}

TEST(DefinitionReader, KeepsWhatIsUnchanged) {
  DefinitionReader reader;
  DefinitionSources sources = ThreePrograms();
  const ParseResult first = reader.Parse(sources);
  EXPECT_FALSE(first.diagnostics.HasErrors());
  // The same texts at other places in memory.
  const ParseResult again = reader.Parse(ThreePrograms());
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(IsSame(first, again, i)) << i;
  EXPECT_TRUE(first.definition.directory.IsSame(again.definition.directory));
  EXPECT_EQ(first.definition.origin, again.definition.origin);

  sources.programs[1].text =
      ShareText(Replaced(kOtherProgram, "Informe anual\n", "Otro informe\n"));
  const ParseResult changed = reader.Parse(sources);
  ExpectAsAFirstTime(changed, sources);
  EXPECT_TRUE(IsSame(first, changed, 0));
  EXPECT_FALSE(IsSame(first, changed, 1));
  EXPECT_TRUE(IsSame(first, changed, 2));
  EXPECT_EQ(changed.definition.programs[1]->items[0].short_title,
            "Otro informe");
  // What was handed out stays as it was.
  EXPECT_EQ(first.definition.programs[1]->items[0].short_title,
            "Informe anual");
  EXPECT_EQ(first.definition.origin, changed.definition.origin);
}

// A program that is broken for a moment costs the others nothing.
TEST(DefinitionReader, KeepsTheOthersOfABrokenProgram) {
  const Change breaks[] = {{"month: mar", "month: marx", {}},
                           {"title: Informe", "titel: Informe", {}},
                           {"id: cg-2024", "id: [", {}}};
  for (const Change& change : breaks) {
    SCOPED_TRACE(change.to);
    DefinitionReader reader;
    DefinitionSources sources = ThreePrograms();
    const ParseResult first = reader.Parse(sources);
    sources.programs[1].text =
        ShareText(Replaced(kOtherProgram, change.from, change.to));
    const ParseResult second = reader.Parse(sources);
    ExpectAsAFirstTime(second, sources);
    EXPECT_TRUE(second.diagnostics.HasErrors());
    const ParseResult repaired = reader.Parse(ThreePrograms());
    ExpectAsAFirstTime(repaired, ThreePrograms());
    EXPECT_TRUE(IsSame(first, repaired, 0));
    EXPECT_TRUE(IsSame(first, repaired, 2));
  }
}

// Its id, body or period: what others are told may change with it.
TEST(DefinitionReader, LooksAtAllIfAProgramIsAnotherToOthers) {
  const Change changes[] = {
      {"id: cspen-2024", "id: cg-2024", {}},
      {"id: cspen-2024", "id: new\nformerly: [cg-2024]", {}},
      {"body: cspen", "body: cg", {}},
      {"year: 2024", "year: 2026", {}},
      {"id: informe\n", "id: informes\n", {}},
  };
  for (const Change& change : changes) {
    SCOPED_TRACE(change.to);
    DefinitionReader reader;
    DefinitionSources sources = ThreePrograms();
    reader.Parse(sources);
    sources.programs[0].text =
        ShareText(Replaced(kSampleProgram, change.from, change.to));
    const ParseResult changed = reader.Parse(sources);
    EXPECT_THAT(Told(changed), testing::Not(IsEmpty()));
    ExpectAsAFirstTime(changed, sources);
    // Where the other one is has moved, too.
    sources.programs[1].text = ShareText("# Later.\n" + kOtherProgram);
    ExpectAsAFirstTime(reader.Parse(sources), sources);
    sources.programs[0].text =
        ShareText("# Later.\n" + *sources.programs[0].text);
    ExpectAsAFirstTime(reader.Parse(sources), sources);
  }
}

// Any file, good and bad, several at once, back and forth.
TEST(DefinitionReader, AlwaysReadsWhatAFirstReadingWould) {
  const std::pair<std::string_view, std::string_view> changes[] = {
      {"mar", "abr"},      {"id: informe", "id: otro"},
      {"id: c", "id: cc"}, {"body: cg", "body: cspen"},
      {"DP", "DX"},        {"year: 2024", "year: 2025"},
      {"2024", "2025"},    {"\n", "\n# comment\n"},
      {"when", "- when"},  {"revised", "reviewed"},
      {"- id", "-  id"},   {"name: ", "name: Otro "},
      {"[mx]", "[us]"},    {"Informe", "Reporte"}};
  int good = 0;
  int with_errors = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    DefinitionReader reader;
    DefinitionSources sources = ThreePrograms();
    const auto edit = [&](SourceFile& file) {
      const auto& [from, to] = changes[random() % std::size(changes)];
      std::string text = *file.text;
      const std::size_t at = text.find(from);
      if (at == std::string::npos) return;
      file.text = ShareText(text.replace(at, from.size(), to));
    };
    for (int step = 0; step < 60; ++step) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", step " +
                   std::to_string(step));
      auto& programs = sources.programs;
      const auto any = [&]() -> SourceFile& {
        return programs[random() % programs.size()];
      };
      switch (programs.empty() ? 11 : random() % 12) {
        case 0:
          if (sources.directory) edit(*sources.directory);
          break;
        case 1:
          programs.erase(programs.begin() + static_cast<std::ptrdiff_t>(
                                                random() % programs.size()));
          break;
        case 2:
          programs.emplace_back("programs/d.yaml", *any().text);
          break;
        case 3:
          std::swap(any().text, any().text);
          any().name = "programs/" + std::to_string(step) + ".yaml";
          break;
        case 4:
          any().problem = Fault{"not a regular file", "a file"};
          break;
        case 5:
          sources.settings = SourceFile("agendad.yaml", "language: en\n");
          break;
        case 6:
          any().text = ShareText(any().text->substr(0, 200));
          break;
        case 7:
          edit(any());
          [[fallthrough]];
        case 8:
        case 9:
          edit(any());
          break;
        default:
          sources = ThreePrograms();
      }
      const ParseResult result = reader.Parse(sources);
      ExpectAsAFirstTime(result, sources);
      if (HasFailure()) return;
      ++(result.diagnostics.HasErrors() ? with_errors : good);
    }
  }
  EXPECT_GT(good, 100);
  EXPECT_GT(with_errors, 100);
}

}  // namespace
}  // namespace agendad::config
