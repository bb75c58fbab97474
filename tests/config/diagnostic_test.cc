#include "config/diagnostic.h"

#include <gtest/gtest.h>

namespace agendad::config {
namespace {

const FileNames kFiles = {"directory.yaml", "programs/a.yaml"};

TEST(Diagnostic, ToTextHasPlaceSeverityAndWhatWasExpected) {
  EXPECT_EQ(
      ToText(
          {Severity::kError, {1, 12, 3}, "unknown key 'x'", "one of id, name"},
          kFiles),
      "programs/a.yaml:12:3: error: unknown key 'x'; expected one of id, "
      "name");
  EXPECT_EQ(ToText({Severity::kWarning, {0, 1, 1}, "it looks odd", ""}, kFiles),
            "directory.yaml:1:1: warning: it looks odd");
  EXPECT_EQ(ToText({Severity::kError, {0, 0, 0}, "no such file", "it"}, kFiles),
            "directory.yaml: error: no such file; expected it");
}

TEST(Diagnostic, ToTextShowsControlsAndBadUtf8AsEscapes) {
  EXPECT_EQ(
      ToText({Severity::kError,
              {0, 1, 1},
              "a\x1b[31m\n\t\x7f\xC2\x9b\xFF ñ 🗓",
              ""},
             kFiles),
      "directory.yaml:1:1: error: a\\x1b[31m\\n\\t\\x7f\\x9b\\xff ñ 🗓");
}

TEST(Diagnostic, ToJsonIsAnArrayOfObjects) {
  Diagnostics diagnostics;
  EXPECT_EQ(ToJson(diagnostics, kFiles), "[]\n");
  diagnostics.Error({1, 12, 3}, "a \"b\" \\ \n \x01", "ñ");
  diagnostics.Warn({0, 0, 0}, "\xFF");
  EXPECT_EQ(
      ToJson(diagnostics, kFiles),
      "[\n "
      "{\"file\":\"programs/a.yaml\",\"line\":12,\"column\":3,"
      "\"severity\":\"error\",\"what\":\"a \\\"b\\\" \\\\ \\u000a \\u0001\","
      "\"expected\":\"ñ\"},\n "
      "{\"file\":\"directory.yaml\",\"severity\":\"warning\","
      "\"what\":\"\xEF\xBF\xBD\",\"expected\":\"\"}\n]\n");
}

TEST(Diagnostics, SortsByPlaceAndKeepsTheOrderOfEqualPlaces) {
  Diagnostics diagnostics;
  diagnostics.Warn({1, 1, 1}, "d");
  diagnostics.Warn({0, 2, 1}, "b");
  diagnostics.Warn({0, 2, 1}, "c");
  diagnostics.Warn({0, 1, 9}, "a");
  diagnostics.Sort();
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics.All()) {
    order += diagnostic.what;
  }
  EXPECT_EQ(order, "abcd");
}

TEST(Diagnostics, HasErrorsOnlyWithAnError) {
  Diagnostics diagnostics;
  EXPECT_FALSE(diagnostics.HasErrors());
  diagnostics.Warn({}, "a");
  EXPECT_FALSE(diagnostics.HasErrors());
  Diagnostics others;
  others.Error({}, "b");
  diagnostics.Append(others);
  EXPECT_TRUE(diagnostics.HasErrors());
  diagnostics.Append(diagnostics);
  EXPECT_EQ(diagnostics.All().size(), 4U);
}

TEST(NearestWord, IsTheOneThatWasMeant) {
  const std::vector<std::string> words = {"months", "month", "title", "short",
                                          "id",     "AG",    "DP",    "dp"};
  const struct {
    std::string_view word, nearest;
  } rows[] = {
      {"mouths", "months"},
      {"motnhs", "months"},
      {"Months", "months"},
      {"tittle", "title"},
      {"TITEL", "title"},
      {"shrt", "short"},
      {"ide", "id"},
      {"di", "id"},
      {"xy", ""},
      {"ag", "AG"},
      {"dpx", "dp"},
      {"DPX", "DP"},
      {"", ""},
      {"observation", ""},
      {"month", "month"},
  };
  for (const auto& [word, nearest] : rows) {
    EXPECT_EQ(NearestWord(word, words), nearest) << word;
  }
}

TEST(NearestWord, DoesNotCompareWhatIsTooLongToBeAWord) {
  EXPECT_EQ(NearestWord(std::string(65, 'a'), {std::string(65, 'a')}), "");
  EXPECT_EQ(NearestWord(std::string(64, 'a'), {std::string(64, 'a')}),
            std::string(64, 'a'));
  EXPECT_EQ(NearestWord("a", {}), "");
}

}  // namespace
}  // namespace agendad::config
