#include "config/yaml_lines.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>

#include "config/wording.h"

namespace agendad::config {
namespace {

using std::chrono::minutes;

constexpr std::size_t kWidth = 96;        // of a folded text's lines
constexpr std::size_t kLongestLine = 72;  // of a text that is not folded

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

// Whether a text can be folded at its spaces and be read as it was. Readers of
// YAML differ on what else ends a line.
bool IsFoldable(std::string_view text) {
  return text.find_first_of("\n\t") == std::string_view::npos &&
         text.find("  ") == std::string_view::npos &&
         text.find("\u0085") == std::string_view::npos &&
         text.find("\u2028") == std::string_view::npos &&
         text.find("\u2029") == std::string_view::npos &&
         !text.starts_with(' ') && !text.ends_with(' ');
}

std::string Folded(std::string_view text, std::string_view indent) {
  std::string folded = ">-";
  std::size_t column = kWidth;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (column + 1 + word.size() > kWidth) {
      folded.append("\n").append(indent);
      column = indent.size();
    } else {
      folded += ' ';
      ++column;
    }
    folded += word;
    column += word.size();
  }
  return folded;
}

}  // namespace

void YamlLines::Add(std::string_view line) {
  text_.append(line).append("\n");
  next_ += 1 + static_cast<std::uint32_t>(
                   std::count(line.begin(), line.end(), '\n'));
}

void YamlLines::Add(std::string_view indent, std::string_view key,
                    const std::string& text) {
  if (text.empty()) return;
  const bool is_long = text.size() > kLongestLine && IsFoldable(text);
  Add(Concat(
      {indent, key, ": ",
       is_long ? Folded(text, Concat({indent, "  "})) : FlowScalar(text)}));
}

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

std::string FlowList(const std::vector<std::string>& texts) {
  std::string list;
  for (const auto& text : texts) {
    list += (list.empty() ? "" : ", ") + FlowScalar(text);
  }
  return "[" + list + "]";
}

std::string ToText(minutes duration) {
  const auto count = duration.count();
  return count % 60 == 0 ? std::to_string(count / 60) + "h"
                         : std::to_string(count) + "min";
}

}  // namespace agendad::config
