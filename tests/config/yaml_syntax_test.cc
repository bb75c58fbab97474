#include "config/yaml_syntax.h"

#include <gtest/gtest.h>

#include "config/yaml_reader.h"
#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

void ExpectRefused(std::string_view text, std::string_view told) {
  Diagnostics diagnostics;
  EXPECT_FALSE(ReadYaml(0, text, diagnostics)) << text;
  EXPECT_EQ(Told(diagnostics, {"f"}),
            std::vector<std::string>{std::string(told)})
      << text;
}

TEST(YamlSyntax, MistakesAreToldInPlainWords) {
  const struct {
    std::string_view text, told;
  } rows[] = {
      {"title: Informe: anual\n",
       "f:1:15: error: a ':' where no key can end; expected quotes around a "
       "text that has ': ' in it, and the keys of one mapping below each "
       "other"},
      {"ñ: é\n b: d\n",
       "f:2:3: error: a ':' where no key can end; expected quotes around a "
       "text that has ': ' in it, and the keys of one mapping below each "
       "other"},
      {"a: [b\nc: d\n",
       "f:2:2: error: a '[' that is not closed; expected ',' between the "
       "entries and ']' at the end"},
      {"a: {b: c\n",
       "f:2:1: error: a '{' that is not closed; expected ',' between the "
       "entries and '}' at the end"},
      {"a: [b]]\n",
       "f:1:7: error: a ']' or '}' that closes nothing; expected quotes around "
       "a text that has it"},
      {"a: - b\n",
       "f:1:4: error: a '-' where no list can begin; expected a list on the "
       "lines below its key, indented with spaces"},
      {"a:\n\t- b\n",
       "f:2:2: error: a '-' where no list can begin; expected a list on the "
       "lines below its key, indented with spaces"},
      {"a:\n  - b\n c: d\n",
       "f:3:2: error: a line that is no key of the mapping above it; expected "
       "the keys of one mapping below each other"},
      {"- [a]\n  [b]\n",
       "f:2:3: error: a line that is no entry of the list above it; expected "
       "the '-' of one list below each other"},
      {"a: @x\n",
       "f:1:4: error: a character that no text can begin with; expected quotes "
       "around a text that begins with it"},
      {"a: \"\\q\"\n",
       "f:1:7: error: an unknown escape in a text in double quotes; expected "
       "'\\\\' for a backslash, or single quotes"},
      {"a: \"\\ud800\"\n",
       "f:1:11: error: an escape that is no character; expected the character "
       "itself"},
      {"a: >x\n",
       "f:1:5: error: a text right after '|' or '>'; expected the text on the "
       "lines below it"},
      {"a: *b\n",
       "f:1:4: error: an alias ('*'); expected the value itself; or quotes "
       "around a text that begins with '*'"},
      // yaml-cpp would take the end of the file for the closing quote.
      {"b: c\na: \"x\nd: e\n",
       "f:2:4: error: quotes that are not closed; expected the same quote at "
       "the end of the text"},
      {"a: 'it''s\n",
       "f:1:4: error: quotes that are not closed; expected the same quote at "
       "the end of the text"},
      {"a: \"x\\\"\n",
       "f:1:4: error: quotes that are not closed; expected the same quote at "
       "the end of the text"},
      {"%YAML 3.0\n---\na: b\n",
       "f:1:1: error: the file is not YAML: YAML major version too large; "
       "expected YAML 1.2"},
  };
  for (const auto& [text, told] : rows) {
    ExpectRefused(text, told);
  }
}

TEST(YamlSyntax, AnUnknownMessageIsShownAsItIs) {
  const Fault fault = ExplainSyntaxError("something new");
  EXPECT_EQ(fault.what, "the file is not YAML: something new");
  EXPECT_EQ(fault.expected, "YAML 1.2");
}

}  // namespace
}  // namespace agendad::config
