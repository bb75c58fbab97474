#include "config/json_string.h"

#include <algorithm>

#include "config/characters.h"
#include "config/utf8.h"

namespace agendad::config {

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  while (!text.empty()) {
    const std::size_t length = SequenceLength(text);
    const char c = text.front();
    if (length == 0) {
      json += "\xEF\xBF\xBD";  // U+FFFD: JSON must be UTF-8
    } else if (c == '"' || c == '\\') {
      json += {'\\', c};
    } else if (Octet(c) < 0x20 || c == 0x7F) {
      json += "\\u00";
      AppendHex(static_cast<unsigned char>(c), json);
    } else {
      json += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return json + "\"";
}

}  // namespace agendad::config
