#include "feeds/content_line.h"

#include <algorithm>

namespace agendad::feeds {
namespace {

// Whether the octet at `position` is the second of an escape.
bool InsideEscape(std::string_view line, std::size_t position) {
  std::size_t backslashes = 0;
  while (backslashes < position && line[position - backslashes - 1] == '\\') {
    ++backslashes;
  }
  return backslashes % 2 == 1;
}

bool IsContinuation(char octet) {
  return (static_cast<unsigned char>(octet) & 0xc0) == 0x80;
}

// Where to fold: the octets of `rest` that go onto the line, at most `room`
// and at least one code point.
std::size_t FoldAt(std::string_view rest, std::size_t room,
                   const Graphemes& graphemes) {
  std::size_t at = graphemes.EdgeAtOrBefore(rest, room);
  if (at > 0 && InsideEscape(rest, at)) --at;
  if (at > 0) return at;
  at = room;
  while (at > 1 && IsContinuation(rest[at])) --at;
  return at;
}

}  // namespace

std::string EscapeText(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

void AppendFolded(std::string_view line, const Graphemes& graphemes,
                  std::string& out) {
  std::size_t room = kMaxLineOctets;
  while (line.size() > room) {
    const std::size_t at = FoldAt(line, room, graphemes);
    out.append(line.substr(0, at)).append("\r\n ");
    line.remove_prefix(at);
    room = kMaxLineOctets - 1;  // the space at its start counts
  }
  out.append(line).append("\r\n");
}

// Unfolded as a whole before it is split: libical also folds between the CR
// and the LF of a line's end, where no line ends.
void AppendRefolded(std::string_view text, const Graphemes& graphemes,
                    std::string& out) {
  constexpr std::string_view kFold = "\r\n ";
  constexpr std::string_view kEnd = "\r\n";
  std::string unfolded;
  unfolded.reserve(text.size());
  while (true) {
    const std::size_t fold = text.find(kFold);
    unfolded.append(text.substr(0, fold));
    if (fold == std::string_view::npos) break;
    text.remove_prefix(fold + kFold.size());
  }
  out.reserve(out.size() + unfolded.size() + unfolded.size() / 16);
  std::string_view rest = unfolded;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(kEnd), rest.size());
    AppendFolded(rest.substr(0, end), graphemes, out);
    rest.remove_prefix(std::min(end + kEnd.size(), rest.size()));
  }
}

}  // namespace agendad::feeds
