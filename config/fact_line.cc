#include "config/fact_line.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace agendad::config {
namespace {

// That YAML reads as something else than a text.
constexpr std::array<std::string_view, 7> kWords = {
    "null", "true", "false", "yes", "no", "on", "off"};

constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./ ";

// What needs no quotes, whoever reads it. A colon within the text, as in 10:00,
// is none that ends a key.
bool IsPlain(std::string_view text) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
  };
  if (text.empty() || !is_word(text.front()) || !is_word(text.back())) {
    return false;
  }
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  if (std::find(kWords.begin(), kWords.end(), lower) != kWords.end()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_colon_within = text[i] == ':' && is_word(text[i + 1]);
    if (!is_colon_within && kPlain.find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string FlowScalar(std::string_view text) {
  if (IsPlain(text)) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') {
      char escaped[5];
      std::snprintf(escaped, sizeof escaped, "\\x%02X",
                    static_cast<unsigned>(static_cast<unsigned char>(c)));
      quoted += escaped;
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string FactLine(const std::vector<FactField>& fields) {
  std::string line = "- {";
  bool is_first = true;
  for (const auto& [key, value] : fields) {
    if (value.empty()) continue;
    if (!is_first) line += ", ";
    is_first = false;
    line.append(key).append(": ").append(value);
  }
  return line + "}\n";
}

}  // namespace agendad::config
