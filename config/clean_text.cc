#include "config/clean_text.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "config/characters.h"
#include "config/utf8.h"

namespace agendad::config {
namespace {

std::string Hex(unsigned value, const char* format) {
  char hex[16];
  std::snprintf(hex, sizeof hex, format, value);
  return hex;
}

}  // namespace

bool CheckIsCleanText(std::uint32_t file, std::string_view text,
                      Diagnostics& diagnostics) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    diagnostics.Error({file, 1, 1}, "the file is in UTF-16", "UTF-8");
    return false;
  }
  for (std::size_t i = PlainLength(text); i < text.size();
       i += PlainLength(text.substr(i))) {
    const std::string_view rest = text.substr(i);
    const std::size_t length = SequenceLength(rest);
    if (length == 0) {
      diagnostics.Error(
          PlaceOf(file, text, i),
          "the octet 0x" + Hex(Octet(text[i]), "%02X") + " is not UTF-8",
          "a file that was saved as UTF-8");
      return false;
    }
    const bool is_white_space = rest.front() == '\t' || rest.front() == '\n' ||
                                rest.starts_with("\r\n");
    if (!is_white_space && BeginsWithControl(rest)) {
      // A C1 control's code is its second octet.
      diagnostics.Error(
          PlaceOf(file, text, i),
          "the control character U+" + Hex(Octet(rest[length - 1]), "%04X"),
          "text without control characters");
      return false;
    }
    i += length;
  }
  return true;
}

Location PlaceOf(std::uint32_t file, std::string_view text,
                 std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {file, static_cast<std::uint32_t>(lines + 1),
          static_cast<std::uint32_t>(
              CountCodePoints(before.substr(line_start)) + 1)};
}

}  // namespace agendad::config
