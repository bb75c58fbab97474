#include "feeds/text/wording.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Language;
using test::Day;

TEST(Wording, DatesInBothLanguages) {
  const Wording spanish(Language::kSpanish);
  const Wording english(Language::kEnglish);
  EXPECT_EQ(spanish.Date(Day("2024-02-29")), "jueves 29 de febrero de 2024");
  EXPECT_EQ(english.Date(Day("2024-02-29")), "Thursday 29 February 2024");
  EXPECT_EQ(spanish.Month(test::Month("2024-09")), "septiembre");
  EXPECT_EQ(spanish.MonthAndYear(test::Month("2024-03")), "marzo de 2024");
  EXPECT_EQ(english.MonthAndYear(test::Month("2024-03")), "March 2024");
  const struct {
    std::string_view first;
    std::string_view last;
    std::string spanish;
    std::string english;
  } rows[] = {
      {"2024-03-11", "2024-03-15",
       "del lunes 11 al viernes 15 de marzo de 2024",
       "Monday 11 to Friday 15 March 2024"},
      {"2024-04-29", "2024-05-03",
       "del lunes 29 de abril al viernes 3 de mayo de 2024",
       "Monday 29 April to Friday 3 May 2024"},
      {"2024-12-30", "2025-01-03",
       "del lunes 30 de diciembre de 2024 al viernes 3 de enero de 2025",
       "Monday 30 December 2024 to Friday 3 January 2025"},
      {"2024-03-10", "2025-03-10",
       "del domingo 10 de marzo de 2024 al lunes 10 de marzo de 2025",
       "Sunday 10 March 2024 to Monday 10 March 2025"},
      {"2024-03-13", "2024-03-13", "miércoles 13 de marzo de 2024",
       "Wednesday 13 March 2024"},
  };
  for (const auto& [first, last, in_spanish, in_english] : rows) {
    EXPECT_EQ(spanish.Days({Day(first), Day(last)}), in_spanish);
    EXPECT_EQ(english.Days({Day(first), Day(last)}), in_english);
  }
}

TEST(Wording, FillsInWhatPeopleWroteAsItIs) {
  const Wording wording(Language::kSpanish);
  EXPECT_EQ(wording.Say(Phrase::kObservation, {{"text", "{text} # {x"}}),
            "Observación: {text} # {x");
  EXPECT_EQ(wording.Count(Phrase::kMoreItemsOne, Phrase::kMoreItemsOther, 1),
            "… y 1 asunto más");
  EXPECT_EQ(wording.Count(Phrase::kMoreItemsOne, Phrase::kMoreItemsOther, 0),
            "… y 0 asuntos más");
}

TEST(Wording, SortsAsTheLanguageDoes) {
  const Wording wording(Language::kSpanish);
  const std::string ascending[] = {"abeja", "Ábside", "nube", "ñandú", "oveja"};
  for (std::size_t i = 1; i < std::size(ascending); ++i) {
    EXPECT_LT(wording.SortKey(ascending[i - 1]), wording.SortKey(ascending[i]))
        << ascending[i];
  }
}

// "{name}" and "#" of a pattern.
std::multiset<std::string> Marks(std::string_view pattern) {
  std::multiset<std::string> marks;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '#') marks.insert("#");
    if (pattern[i] != '{') continue;
    const std::size_t close = pattern.find('}', i);
    EXPECT_NE(close, std::string_view::npos) << pattern;
    marks.insert(std::string(pattern.substr(i, close - i + 1)));
  }
  return marks;
}

TEST(Catalogue, BothLanguagesSayTheSameThings) {
  constexpr auto kLast = static_cast<int>(Phrase::kFeedOfUnassigned);
  for (int i = 0; i <= kLast; ++i) {
    const auto phrase = static_cast<Phrase>(i);
    const auto spanish = PatternOf(phrase, Language::kSpanish);
    const auto english = PatternOf(phrase, Language::kEnglish);
    EXPECT_FALSE(spanish.empty());
    EXPECT_FALSE(english.empty());
    auto english_marks = Marks(english);
    auto spanish_marks = Marks(spanish);
    EXPECT_EQ(spanish_marks, english_marks) << spanish;
    EXPECT_EQ(spanish.find_first_of("\r\n\t\\"), std::string_view::npos);
    EXPECT_EQ(english.find_first_of("\r\n\t\\"), std::string_view::npos);
  }
}

// Categories are written as they are: a comma would make two of one.
TEST(Catalogue, CategoriesNeedNoEscapes) {
  for (const auto phrase : {Phrase::kCategorySession, Phrase::kCategoryDeadline,
                            Phrase::kCategoryConditional,
                            Phrase::kCategoryDigest, Phrase::kCategoryNotice}) {
    for (const auto language : {Language::kSpanish, Language::kEnglish}) {
      EXPECT_EQ(PatternOf(phrase, language).find_first_of(",;\\#{"),
                std::string_view::npos);
    }
  }
}

}  // namespace
}  // namespace agendad::feeds
