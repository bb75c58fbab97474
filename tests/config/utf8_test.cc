#include "config/utf8.h"

#include <gtest/gtest.h>

namespace agendad::config {
namespace {

TEST(Utf8, SequenceLengthKnowsTheWellFormed) {
  const struct {
    std::string_view text;
    std::size_t length;
  } rows[] = {
      {"", 0},
      {"a", 1},
      {"ab", 1},
      {"\x7F", 1},
      {"\xC2\x80", 2},
      {"\xDF\xBF", 2},
      {"\xE0\xA0\x80", 3},
      {"\xED\x9F\xBF", 3},
      {"\xEE\x80\x80", 3},
      {"\xEF\xBF\xBF", 3},
      {"\xF0\x90\x80\x80", 4},
      {"\xF4\x8F\xBF\xBF", 4},
      // A lone continuation, overlong forms, surrogates, above U+10FFFF, cut.
      {"\x80", 0},
      {"\xBF", 0},
      {"\xC0\x80", 0},
      {"\xC1\xBF", 0},
      {"\xE0\x9F\xBF", 0},
      {"\xED\xA0\x80", 0},
      {"\xF0\x8F\xBF\xBF", 0},
      {"\xF4\x90\x80\x80", 0},
      {"\xF5\x80\x80\x80", 0},
      {"\xFF", 0},
      {"\xC3", 0},
      {"\xE2\x82", 0},
      {"\xE2\x82z", 0},
      {"\xF0\x9F\x97", 0},
  };
  for (const auto& [text, length] : rows) {
    EXPECT_EQ(SequenceLength(text), length) << testing::PrintToString(text);
  }
}

TEST(Utf8, ControlsAreC0DelAndC1) {
  using namespace std::string_view_literals;
  for (const std::string_view text :
       {"\0"sv, "\x1F"sv, "\n"sv, "\x7F"sv, "\xC2\x80"sv, "\xC2\x9F"sv}) {
    EXPECT_TRUE(BeginsWithControl(text)) << testing::PrintToString(text);
  }
  for (const std::string_view text :
       {""sv, " "sv, "~"sv, "\xC2\xA0"sv, "\xC3\x80"sv, "a\n"sv}) {
    EXPECT_FALSE(BeginsWithControl(text)) << testing::PrintToString(text);
  }
}

TEST(Utf8, CountsAndCutsCodePoints) {
  EXPECT_EQ(CountCodePoints(""), 0U);
  EXPECT_EQ(CountCodePoints("año 🗓"), 5U);
  EXPECT_EQ(FirstCodePoints("año", 2), "añ");
  EXPECT_EQ(FirstCodePoints("año", 3), "año");
  EXPECT_EQ(FirstCodePoints("año", 9), "año");
  EXPECT_EQ(FirstCodePoints("🗓", 0), "");
}

TEST(Utf8, PlainLengthStopsAtTheFirstOther) {
  EXPECT_EQ(PlainLength("a b~\n"), 5U);
  EXPECT_EQ(PlainLength("a\tb"), 1U);
  EXPECT_EQ(PlainLength("ñ"), 0U);
  EXPECT_EQ(PlainLength("a\x7F"), 1U);
}

}  // namespace
}  // namespace agendad::config
