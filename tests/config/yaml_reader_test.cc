#include "config/yaml_reader.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

// "{a@1:1: 'x'@1:4, b@2:1: ['y'@2:5]@2:4}@1:1"
std::string Dump(const Node& node) {
  const auto place = [](const Location& where) {
    return "@" + std::to_string(where.line) + ":" +
           std::to_string(where.column);
  };
  std::string text;
  switch (node.kind) {
    case Node::Kind::kEmpty:
      text = "empty";
      break;
    case Node::Kind::kBroken:
      text = "broken";
      break;
    case Node::Kind::kScalar:
      text = "'" + node.text + "'";
      break;
    case Node::Kind::kSequence:
      for (const Node& item : node.items) {
        text += (text.empty() ? "" : ", ") + Dump(item);
      }
      text = "[" + text + "]";
      break;
    case Node::Kind::kMapping:
      for (const Member& member : node.members) {
        text += (text.empty() ? "" : ", ") + member.key + place(member.where) +
                ": " + Dump(member.value);
      }
      text = "{" + text + "}";
      break;
  }
  return text + place(node.where);
}

struct Reading {
  std::string tree;  // "none" if the text is not YAML
  std::vector<std::string> told;
};

Reading Read(std::string_view text) {
  Diagnostics diagnostics;
  const auto node = ReadYaml(0, text, diagnostics);
  return {node ? Dump(*node) : "none", Told(diagnostics, {"f"})};
}

TEST(YamlReader, KeepsTextsAndPlaces) {
  const struct {
    std::string_view text, tree;
  } rows[] = {
      {"a: x\nb: [y]\n", "{a@1:1: 'x'@1:4, b@2:1: ['y'@2:5]@2:4}@1:1"},
      {"a:\n  - b: c\n  - d\n",
       "{a@1:1: [{b@2:5: 'c'@2:8}@2:5, 'd'@3:5]@2:3}@1:1"},
      {"[]", "[]@1:1"},
      {"{}", "{}@1:1"},
      // Columns are code points.
      {"ñá: é\n", "{ñá@1:1: 'é'@1:5}@1:1"},
      {"[🗓, é, a]", "['🗓'@1:2, 'é'@1:5, 'a'@1:8]@1:1"},
      // Nothing is anything else than text.
      {"[010, no, 1e3, 0x1, yes, 2024-01-31, .5, 12:30]",
       "['010'@1:2, 'no'@1:7, '1e3'@1:11, '0x1'@1:16, 'yes'@1:21, "
       "'2024-01-31'@1:26, '.5'@1:38, '12:30'@1:42]@1:1"},
      // Empty values are where their keys are.
      {"a:\nb: ~\nc: null\nd: ''\ne: \"  \"\n",
       "{a@1:1: empty@1:1, b@2:1: empty@2:1, c@3:1: empty@3:1, d@4:1: "
       "empty@4:1, e@5:1: empty@5:1}@1:1"},
      {"a: '~'\nb: \"null\"\n", "{a@1:1: '~'@1:4, b@2:1: 'null'@2:4}@1:1"},
      {"a: ' x '\nb: |\n  y\n\n  z\n\nc: >-\n  v\n  w\n",
       "{a@1:1: 'x'@1:4, b@2:1: 'y\n\nz'@2:4, c@7:1: 'v w'@7:4}@1:1"},
      {"a: \"\\u00f1\\n\\\"\"\nb: 'it''s'\n",
       "{a@1:1: 'ñ\n\"'@1:4, b@2:1: 'it's'@2:4}@1:1"},
      {"a: 'x\n\n  y'\n", "{a@1:1: 'x\ny'@1:4}@1:1"},
      {"a: x # no\nb: x#y\n", "{a@1:1: 'x'@1:4, b@2:1: 'x#y'@2:4}@1:1"},
      {"a: b\r\nc: |\r\n  d\r\n  e\r\n",
       "{a@1:1: 'b'@1:4, c@2:1: 'd\ne'@2:4}@1:1"},
      {"\xEF\xBB\xBF"
       "a: b",
       "{a@1:1: 'b'@1:4}@1:1"},
      {"---\na: b\n...\n", "{a@2:1: 'b'@2:4}@2:1"},
      {"%YAML 1.2\n---\na: b\n", "{a@3:1: 'b'@3:4}@3:1"},
      {"", "empty@0:0"},
      {"# nothing\n\n", "empty@0:0"},
      {"~", "empty@0:0"},
      {"{a, b}", "{a@1:2: empty@1:2, b@1:5: empty@1:5}@1:1"},
      {"- <<", "['<<'@1:3]@1:1"},
      {"'<<': a", "{<<@1:1: 'a'@1:7}@1:1"},
      {"a: '&b *c !d'", "{a@1:1: '&b *c !d'@1:4}@1:1"},
  };
  for (const auto& [text, tree] : rows) {
    const Reading reading = Read(text);
    EXPECT_EQ(reading.tree, tree) << text;
    EXPECT_EQ(reading.told, std::vector<std::string>{}) << text;
  }
}

