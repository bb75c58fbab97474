#include "feeds/content_line.h"

#include <gtest/gtest.h>
#include <libical/ical.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/support/calendar_scanner.h"

namespace agendad::feeds {
namespace {

std::string Repeated(std::string_view text, std::size_t times) {
  std::string repeated;
  for (std::size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

std::string Folded(std::string_view line) {
  static const Graphemes graphemes;
  std::string out;
  AppendFolded(line, graphemes, out);
  return out;
}

std::string Refolded(std::string_view text) {
  static const Graphemes graphemes;
  std::string out;
  AppendRefolded(text, graphemes, out);
  return out;
}

// "75 74 12": the octets of each physical line.
std::string Lengths(std::string_view folded) {
  std::string lengths;
  for (const auto& line : test::PhysicalLines(folded)) {
    lengths += (lengths.empty() ? "" : " ") + std::to_string(line.size());
  }
  return lengths;
}

TEST(EscapeText, EscapesWhatRfc5545Names) {
  const struct {
    std::string_view text;
    std::string_view escaped;
  } rows[] = {
      {"", ""},
      {"plain: \"text\" / 'more'", "plain: \"text\" / 'more'"},
      {"a,b;c", "a\\,b\\;c"},
      {"\\", "\\\\"},
      {"\\n is not a line feed", "\\\\n is not a line feed"},
      {"one\ntwo", "one\\ntwo"},
      {"\n", "\\n"},
      {"\\,;\n", "\\\\\\,\\;\\n"},
      {"comisión · 🗳️, ñ", "comisión · 🗳️\\, ñ"},
  };
  for (const auto& [text, escaped] : rows) {
    EXPECT_EQ(EscapeText(text), escaped);
    EXPECT_EQ(test::Unescaped(escaped), text);
  }
}

TEST(AppendFolded, FoldsAfter75Octets) {
  const struct {
    std::size_t octets;
    std::string_view lengths;
  } rows[] = {{0, "0"},         {1, "1"},          {74, "74"},
              {75, "75"},       {76, "75 2"},      {149, "75 75"},
              {150, "75 75 2"}, {223, "75 75 75"}, {224, "75 75 75 2"}};
  for (const auto& [octets, lengths] : rows) {
    EXPECT_EQ(Lengths(Folded(std::string(octets, 'x'))), lengths) << octets;
  }
}

// What would stand across the 75th octet goes to the next line as a whole.
TEST(AppendFolded, KeepsTogetherWhatStandsOnTheEdge) {
  const struct {
    std::string_view what;
    std::string_view unit;
  } rows[] = {
      {"accent", "á"},
      {"decomposed accent", "e\u0301"},
      {"emoji", "🗳"},
      {"emoji and variation selector", "🗳\ufe0f"},
      {"family", "👩\u200d👩\u200d👧\u200d👦"},
      {"skin tone", "👍🏽"},
      {"flag", "🇲🇽"},
      {"Hangul in jamo", "\u1112\u1161\u11ab"},
      {"Devanagari", "नि"},
      {"keycap", "1\ufe0f\u20e3"},
      {"escaped comma", "\\,"},
      {"escaped line feed", "\\n"},
      {"escaped backslash", "\\\\"},
      {"comma with an accent", "\\,\u0301"},
  };
  for (const auto& [what, unit] : rows) {
    for (std::size_t before = 70; before <= 77; ++before) {
      const std::string line =
          std::string(before, 'x') + std::string(unit) + std::string(100, 'y');
      const std::string folded = Folded(line);
      EXPECT_EQ(test::Unfolded(folded), line + "\r\n") << what;
      EXPECT_EQ(test::LineFaults(folded), std::vector<std::string>()) << what;
      const bool fits = before + unit.size() <= kMaxLineOctets;
      const std::size_t first =
          before <= kMaxLineOctets && !fits ? before : kMaxLineOctets;
      EXPECT_EQ(test::PhysicalLines(folded).front().size(), first)
          << what << " after " << before;
    }
  }
}

TEST(AppendFolded, RunsOfBackslashesAreFoldedBetweenEscapes) {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    for (const std::string_view escape : {"\\\\", "\\,", "\\n", "\\;"}) {
      const std::string line = std::string(shift, 'x') + Repeated(escape, 400);
      const std::string folded = Folded(line);
      EXPECT_EQ(test::Unfolded(folded), line + "\r\n");
      EXPECT_EQ(test::LineFaults(folded), std::vector<std::string>());
    }
  }
}

// A cluster longer than a line cannot be kept together; its code points can.
TEST(AppendFolded, CutsAnEndlessClusterBetweenCodePoints) {
  const std::string rows[] = {
      "e" + Repeated("\u0301", 600),
      "e" + Repeated("\u20dd", 600),
      "\\," + Repeated("\u0301", 600),
      std::string(74, 'x') + "\\," + Repeated("\u0301", 600),
      Repeated("👩\u200d", 300) + "👩",
      Repeated("\u0600", 600) + "\\,",  // what is prepended to a cluster
      Repeated("\u0600", 37) + "\\,x",
      "x" + Repeated("\u0600", 37) + "\\,x",
      Repeated("\U000110bd", 19) + "\\," + Repeated("\u0301", 99),
      Repeated("🇲", 801),
      Repeated("\u0301", 500),
  };
  for (const auto& line : rows) {
    const std::string folded = Folded(line);
    EXPECT_EQ(test::Unfolded(folded), line + "\r\n");
    EXPECT_EQ(test::LineFaults(folded), std::vector<std::string>());
  }
}

class GeneratedLine {
 public:
  explicit GeneratedLine(std::uint32_t seed) : random_(seed) {}

  std::string Next() {
    static const std::vector<std::string> kUnits = {
        "a",        "B",   " ",      "ñ",      "e\u0301",
        "\\,",      "\\;", "\\\\",   "\\n",    "🗳\ufe0f",
        "👩\u200d🚀", "🇲🇽",  "中",     "नि",     "\u1112\u1161\u11ab",
        "·",        "—",   "\u0600", "\u200d", "\u0301\u0302\u0303",
        ":",        "\"",  "."};
    std::string line;
    const std::size_t length = 1 + Below(400);
    while (line.size() < length) {
      const std::string& unit = kUnits[Below(kUnits.size())];
      line += Repeated(unit, 1 + (Below(8) == 0 ? Below(90) : 0));
    }
    return line;
  }

 private:
  std::size_t Below(std::size_t limit) { return random_() % limit; }

  std::mt19937 random_;
};

TEST(AppendFolded, PropertiesOverGeneratedLines) {
  const Graphemes graphemes;
  GeneratedLine lines(20240131);
  std::size_t folds = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string line = lines.Next();
    const std::string folded = Folded(line);
    ASSERT_EQ(test::Unfolded(folded), line + "\r\n");
    ASSERT_EQ(test::LineFaults(folded), std::vector<std::string>()) << line;
    // A fold inside a cluster is for clusters that no line could hold.
    std::size_t at = 0;
    const auto physical = test::PhysicalLines(folded);
    for (std::size_t row = 0; row + 1 < physical.size(); ++row, ++folds) {
      const std::size_t room = row == 0 ? kMaxLineOctets : kMaxLineOctets - 1;
      const std::size_t length = physical[row].size() - (row == 0 ? 0 : 1);
      const std::string rest = line.substr(at);
      at += length;
      const std::string before = rest.substr(0, length);
      const std::string after = rest.substr(length, 60);
      const bool edge = graphemes.Count(before + after) ==
                        graphemes.Count(before) + graphemes.Count(after);
      const bool too_long =
          graphemes.Count(before) <= 2 && before.size() + 3 >= room;
      // An escape may belong to the cluster before it; it is kept whole.
      const bool in_front_of_escape =
          before.ends_with("\u0600") && after.starts_with('\\');
      ASSERT_TRUE(edge || too_long || in_front_of_escape)
          << "fold " << row << " of " << line;
    }
  }
  EXPECT_GT(folds, 5000U);
}

TEST(AppendRefolded, UndoesFoldsOfAnyLength) {
  EXPECT_EQ(Refolded(""), "");
  EXPECT_EQ(Refolded("A:1\r\nB:2\r\n"), "A:1\r\nB:2\r\n");
  EXPECT_EQ(Refolded("A:1\r\n 2\r\n  3\r\nB:4\r\n"), "A:12 3\r\nB:4\r\n");
  // Between the CR and the LF of a line's end.
  EXPECT_EQ(Refolded("A:1\r\r\n \nB:2\r\n"), "A:1\r\nB:2\r\n");
  EXPECT_EQ(Refolded("A:1\r\n \r\nB:2\r\n \r\n"), "A:1\r\nB:2\r\n");
  // Inside the octets of one character.
  EXPECT_EQ(Refolded("A:\xc3\r\n \xb1\r\n"), "A:ñ\r\n");
}

std::string WrittenByLibical(const std::string& summary) {
  icalcomponent* const event = icalcomponent_new_vevent();
  icalcomponent_add_property(event, icalproperty_new_summary(summary.c_str()));
  const std::unique_ptr<char, decltype(&icalmemory_free_buffer)> text(
      icalcomponent_as_ical_string_r(event), &icalmemory_free_buffer);
  icalcomponent_free(event);
  return text.get();
}

// The reason why libical's own folds are never published.
TEST(AppendRefolded, LibicalFoldsInsideTheFinalCrlfAndWeDoNot) {
  std::size_t broken = 0;
  for (std::size_t length = 1; length < 400; ++length) {
    const std::string summary(length, 'x');
    const std::string theirs = WrittenByLibical(summary);
    broken += theirs.find("\r\r\n \n") != std::string::npos ? 1 : 0;
    const std::string ours = Refolded(theirs);
    EXPECT_EQ(test::LineFaults(ours), std::vector<std::string>()) << length;
    EXPECT_EQ(test::Unfolded(ours),
              "BEGIN:VEVENT\r\nSUMMARY:" + summary + "\r\nEND:VEVENT\r\n");
  }
  EXPECT_GT(broken, 0U) << "libical's fault is gone";
}

TEST(AppendRefolded, LibicalFoldsInsideGraphemesAndEscapesAndWeDoNot) {
  std::size_t in_escapes = 0;
  std::size_t in_graphemes = 0;
  for (std::size_t shift = 0; shift < 80; ++shift) {
    const std::string text =
        std::string(shift, 'x') + Repeated("👩\u200d🚀,;\\", 40);
    const std::string theirs = WrittenByLibical(text);
    in_escapes += test::LineFaults(theirs).empty() ? 0 : 1;
    in_graphemes += theirs.find("\u200d\r\n") != std::string::npos ? 1 : 0;
    const std::string ours = Refolded(theirs);
    EXPECT_EQ(test::LineFaults(ours), std::vector<std::string>()) << shift;
    EXPECT_EQ(ours.find("\u200d\r\n"), std::string::npos) << shift;
    EXPECT_EQ(
        test::Unfolded(ours),
        "BEGIN:VEVENT\r\nSUMMARY:" + EscapeText(text) + "\r\nEND:VEVENT\r\n");
  }
  EXPECT_GT(in_escapes, 0U) << "libical's fault is gone";
  EXPECT_GT(in_graphemes, 0U) << "libical's fault is gone";
}

}  // namespace
}  // namespace agendad::feeds
