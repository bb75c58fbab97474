#include "config/yaml_syntax.h"

namespace agendad::config {
namespace {

struct Explanation {
  std::string_view message;  // what yaml-cpp's begins with
  std::string_view what;
  std::string_view expected;
};

// The keys are the texts of yaml-cpp 0.7's exceptions.h.
constexpr Explanation kExplanations[] = {
    {"illegal map value", "a ':' where no key can end",
     "quotes around a text that has ': ' in it, and the keys of one mapping "
     "below each other"},
    {"end of map not found", "a line that is no key of the mapping above it",
     "the keys of one mapping below each other"},
    {"end of map flow not found", "a '{' that is not closed",
     "',' between the entries and '}' at the end"},
    {"end of sequence not found",
     "a line that is no entry of the list above it",
     "the '-' of one list below each other"},
    {"end of sequence flow not found", "a '[' that is not closed",
     "',' between the entries and ']' at the end"},
    {"illegal flow end", "a ']' or '}' that closes nothing",
     "quotes around a text that has it"},
    {"illegal block entry", "a '-' where no list can begin",
     "a list on the lines below its key, indented with spaces"},
    {"illegal map key", "a '?' or a key where none can be",
     "the keys of one mapping below each other"},
    {"illegal tab", "a tab before the first word of a line",
     "spaces to indent with"},
    {"unknown token", "a character that no text can begin with",
     "quotes around a text that begins with it"},
    {"unknown escape character", "an unknown escape in a text in double quotes",
     "'\\\\' for a backslash, or single quotes"},
    {"bad character found while scanning hex", "an escape that is not finished",
     "hexadecimal digits after '\\x', '\\u' or '\\U'"},
    {"invalid unicode", "an escape that is no character",
     "the character itself"},
    {"illegal EOF in scalar", "quotes that are not closed",
     "the same quote at the end of the text"},
    {"illegal document indicator in scalar",
     "'---' or '...' within a text in quotes",
     "the same quote at the end of the text"},
    {"unexpected character in block scalar", "a text right after '|' or '>'",
     "the text on the lines below it"},
    {"cannot set zero indentation", "a '0' after '|' or '>'",
     "nothing after it"},
    {"the referenced anchor is not defined", "an alias ('*')",
     "the value itself; or quotes around a text that begins with '*'"},
    {"alias", "an alias ('*')",
     "the value itself; or quotes around a text that begins with '*'"},
    {"anchor", "an anchor ('&')",
     "the value itself; or quotes around a text that begins with '&'"},
    {"cannot assign multiple", "an anchor, an alias or a tag",
     "the value itself"},
};

}  // namespace

Fault ExplainSyntaxError(std::string_view message) {
  for (const Explanation& explanation : kExplanations) {
    if (message.starts_with(explanation.message)) {
      return {std::string(explanation.what), std::string(explanation.expected)};
    }
  }
  return {Concat({"the file is not YAML: ", message}), "YAML 1.2"};
}

}  // namespace agendad::config
