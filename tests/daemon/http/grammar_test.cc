#include "daemon/http/grammar.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace agendad::daemon::http {
namespace {

TEST(Grammar, TokensAreTheCharactersOfRfc9110) {
  const std::string marks = "!#$%&'*+-.^_`|~";
  for (int octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    const bool expected = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') ||
                          (c != '\0' && marks.find(c) != std::string::npos);
    EXPECT_EQ(IsTokenChar(c), expected) << octet;
    EXPECT_EQ(IsToken(std::string(1, c)), expected) << octet;
  }
  EXPECT_FALSE(IsToken(""));
  EXPECT_FALSE(IsToken("a b"));
}

TEST(Grammar, FieldValuesHaveNoControlCharactersButTab) {
  for (int octet = 0; octet < 256; ++octet) {
    const std::string text(1, static_cast<char>(octet));
    EXPECT_EQ(IsFieldValue(text),
              octet == '\t' || (octet >= 0x20 && octet != 0x7F))
        << octet;
    EXPECT_EQ(IsVisible(text), octet > 0x20 && octet < 0x7F) << octet;
  }
  EXPECT_TRUE(IsFieldValue(""));
}

TEST(Grammar, DigitsAreAsciiDigits) {
  EXPECT_TRUE(IsDigits("0"));
  EXPECT_TRUE(IsDigits("0123456789"));
  for (const char* text : {"", " 1", "1 ", "+1", "-1", "1.0", "0x1", "\xB2"})
    EXPECT_FALSE(IsDigits(text)) << text;
}

TEST(Grammar, TrimTakesSpacesAndTabsOnly) {
  EXPECT_EQ(Trim(" \t a b\t "), "a b");
  EXPECT_EQ(Trim("\ra\n"), "\ra\n");
  EXPECT_EQ(Trim(" \t "), "");
  EXPECT_EQ(Trim(""), "");
}

TEST(Grammar, CaseIsIgnoredInAsciiOnly) {
  EXPECT_TRUE(EqualsIgnoringCase("If-None-Match", "iF-nONE-mATCH"));
  EXPECT_FALSE(EqualsIgnoringCase("host", "hosts"));
  EXPECT_FALSE(EqualsIgnoringCase("@", "`"));  // 0x40 and 0x60
  EXPECT_FALSE(EqualsIgnoringCase("[", "{"));  // 0x5B and 0x7B
  EXPECT_FALSE(EqualsIgnoringCase("\xC9", "\xE9"));
}

TEST(Grammar, ListsAreTakenElementByElement) {
  std::string_view list = " a , b;q=1,,c ";
  std::vector<std::string_view> elements;
  while (!list.empty()) elements.push_back(TakeUntil(',', list));
  EXPECT_EQ(elements, (std::vector<std::string_view>{"a", "b;q=1", "", "c"}));
}

TEST(Grammar, ATokenIsFoundInAListWhole) {
  EXPECT_TRUE(ListHasToken("keep-alive, Close", "close"));
  EXPECT_TRUE(ListHasToken("close", "close"));
  EXPECT_FALSE(ListHasToken("closed, not-close", "close"));
  EXPECT_FALSE(ListHasToken("", "close"));
}

}  // namespace
}  // namespace agendad::daemon::http
