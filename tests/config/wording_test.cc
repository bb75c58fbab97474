#include "config/wording.h"

#include <gtest/gtest.h>

namespace agendad::config {
namespace {

TEST(Wording, QuotedFitsIntoALine) {
  EXPECT_EQ(Quoted(""), "''");
  EXPECT_EQ(Quoted("año"), "'año'");
  std::string long_text;
  for (int i = 0; i < 60; ++i) long_text += "ñ";
  EXPECT_EQ(Quoted(long_text), "'" + long_text + "'");
  EXPECT_EQ(Quoted(long_text + "ñ"), "'" + long_text + "...'");
}

TEST(Wording, ListsAndSuggests) {
  EXPECT_EQ(OneOf({"id", "name"}, "x"), "one of id, name");
  EXPECT_EQ(OneOf({"id", "name"}, "nmae"),
            "one of id, name; did you mean 'name'?");
  EXPECT_EQ(DidYouMean("a code", {"DP", "DJ"}, "DPP"),
            "a code; did you mean 'DP'?");
}

TEST(Wording, NamesAnotherFileOnlyFromAnotherFile) {
  const FileNames files = {"a.yaml", "b.yaml"};
  EXPECT_EQ(PlaceSeenFrom({0, 3, 1}, {0, 12, 1}, files), "line 12");
  EXPECT_EQ(PlaceSeenFrom({0, 3, 1}, {1, 12, 1}, files), "b.yaml:12");
}

}  // namespace
}  // namespace agendad::config
