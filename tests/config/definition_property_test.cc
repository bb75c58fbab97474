// Over generated input: nothing crashes, and what has no errors keeps every
// promise of config/program.h.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "config/forms.h"
#include "config/utf8.h"
#include "config/yaml_reader.h"
#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::string_view_literals;

bool IsCleanText(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = SequenceLength(text);
    if (length == 0) return false;
    if (text.front() != '\n' && BeginsWithControl(text)) return false;
    text.remove_prefix(length);
  }
  return true;
}

void ExpectIdentities(std::vector<Identity> identities) {
  std::set<std::string> ids;
  for (const Identity& identity : identities) {
    EXPECT_TRUE(ParseId(identity.id)) << identity.id;
    EXPECT_TRUE(ids.insert(identity.id).second) << identity.id;
    for (const std::string& former : identity.formerly) {
      EXPECT_TRUE(ids.insert(former).second) << former;
    }
  }
}

template <typename T>
std::vector<Identity> IdentitiesOf(const std::vector<T>& things) {
  std::vector<Identity> identities;
  for (const T& thing : things) identities.push_back(thing.identity);
  return identities;
}

template <typename T>
const T* Find(const std::vector<T>& things, const std::string& id) {
  const auto found =
      std::find_if(things.begin(), things.end(),
                   [&](const T& thing) { return thing.identity.id == id; });
  return found == things.end() ? nullptr : &*found;
}

void ExpectPromises(const Program& program, const Definition& definition) {
  const Directory& directory = *definition.directory;
  const Body* const body = Find(directory.bodies, program.body);
  ASSERT_NE(body, nullptr) << program.body;
  EXPECT_LE(program.period.first, program.period.last);
  EXPECT_FALSE(program.name.empty());
  EXPECT_FALSE(program.time_zone.empty());
  for (const std::string& calendar : program.non_working_days) {
    EXPECT_NE(Find(definition.non_working_calendars, calendar), nullptr);
  }
  EXPECT_LT(std::count(program.weekend.begin(), program.weekend.end(), true),
            7);
  ExpectIdentities(IdentitiesOf(program.sessions));
  for (const Session& session : program.sessions) {
    EXPECT_EQ(session.duration.has_value(),
              std::holds_alternative<LocalTime>(session.when));
  }
  ExpectIdentities(IdentitiesOf(program.items));
  for (const Item& item : program.items) {
    EXPECT_FALSE(item.title.empty());
    EXPECT_FALSE(item.short_title.empty());
    EXPECT_TRUE(IsCleanText(item.title + item.short_title + item.condition));
    EXPECT_FALSE(item.months.empty());
    EXPECT_TRUE(std::is_sorted(item.months.begin(), item.months.end(),
                               [](const ItemMonth& a, const ItemMonth& b) {
                                 return a.month <= b.month;
                               }));
    if (const auto* const by = std::get_if<ByDirectorate>(&item.responsible)) {
      EXPECT_NE(Find(directory.directorates, by->id), nullptr);
    }
    if (const auto* const by = std::get_if<ByHeading>(&item.responsible)) {
      EXPECT_NE(Find(body->headings, by->id), nullptr);
    }
    if (!item.destination.empty()) {
      EXPECT_NE(Find(directory.bodies, item.destination), nullptr);
    }
  }
}

// Returns whether there were no errors.
bool ExpectPromises(const ParseResult& result) {
  for (const Diagnostic& diagnostic : result.diagnostics.All()) {
    EXPECT_LT(diagnostic.where.file, result.definition.files.size());
    EXPECT_FALSE(diagnostic.what.empty());
    EXPECT_FALSE(diagnostic.expected.empty()) << diagnostic.what;
  }
  if (result.diagnostics.HasErrors()) return false;
  const Definition& definition = result.definition;
  ExpectIdentities(IdentitiesOf(definition.directory->bodies));
  ExpectIdentities(IdentitiesOf(definition.directory->directorates));
  ExpectIdentities(IdentitiesOf(definition.directory->councillors));
  ExpectIdentities(IdentitiesOf(definition.non_working_calendars));
  for (const auto& shared : definition.programs) {
    const auto& program = *shared;
    ExpectPromises(program, definition);
  }
  return true;
}