TEST(YamlReader, TellsWhatMakesAFileMeanSomethingElse) {
  const std::string itself =
      "; expected the value itself; or quotes around a "
      "text that begins with ";
  const struct {
    std::string_view text, tree;
    std::vector<std::string> told;
  } rows[] = {
      {"a: &x b\nc: *x\n",
       "{a@1:1: 'b'@1:4, c@2:1: broken@2:4}@1:1",
       {"f:1:4: error: an anchor ('&')" + itself + "'&'",
        "f:2:4: error: an alias ('*')" + itself + "'*'"}},
      {"a: &x [b]\n",
       "{a@1:1: ['b'@1:8]@1:4}@1:1",
       {"f:1:4: error: an anchor ('&')" + itself + "'&'"}},
      {"a: !!str b\nc: !x [d]\ne: ! f\n",
       "{a@1:1: 'b'@1:4, c@2:1: ['d'@2:8]@2:4, e@3:1: 'f'@3:4}@1:1",
       {"f:1:4: error: a tag ('!')" + itself + "'!'",
        "f:2:4: error: a tag ('!')" + itself + "'!'",
        "f:3:4: error: a tag ('!')" + itself + "'!'"}},
      {"a: 1\nb: 2\na: 3\nb: 4\na: 5\n",
       "{a@1:1: '1'@1:4, b@2:1: '2'@2:4}@1:1",
       {"f:3:1: error: the key 'a' is given twice; expected each key once; the "
        "other one is on line 1",
        "f:5:1: error: the key 'a' is given twice; expected each key once; the "
        "other one is on line 1",
        "f:4:1: error: the key 'b' is given twice; expected each key once; the "
        "other one is on line 2"}},
      {"a: {b: 1, 'b': 2}",
       "{a@1:1: {b@1:5: '1'@1:8}@1:4}@1:1",
       {"f:1:11: error: the key 'b' is given twice; expected each key once; "
        "the other one is on line 1"}},
      {"<<: {a: b}\nc: d\n",
       "{c@2:1: 'd'@2:4}@1:1",
       {"f:1:1: error: a merge key ('<<'); expected the keys and values "
        "themselves"}},
      {"a: b\n---\nc: d\n",
       "{a@1:1: 'b'@1:4}@1:1",
       {"f:2:1: error: a second document; expected one document in a file"}},
      {"a: b\n---\n",
       "{a@1:1: 'b'@1:4}@1:1",
       {"f:2:1: error: a second document; expected one document in a file"}},
      {"- a\nb: c\n",
       "['a'@1:3]@1:1",
       {"f:2:1: error: a line that belongs to nothing above it; expected the "
        "keys of one mapping, or the '-' of one list, below each other"}},
      {"? [a]\n: b\nc: d\n",
       "{c@3:1: 'd'@3:4}@1:1",
       {"f:1:3: error: a key is a list; expected a word"}},
      {"~: b\nc: d\n",
       "{c@2:1: 'd'@2:4}@1:1",
       {"f:1:1: error: a key is empty; expected a word"}},
      {"a: \"x\\0y\"\nb: \"\\x85\"\nc: x\ty\nd: e\n",
       "{a@1:1: broken@1:4, b@2:1: broken@2:4, c@3:1: broken@3:4, d@4:1: "
       "'e'@4:4}@1:1",
       {"f:1:4: error: a control character in a text; expected text without "
        "control characters and tabs",
        "f:2:4: error: a control character in a text; expected text without "
        "control characters and tabs",
        "f:3:4: error: a control character in a text; expected text without "
        "control characters and tabs"}},
  };
  for (const auto& [text, tree, told] : rows) {
    const Reading reading = Read(text);
    EXPECT_EQ(reading.tree, tree) << text;
    EXPECT_EQ(reading.told, told) << text;
  }
}

TEST(YamlReader, RefusesWhatIsTooDeep) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + "a" + std::string(depth, ']');
  };
  EXPECT_EQ(Read(nested(32)).told, std::vector<std::string>{});
  const std::vector<std::string> too_deep = {
      "f:1:33: error: lists and mappings too deep within each other; expected "
      "at most 32 levels"};
  EXPECT_EQ(Read(nested(33)).told, too_deep);
  EXPECT_EQ(Read(nested(100'000)).tree, "none");
  std::string blocks;
  for (std::size_t level = 0; level < 500; ++level) blocks += "- ";
  EXPECT_EQ(Read(blocks).tree, "none");
  std::string mappings;
  for (std::size_t level = 0; level < 500; ++level) {
    mappings += std::string(level, ' ') + "a:\n";
  }
  EXPECT_EQ(Read(mappings).tree, "none");
}

TEST(YamlReader, RefusesWhatIsTooLarge) {
  std::string text = "a: b\n";
  text.append(kLargestFile - text.size(), '\n');
  EXPECT_EQ(Read(text).tree, "{a@1:1: 'b'@1:4}@1:1");
  text += '\n';
  EXPECT_EQ(Read(text).tree, "none");
  EXPECT_EQ(Read(text).told, (std::vector<std::string>{
                                 "f: error: the file is larger than 1 "
                                 "MiB; expected a file of at most 1 MiB"}));
}

TEST(YamlReader, AnAliasBombStaysSmall) {
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last +
            ", " + last + "]\n";
  }
  Diagnostics diagnostics;
  const auto node = ReadYaml(0, bomb, diagnostics);
  ASSERT_TRUE(node);
  EXPECT_EQ(node->members.size(), 30U);
  // One anchor and two aliases a line.
  EXPECT_EQ(diagnostics.All().size(), 30U + 2 * 29);
}

TEST(YamlReader, AnAliasToItselfIsNoCycle) {
  const Reading reading = Read("a: &a [*a]\n");
  EXPECT_EQ(reading.tree, "{a@1:1: [broken@1:8]@1:4}@1:1");
  EXPECT_EQ(reading.told.size(), 2U);
}

}  // namespace
}  // namespace agendad::config
