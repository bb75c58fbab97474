#include "config/yaml_lines.h"

#include <gtest/gtest.h>

#include "config/yaml_reader.h"

namespace agendad::config {
namespace {

TEST(FlowScalar, QuotesWhatIsNoPlainText) {
  const struct {
    std::string text;
    std::string scalar;
  } rows[] = {
      {"informe-anual", "informe-anual"},
      {"2024-03-13 10:00", "2024-03-13 10:00"},
      {"no", "\"no\""},
      {"Null", "\"Null\""},
      {"", "\"\""},
      {"a, b", "\"a, b\""},
      {"a: b", "\"a: b\""},
      {"falta de quórum", "\"falta de quórum\""},
      {"dijo \"no\"", "\"dijo \\\"no\\\"\""},
      {"uno\ndos", "\"uno\\ndos\""},
      {"c:\\x", "\"c:\\\\x\""},
      {"# x", "\"# x\""},
      {"x #y", "\"x #y\""},
      {"{x}", "\"{x}\""},
      {"https://example.org/a?b=c", "\"https://example.org/a?b=c\""},
  };
  for (const auto& row : rows) EXPECT_EQ(FlowScalar(row.text), row.scalar);
}

// What a reader makes of every octet that a text may have.
TEST(FlowScalar, IsReadBack) {
  for (int c = ' '; c < 127; ++c) {
    for (const char* const around : {"", "a", "7"}) {
      const std::string text =
          around + std::string(1, static_cast<char>(c)) + around;
      if (text.find_first_not_of(' ') == std::string::npos) continue;
      Diagnostics diagnostics;
      const auto root =
          ReadYaml(0, "- {by: " + FlowScalar(text) + "}", diagnostics);
      ASSERT_TRUE(root) << text;
      ASSERT_FALSE(diagnostics.HasErrors()) << text;
      EXPECT_EQ(root->items.at(0).members.at(0).value.text, text);
    }
  }
}

}  // namespace
}  // namespace agendad::config
