#include "config/yaml_lines.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

#include "config/fact_line.h"
#include "config/months.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::size_t kWidth = 96;        // of a folded text's lines
constexpr std::size_t kLongestLine = 72;  // of a text that is not folded

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

std::string FlowList(const std::vector<std::string>& texts) {
  std::string list;
  for (const auto& text : texts) {
    list += (list.empty() ? "" : ", ") + FlowScalar(text);
  }
  return "[" + list + "]";
}

std::string Iso(sys_days day) {
  const year_month_day date(day);
  char text[16];
  std::snprintf(text, sizeof text, "-%02u", static_cast<unsigned>(date.day()));
  return ToText(date.year() / date.month()) + text;
}

std::string Iso(const LocalTime& time) {
  const auto count = static_cast<int>(time.time_of_day.count());
  char text[16];
  std::snprintf(text, sizeof text, " %02d:%02d", count / 60, count % 60);
  return Iso(time.date) + text;
}

std::string Iso(const DateRange& days) {
  return Iso(days.first) + " to " + Iso(days.last);
}

std::string ToText(minutes duration) {
  const auto count = duration.count();
  return count % 60 == 0 ? std::to_string(count / 60) + "h"
                         : std::to_string(count) + "min";
}

}  // namespace agendad::config
