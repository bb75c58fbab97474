#include "config/utf8.h"

#include <algorithm>

namespace agendad::config {
namespace {

unsigned Octet(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

bool IsContinuation(char octet) {
  return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

}  // namespace

void AppendHex(unsigned char octet, std::string& text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  text += kDigits[octet >> 4U];
  text += kDigits[octet & 15U];
}

std::size_t SequenceLength(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned lead = Octet(text, 0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2   ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[i])) return 0;
  }
  // The second octet excludes overlong forms, surrogates and what is above
  // U+10FFFF (RFC 3629 section 4).
  const unsigned second = Octet(text, 1);
  if (lead == 0xE0 && second < 0xA0) return 0;
  if (lead == 0xED && second > 0x9F) return 0;
  if (lead == 0xF0 && second < 0x90) return 0;
  if (lead == 0xF4 && second > 0x8F) return 0;
  return length;
}

bool BeginsWithControl(std::string_view text) {
  if (text.empty()) return false;
  const unsigned lead = Octet(text, 0);
  if (lead < 0x20 || lead == 0x7F) return true;
  return lead == 0xC2 && text.size() > 1 && Octet(text, 1) < 0xA0;
}

std::size_t PlainLength(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return (c >= ' ' && c <= '~') || c == '\n';
  });
  return static_cast<std::size_t>(end - text.begin());
}

std::size_t CountCodePoints(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(
                           text.begin(), text.end(), IsContinuation));
}

std::string_view FirstCodePoints(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; count > 0 && end < text.size(); --count) {
    do {
      ++end;
    } while (end < text.size() && IsContinuation(text[end]));
  }
  return text.substr(0, end);
}

}  // namespace agendad::config
