#include "config/definition_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/config/definition_description.h"
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

// Who adds a fact, or a first file of facts, changes one program.
TEST(DefinitionReader, ReadsAProgramAgainThatHasNewFacts) {
  const std::string fact =
      "- {at: 2024-03-01, item: informe, month: mar, fact: withdrawn}\n";
  const std::string undone =
      "- {at: 2024-03-02, item: informe, month: mar, fact: undone}\n";
  DefinitionReader reader;
  DefinitionSources sources = ThreePrograms();
  const ParseResult none = reader.Parse(sources);
  sources.facts.emplace_back("facts/cg-2024.dp.yaml", fact);
  const ParseResult one = reader.Parse(sources);
  ExpectAsAFirstTime(one, sources);
  EXPECT_TRUE(one.definition.programs[1]->items[0].months[0].progress);
  sources.facts[0].text = ShareText(fact + undone);
  const ParseResult two = reader.Parse(sources);
  ExpectAsAFirstTime(two, sources);
  EXPECT_FALSE(two.definition.programs[1]->items[0].months[0].progress);
  for (const auto* later : {&one, &two}) {
    EXPECT_TRUE(IsSame(none, *later, 0));
    EXPECT_FALSE(IsSame(none, *later, 1));
    EXPECT_TRUE(IsSame(none, *later, 2));
    EXPECT_EQ(none.definition.origin, later->definition.origin);
  }
  sources.facts[0].text = ShareText(fact + undone + undone);
  ExpectAsAFirstTime(reader.Parse(sources), sources);
  sources.facts.clear();
  ExpectAsAFirstTime(reader.Parse(sources), sources);
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

DefinitionSources WithFacts(DefinitionSources sources) {
  sources.facts.emplace_back(
      "facts/cspen-2024.a.yaml",
      "- {at: 2024-03-01, item: informe, month: mar, fact: withdrawn}\n"
      "- {at: 2024-03-03, session: marzo, fact: convened, when: 2024-03-12}\n");
  sources.facts.emplace_back(
      "facts/cspen-2024.b.yaml",
      "- {at: 2024-03-02, item: informe, month: mar, fact: undone}\n");
  return sources;
}

// Any file, good and bad, several at once, back and forth.
TEST(DefinitionReader, AlwaysReadsWhatAFirstReadingWould) {
  const std::pair<std::string_view, std::string_view> changes[] = {
      {"mar", "abr"},
      {"id: informe", "id: otro"},
      {"id: c", "id: cc"},
      {"body: cg", "body: cspen"},
      {"DP", "DX"},
      {"year: 2024", "year: 2025"},
      {"2024", "2025"},
      {"\n", "\n# comment\n"},
      {"when", "- when"},
      {"revised", "reviewed"},
      {"- id", "-  id"},
      {"name: ", "name: Otro "},
      {"[mx]", "[us]"},
      {"Informe", "Reporte"},
      {"undone", "withdrawn"},
      {"month: mar", "month: jun"},
      {"2024-03-0", "2024-05-1"}};
  int good = 0;
  int with_errors = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    DefinitionReader reader;
    DefinitionSources sources = WithFacts(ThreePrograms());
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
      switch (programs.empty() ? 14 : random() % 15) {
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
        case 10:
        case 11:
          if (!sources.facts.empty()) edit(sources.facts[random() % 2]);
          break;
        case 12:
          if (!sources.facts.empty())
            std::swap(sources.facts[0].text, sources.facts[1].text);
          break;
        case 13:
          sources.facts.clear();
          break;
        default:
          sources = WithFacts(ThreePrograms());
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
