#include "daemon/http/grammar.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace agendad::daemon::http {
namespace {

enum Class : std::uint8_t { kToken = 1, kFieldValue = 2, kVisible = 4 };

constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t octet = 0; octet < classes.size(); ++octet) {
    const bool visible = octet > 0x20 && octet < 0x7F;
    if (visible) classes[octet] |= kVisible;
    if (visible || octet == ' ' || octet == '\t' || octet >= 0x80)
      classes[octet] |= kFieldValue;
    const bool alphanumeric = (octet >= '0' && octet <= '9') ||
                              (octet >= 'A' && octet <= 'Z') ||
                              (octet >= 'a' && octet <= 'z');
    const bool mark =
        octet != 0 &&
        std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(octet)) !=
            std::string_view::npos;
    if (alphanumeric || mark) classes[octet] |= kToken;
  }
  return classes;
}();

bool Is(char c, Class wanted) {
  return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

bool AllAre(std::string_view text, Class wanted) {
  return std::all_of(text.begin(), text.end(),
                     [wanted](char c) { return Is(c, wanted); });
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool IsTokenChar(char c) { return Is(c, kToken); }

bool IsToken(std::string_view text) {
  return !text.empty() && AllAre(text, kToken);
}

bool IsFieldValue(std::string_view text) { return AllAre(text, kFieldValue); }

bool IsVisible(std::string_view text) { return AllAre(text, kVisible); }

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string_view TakeUntil(char separator, std::string_view& list) {
  const std::size_t end = list.find(separator);
  const std::string_view taken = list.substr(0, end);
  list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  return Trim(taken);
}

bool ListHasToken(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    if (EqualsIgnoringCase(TakeUntil(',', list), token)) return true;
  }
  return false;
}

}  // namespace agendad::daemon::http
