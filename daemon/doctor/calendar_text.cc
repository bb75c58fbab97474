#include "daemon/doctor/calendar_text.h"

#include <algorithm>
#include <optional>

#include "config/utf8.h"
#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr std::size_t kLongestContentLine = 75;  // octets (RFC 5545 3.1)
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

bool IsName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-';
  });
}

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::string InLine(std::size_t line, std::string_view what) {
  return "line " + std::to_string(line) + ": " + std::string(what);
}

// Takes a name up to one of `ends` off the front.
std::string TakeName(std::string_view& rest, std::string_view ends) {
  const auto end = std::min(rest.find_first_of(ends), rest.size());
  std::string name = Upper(rest.substr(0, end));
  rest.remove_prefix(end);
  return name;
}

// A parameter's value with its quotes off; nothing if one is not closed.
std::optional<std::string> TakeParameter(std::string_view& rest) {
  std::string value;
  bool is_quoted = false;
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (!is_quoted && (c == ';' || c == ':')) {
      break;
    } else {
      value += c;
    }
  }
  rest.remove_prefix(at);
  return is_quoted ? std::nullopt : std::optional(value);
}

std::optional<Property> ReadProperty(std::string_view line,
                                     std::size_t number) {
  Property property;
  property.line = number;
  property.name = TakeName(line, ";:");
  if (!IsName(property.name)) return std::nullopt;
  while (line.starts_with(';')) {
    line.remove_prefix(1);
    std::string name = TakeName(line, "=;:");
    if (!IsName(name) || !line.starts_with('=')) return std::nullopt;
    line.remove_prefix(1);
    auto value = TakeParameter(line);
    if (!value) return std::nullopt;
    property.parameters.emplace_back(std::move(name), std::move(*value));
  }
  if (!line.starts_with(':')) return std::nullopt;
  property.value = line.substr(1);
  return property;
}

class Reader {
 public:
  CalendarText Read(std::string_view text, std::size_t most_lines) {
    if (text.starts_with(kByteOrderMark)) {
      out_.characters.Add("it begins with a byte order mark");
      text.remove_prefix(kByteOrderMark.size());
    }
    while (!text.empty() && !out_.is_cut) {
      out_.is_cut = ++number_ > most_lines;
      if (!out_.is_cut) ReadLine(TakeLine(text));
    }
    Close();
    if (!open_.empty() && !out_.is_cut) {
      out_.nesting.Add("no END:" + out_.components[open_.back()].name);
    }
    return std::move(out_);
  }

 private:
  // Up to the next line feed, whatever is before it.
  std::string_view TakeLine(std::string_view& text) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (end == std::string_view::npos) {
      out_.line_ends.Add("the last line does not end with CRLF");
      text = {};
    } else {
      text.remove_prefix(end + 1);
      if (!line.ends_with('\r')) {
        out_.line_ends.Add(
            InLine(number_, "it ends with LF alone, not with CRLF"));
      }
    }
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  void ReadLine(std::string_view line) {
    if (line.find('\r') != std::string_view::npos) {
      out_.line_ends.Add(InLine(number_, "a CR without LF"));
    }
    if (line.empty()) return out_.line_ends.Add(InLine(number_, "it is empty"));
    if (line.size() > kLongestContentLine) {
      out_.long_lines.Add(
          InLine(number_, "it has " + std::to_string(line.size()) + " octets"));
    }
    if (line[0] == ' ' || line[0] == '\t') {
      if (line.size() > 1 && IsContinuation(line[1])) {
        out_.folds.Add(InLine(number_, "the fold cuts a character in two"));
      }
      pending_ += line.substr(1);
      return;
    }
    Close();
    pending_ = line;
    pending_line_ = number_;
  }

  // A logical line is whole.
  void Close() {
    if (pending_line_ == 0) return;
    LookAtCharacters();
    auto property = ReadProperty(pending_, pending_line_);
    if (!property) {
      out_.syntax.Add(InLine(pending_line_,
                             "it is no property: no name, no colon "
                             "or an unclosed quote"));
    } else {
      Place(std::move(*property));
    }
    pending_line_ = 0;
  }

  void LookAtCharacters() {
    std::string_view rest = pending_;
    while (!rest.empty()) {
      const auto length = config::SequenceLength(rest);
      if (length == 0) {
        out_.characters.Add(InLine(pending_line_, "it is not UTF-8"));
        return;
      }
      if (rest[0] != '\t' && config::BeginsWithControl(rest)) {
        out_.controls.Add(InLine(pending_line_, "it has a control character"));
      }
      if (rest.substr(0, length) == kReplacement) {
        out_.characters.Add(InLine(
            pending_line_, "it has U+FFFD, the trace of a broken character"));
      }
      rest.remove_prefix(length);
    }
  }

  void Place(Property property) {
    if (property.name == "BEGIN") {
      Component component;
      component.name = Upper(property.value);
      component.line = property.line;
      if (!open_.empty()) component.parent = open_.back();
      open_.push_back(out_.components.size());
      out_.components.push_back(std::move(component));
    } else if (property.name == "END") {
      if (open_.empty() ||
          out_.components[open_.back()].name != Upper(property.value)) {
        out_.nesting.Add(InLine(property.line, "an END without its BEGIN"));
      } else {
        open_.pop_back();
      }
    } else if (open_.empty()) {
      out_.nesting.Add(InLine(property.line, "it is outside of any component"));
    } else {
      out_.components[open_.back()].properties.push_back(std::move(property));
    }
  }

  CalendarText out_;
  std::size_t number_ = 0;
  std::string pending_;           // the logical line so far
  std::size_t pending_line_ = 0;  // where it began; 0: there is none
  std::vector<std::size_t> open_;
};

}  // namespace

std::string_view Property::Parameter(std::string_view parameter) const {
  for (const auto& [name_of, value_of] : parameters) {
    if (name_of == parameter) return value_of;
  }
  return {};
}

const Property* Component::Find(std::string_view property) const {
  for (const auto& each : properties) {
    if (each.name == property) return &each;
  }
  return nullptr;
}

CalendarText ReadCalendar(std::string_view text, std::size_t most_lines) {
  return Reader().Read(text, most_lines);
}

std::string Unescaped(std::string_view value, bool& is_sound) {
  std::string text;
  is_sound = true;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (c == ',' || c == ';') is_sound = false;
    if (c != '\\') {
      text += c;
      continue;
    }
    const char next = ++at < value.size() ? value[at] : '\0';
    if (next == 'n' || next == 'N') {
      text += '\n';
    } else if (next == ',' || next == ';' || next == '\\') {
      text += next;
    } else {
      is_sound = false;
      if (next != '\0') text += next;
    }
  }
  return text;
}

}  // namespace agendad::daemon::doctor
