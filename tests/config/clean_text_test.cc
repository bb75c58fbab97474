#include "config/clean_text.h"

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

TEST(CleanText, OtherEncodingsAndControlsAreTold) {
  using namespace std::string_view_literals;
  const struct {
    std::string_view text, told;
  } rows[] = {
      {"a: b\nñ: Comisi\xF3n\n",
       "f:2:10: error: the octet 0xF3 is not UTF-8; expected a file that was "
       "saved as UTF-8"},
      {"a: \xC0\x80"sv,
       "f:1:4: error: the octet 0xC0 is not UTF-8; expected a file that was "
       "saved as UTF-8"},
      {"a: \xED\xA0\x80"sv,
       "f:1:4: error: the octet 0xED is not UTF-8; expected a file that was "
       "saved as UTF-8"},
      {"a: x\0y"sv,
       "f:1:5: error: the control character U+0000; expected text without "
       "control characters"},
      {"a: x\x04y"sv,
       "f:1:5: error: the control character U+0004; expected text without "
       "control characters"},
      {"a: x # \x1B[0m"sv,
       "f:1:8: error: the control character U+001B; expected text without "
       "control characters"},
      {"a: x\xC2\x85y"sv,
       "f:1:5: error: the control character U+0085; expected text without "
       "control characters"},
      {"a: b\rc: d\r"sv,
       "f:1:5: error: the control character U+000D; expected text without "
       "control characters"},
      {"\xFF\xFE"
       "a\0:\0"sv,
       "f:1:1: error: the file is in UTF-16; expected UTF-8"},
      {"\xFE\xFF\0a"sv, "f:1:1: error: the file is in UTF-16; expected UTF-8"},
      {"a\0:\0 \0b\0"sv,
       "f:1:2: error: the control character U+0000; expected text without "
       "control characters"},
  };
  for (const auto& [text, told] : rows) {
    ExpectRefused(text, told);
  }
}

TEST(CleanText, PlacesAreLinesAndCodePoints) {
  const std::string_view text = "ñá\né\n";
  EXPECT_EQ(PlaceOf(3, text, 0), (Location{3, 1, 1}));
  EXPECT_EQ(PlaceOf(3, text, 2), (Location{3, 1, 2}));
  EXPECT_EQ(PlaceOf(3, text, 5), (Location{3, 2, 1}));
  EXPECT_EQ(PlaceOf(3, text, text.size()), (Location{3, 3, 1}));
}

}  // namespace
}  // namespace agendad::config