// How many entries the list at `key` has, as the text says.
std::size_t EntriesOf(const std::string& program, std::string_view key) {
  Diagnostics diagnostics;
  const auto root = ReadYaml(0, program, diagnostics);
  if (!root) return 0;
  for (const Member& member : root->members) {
    if (member.key == key) return member.value.items.size();
  }
  return 0;
}

// A text that is taken without an error is taken as a whole. Returns whether it
// is.
bool ExpectNothingIsLost(const std::string& program) {
  const ParseResult result = ParseWithProgram(program);
  if (!ExpectPromises(result)) return false;
  EXPECT_EQ(result.definition.programs.at(0)->sessions.size(),
            EntriesOf(program, "sessions"))
      << program;
  EXPECT_EQ(result.definition.programs.at(0)->items.size(),
            EntriesOf(program, "items"))
      << program;
  return true;
}

TEST(DefinitionProperties, EveryPrefixOfAProgramIsTakenWholeOrTold) {
  for (std::size_t length = 0; length <= kSampleProgram.size(); ++length) {
    ExpectNothingIsLost(kSampleProgram.substr(0, length));
    if (HasFailure()) FAIL() << "at length " << length;
  }
}

TEST(DefinitionProperties, EveryPrefixOfADirectoryIsTakenOrTold) {
  for (std::size_t length = 0; length < kSampleDirectory.size(); ++length) {
    ExpectPromises(ParseWithDirectory(kSampleDirectory.substr(0, length)));
    if (HasFailure()) FAIL() << "at length " << length;
  }
}

TEST(DefinitionProperties, EveryMissingLineIsTakenWholeOrTold) {
  for (std::size_t begin = 0; begin < kSampleProgram.size();) {
    const std::size_t end = kSampleProgram.find('\n', begin) + 1;
    std::string program = kSampleProgram;
    ExpectNothingIsLost(program.erase(begin, end - begin));
    if (HasFailure()) FAIL() << kSampleProgram.substr(begin, end - begin);
    begin = end;
  }
}

// Pieces that mean something to YAML, or to us.
constexpr std::string_view kPieces[] = {
    "\n",   " ",     "  ",   "- ",    ": ",       ":",
    "#",    "'",     "\"",   "[",     "]",        "{",
    "}",    ",",     "&a",   "*a",    "!x",       "|",
    ">",    "---\n", "<<: ", "~",     "\t",       "\xFF",
    "\0"sv, "\x1b",  "ñ",    "🗓",  "mar",      "all",
    "1-12", "2024",  "-01",  "id: ",  "AG",       "null",
    "DP",   "week",  "?",    "%",     "\r\n",     "\\",
    "..",   "last",  "sep",  "items", "\xC2\x85", "due: 2024-09-30"};

TEST(DefinitionProperties, RandomChangesAreTakenWholeOrTold) {
  constexpr int kRounds = 1500;
  std::mt19937 random(20240131);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  int taken = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::string program = kSampleProgram;
    for (std::size_t change = 0; change <= below(3); ++change) {
      const std::size_t at = below(program.size());
      switch (below(4)) {
        case 0:
          program.erase(at, below(12));
          break;
        case 1:
          program.insert(at, kPieces[below(std::size(kPieces))]);
          break;
        case 2:
          program.insert(at, program.substr(below(program.size()), below(40)));
          break;
        default:
          program[at] = static_cast<char>(below(256));
      }
    }
    if (ExpectNothingIsLost(program)) ++taken;
    if (HasFailure()) FAIL() << "round " << round << ":\n" << program;
  }
  // Else the changes are so wild that the promises were never looked at.
  EXPECT_GT(taken, kRounds / 20);
  EXPECT_LT(taken, kRounds);
}

}  // namespace
}  // namespace agendad::config
