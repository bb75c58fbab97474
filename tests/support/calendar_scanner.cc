#include "tests/support/calendar_scanner.h"

namespace agendad::test {
namespace {

constexpr std::string_view kCrLf = "\r\n";

unsigned Octet(char c) { return static_cast<unsigned char>(c); }

// The length of the sequence that `text` begins with; 0 if it is not UTF-8.
std::size_t SequenceAt(std::string_view text) {
  const unsigned lead = Octet(text[0]);
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  unsigned point = 0;
  if (lead >= 0xc2 && lead <= 0xdf) {
    length = 2;
    point = lead & 0x1f;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    length = 3;
    point = lead & 0x0f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    length = 4;
    point = lead & 0x07;
  }
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((Octet(text[i]) & 0xc0) != 0x80) return 0;
    point = point << 6 | (Octet(text[i]) & 0x3f);
  }
  const bool overlong =
      (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  return overlong || surrogate || point > 0x10ffff ? 0 : length;
}

bool HasControl(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const unsigned octet = Octet(line[i]);
    if (octet < 0x20 || octet == 0x7f) return true;
    if (octet == 0xc2 && i + 1 < line.size() && Octet(line[i + 1]) < 0xa0) {
      return true;
    }
  }
  return false;
}

ContentLine Parsed(std::string_view line) {
  const std::size_t name_end = line.find_first_of(";:");
  const std::size_t colon = line.find(':');  // we quote no parameters
  if (colon == std::string_view::npos) return {"", "", std::string(line)};
  return {std::string(line.substr(0, name_end)),
          std::string(line.substr(name_end, colon - name_end)),
          std::string(line.substr(colon + 1))};
}

std::string ValueOf(const std::vector<ContentLine>& lines,
                    std::string_view name) {
  for (const auto& line : lines) {
    if (line.name == name) return line.value;
  }
  return "";
}

}  // namespace

std::vector<std::string> PhysicalLines(std::string_view ics) {
  std::vector<std::string> lines;
  while (!ics.empty()) {
    const std::size_t end = ics.find(kCrLf);
    lines.emplace_back(ics.substr(0, end));
    if (end == std::string_view::npos) break;
    ics.remove_prefix(end + kCrLf.size());
  }
  return lines;
}

std::string Unfolded(std::string_view ics) {
  constexpr std::string_view kFold = "\r\n ";
  std::string unfolded;
  while (true) {
    const std::size_t fold = ics.find(kFold);
    unfolded += ics.substr(0, fold);
    if (fold == std::string_view::npos) return unfolded;
    ics.remove_prefix(fold + kFold.size());
  }
}

std::string Unescaped(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      ++i;
      text += value[i] == 'n' || value[i] == 'N' ? '\n' : value[i];
    } else {
      text += value[i];
    }
  }
  return text;
}

bool IsUtf8(std::string_view octets) {
  while (!octets.empty()) {
    const std::size_t length = SequenceAt(octets);
    if (length == 0) return false;
    octets.remove_prefix(length);
  }
  return true;
}

std::size_t Utf16Units(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    if ((Octet(c) & 0xc0) != 0x80) units += Octet(c) >= 0xf0 ? 2 : 1;
  }
  return units;
}

std::vector<std::string> LineFaults(std::string_view folded) {
  std::vector<std::string> faults;
  const auto tell = [&](const std::string& what, std::string_view line) {
    faults.push_back(what + ": " + std::string(line));
  };
  if (!folded.ends_with(kCrLf)) tell("no CRLF at the end", "");
  if (folded.starts_with("\xef\xbb\xbf")) tell("byte order mark", "");
  const auto lines = PhysicalLines(folded);
  std::size_t backslashes = 0;  // that the unfolded line so far ends with
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    const bool continues = i > 0 && line.starts_with(' ');
    const std::string content = continues ? line.substr(1) : line;
    if (line.size() > 75) tell("over 75 octets", line);
    if (content.empty()) tell("nothing on a line", line);
    if (!IsUtf8(content)) tell("not UTF-8", line);
    if (HasControl(line)) tell("control character", line);
    if (continues && backslashes % 2 == 1) tell("fold in an escape", line);
    if (!continues) backslashes = 0;
    const std::size_t last = content.find_last_not_of('\\');
    backslashes = last == std::string::npos ? backslashes + content.size()
                                            : content.size() - last - 1;
  }
  return faults;
}

std::string ScannedEvent::Value(std::string_view name) const {
  return ValueOf(lines, name);
}

std::string ScannedEvent::Text(std::string_view name) const {
  return Unescaped(Value(name));
}

std::string ScannedCalendar::Head(std::string_view name) const {
  return ValueOf(head, name);
}

ScannedCalendar Scan(std::string_view ics) {
  ScannedCalendar calendar;
  bool in_event = false;
  bool in_alarm = false;
  for (const auto& line : PhysicalLines(Unfolded(ics))) {
    const ContentLine parsed = Parsed(line);
    const bool is_edge = parsed.name == "BEGIN" || parsed.name == "END";
    if (in_event && is_edge && parsed.value == "VALARM") {
      in_alarm = parsed.name == "BEGIN";
      if (in_alarm) calendar.events.back().alarms.emplace_back();
    } else if (in_alarm) {
      calendar.events.back().alarms.back().push_back(parsed);
    } else if (parsed.name == "BEGIN") {
      calendar.components.push_back(parsed.value);
      in_event = parsed.value != "VCALENDAR";
      if (in_event) calendar.events.emplace_back();
    } else if (parsed.name == "END") {
      if (in_event) calendar.events.back().bytes += line + "\r\n";
      in_event = false;
      continue;
    } else if (in_event) {
      calendar.events.back().lines.push_back(parsed);
    } else {
      calendar.head.push_back(parsed);
    }
    if (in_event) calendar.events.back().bytes += line + "\r\n";
  }
  return calendar;
}

}  // namespace agendad::test
