#include "feeds/text/unicode.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/calendar_scanner.h"

namespace agendad::feeds {
namespace {

using namespace std::string_literals;

std::string Repeated(std::string_view text, std::size_t times) {
  std::string repeated;
  for (std::size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

TEST(CleanText, Rows) {
  const struct {
    std::string text;
    std::string clean;
  } rows[] = {
      {"", ""},
      {"plain ~", "plain ~"},
      {"Comisión del Servicio", "Comisión del Servicio"},
      // Line ends.
      {"a\nb", "a\nb"},
      {"a\r\nb", "a\nb"},
      {"a\rb", "a\nb"},
      {"a\r\r\n\nb\r", "a\n\n\nb\n"},
      {"a\u0085b\u2028c\u2029d", "a\nb\nc\nd"},
      // Controls.
      {"a\tb", "a b"},
      {"a\0b"s, "ab"},
      {"\x01\x08\x0b\x0c\x1f\x7f", ""},
      {"a\u0080\u009fb\u00a0c", "ab\u00a0c"},
      // What is not UTF-8.
      {"a\xff", "a\ufffd"},
      {"\xc3", "\ufffd"},
      {"Ma\xf1"
       "ana",
       "Ma\ufffdana"},
      {"a\x80z", "a\ufffdz"},
      {"\xc0\xaf", "\ufffd\ufffd"},                      // overlong slash
      {"\xed\xa0\xbd", "\ufffd\ufffd\ufffd"},            // a surrogate
      {"\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd"},  // past U+10FFFF
      {"\xf0\x9f\x97", "\ufffd"},                        // cut emoji
      // Normal form.
      {"Me\u0301xico", "México"},
      {"n\u0303", "ñ"},
      {"\u1112\u1161\u11ab", "한"},
      {"\u212b", "\u00c5"},
      {"ﬁ", "ﬁ"},  // compatibility forms stay
      {"a\u0323\u0307", "ạ\u0307"},
      {"a\u0307\u0323", "ạ\u0307"},
      // Removing a control brings together what then composes.
      {"e\x01\u0301", "é"},
      {"a\ufeffb", "a\ufeffb"},
      {"🗳\ufe0f👩\u200d🚀", "🗳\ufe0f👩\u200d🚀"},
  };
  for (const auto& [text, clean] : rows) EXPECT_EQ(CleanText(text), clean);
}

TEST(CleanText, IsAlwaysValidAndDoneOnce) {
  // Every pair of octets, and every octet between letters.
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {'a', static_cast<char>(first),
                                static_cast<char>(second), 'z'};
      const std::string clean = CleanText(text);
      ASSERT_TRUE(test::IsUtf8(clean)) << first << " " << second;
      ASSERT_EQ(CleanText(clean), clean) << first << " " << second;
      ASSERT_EQ(clean.find_first_of("\r\t\x01\x1b\x7f"), std::string::npos);
    }
  }
}

TEST(Graphemes, Count) {
  const Graphemes graphemes;
  const struct {
    std::string text;
    std::size_t count;
  } rows[] = {
      {"", 0},
      {"abc", 3},
      {"ñandú", 5},
      {"e\u0301", 1},
      {"👩\u200d👩\u200d👧\u200d👦", 1},
      {"👍🏽!", 2},
      {"🇲🇽🇺🇸", 2},
      {"🇲🇽🇺", 2},
      {"\u1112\u1161\u11ab\u1100\u1161", 2},
      {"हिन्दी", 2},
      {"a" + Repeated("\u0301", 600), 1},
      {"1\ufe0f\u20e3", 1},
      {"x\u200dy", 2},
      {"\n\n", 2},
  };
  for (const auto& [text, count] : rows) {
    EXPECT_EQ(graphemes.Count(text), count) << text;
  }
}

TEST(Graphemes, EdgeAtOrBefore) {
  const Graphemes graphemes;
  const std::string family = "👩\u200d👩\u200d👧";  // 18 octets
  const struct {
    std::string text;
    std::size_t position;
    std::size_t edge;
  } rows[] = {
      {"abc", 0, 0},
      {"abc", 2, 2},
      {"abc", 3, 3},
      {"abc", 9, 3},
      {"", 0, 0},
      {"ñ", 1, 0},
      {"añb", 2, 1},
      {"añb", 3, 3},
      {"ae\u0301b", 2, 1},
      {"ae\u0301b", 3, 1},
      {"ae\u0301b", 4, 4},
      {"a" + family + "b", 18, 1},
      {"a" + family + "b", 19, 19},
      {"a" + family + "b", 8, 1},
      {family, 17, 0},
      {"🇲🇽🇺🇸", 8, 8},
      {"🇲🇽🇺🇸", 12, 8},
      {"🇲🇽🇺🇸x", 15, 8},
      {"🇲🇽🇺🇸x", 16, 16},
  };
  for (const auto& [text, position, edge] : rows) {
    EXPECT_EQ(graphemes.EdgeAtOrBefore(text, position), edge)
        << text << " at " << position;
  }
}

// Against a walk from the start of the text, wherever the position is.
TEST(Graphemes, EdgeAgreesWithAWalkFromTheStart) {
  const Graphemes graphemes;
  const std::string unit =
      "ab ñé\u0301 👩\u200d🚀🇲🇽🇺🇸\u1112\u1161\u11abहि\u0600x—·";
  const std::string text = Repeated(unit, 30);
  std::vector<bool> is_edge(text.size() + 1, false);
  // A prefix that ends on an edge makes the counts of both parts add up.
  const std::size_t whole = graphemes.Count(unit);
  for (std::size_t at = 0; at <= unit.size(); ++at) {
    if (!test::IsUtf8(unit.substr(0, at))) continue;
    is_edge[at] = graphemes.Count(unit.substr(0, at)) +
                      graphemes.Count(unit.substr(at)) ==
                  whole;
  }
  for (std::size_t at = unit.size(); at <= text.size(); ++at) {
    is_edge[at] = is_edge[at - unit.size()] || at % unit.size() == 0;
  }
  for (std::size_t at = 0; at <= text.size(); ++at) {
    std::size_t expected = at;
    while (!is_edge[expected]) --expected;
    ASSERT_EQ(graphemes.EdgeAtOrBefore(text, at), expected) << at;
  }
}

TEST(Graphemes, Truncate) {
  const Graphemes graphemes;
  const std::string family = "👩\u200d👩\u200d👧";  // 8 units
  const struct {
    std::string text;
    std::size_t limit;
    std::string kept;
  } rows[] = {
      {"abc", 3, "abc"},
      {"abcd", 3, "ab…"},
      {"ñandú", 5, "ñandú"},
      {"ñandús", 5, "ñand…"},
      {"uno dos", 5, "uno…"},
      {"🚀🚀", 4, "🚀🚀"},
      {"🚀🚀", 3, "🚀…"},
      {"🚀🚀🚀", 4, "🚀…"},
      {"ab" + family, 10, "ab" + family},
      {"ab" + family, 9, "ab…"},
      {"ab" + family + "c", 10, "ab…"},
      {"ab" + family + "cd", 11, "ab" + family + "…"},
      {"🇲🇽🇺🇸🇨🇦", 8, "🇲🇽…"},
      {"e\u0301e\u0301e\u0301", 4, "e\u0301…"},
  };
  for (const auto& [text, limit, kept] : rows) {
    EXPECT_EQ(graphemes.Truncate(text, limit), kept) << limit;
  }
}

TEST(Graphemes, TruncateNeverExceedsTheLimitNorSplits) {
  const Graphemes graphemes;
  const std::string unit = "a 🇲🇽👩\u200d🚀e\u0301中\u200d🗳\ufe0f";
  const std::string text = Repeated(unit, 60);
  for (std::size_t limit = 1; limit < 600; ++limit) {
    const std::string cut = graphemes.Truncate(text, limit);
    ASSERT_LE(test::Utf16Units(cut), limit);
    ASSERT_TRUE(cut.ends_with("…"));
    const std::string kept = cut.substr(0, cut.size() - 3);
    ASSERT_TRUE(text.starts_with(kept));
    ASSERT_EQ(graphemes.Count(kept) + graphemes.Count(text.substr(kept.size())),
              graphemes.Count(text));
    // As much as fits: the next cluster would be too much.
    ASSERT_GE(test::Utf16Units(cut) + 6, limit);
  }
}

// 300 flags without a break: the pairs count from the first of them.
TEST(Graphemes, TruncateKeepsFlagsWholeInLongRuns) {
  const Graphemes graphemes;
  for (const std::string_view prefix : {"", "x", "xy", "中"}) {
    const std::string text = std::string(prefix) + Repeated("🇲🇽", 300);
    for (const std::size_t limit : {15U, 100U, 254U, 255U}) {
      const std::string cut = graphemes.Truncate(text, limit);
      EXPECT_EQ((cut.size() - 3 - prefix.size()) % 8, 0U)
          << prefix << " " << limit;
    }
  }
}

}  // namespace
}  // namespace agendad::feeds
