#include <algorithm>

#include "daemon/doctor/checks.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kWhole = {"calendar-whole", "P8"};
constexpr Check kLineEnds = {"line-ends", "P29"};
constexpr Check kCharacters = {"characters", "P29"};
constexpr Check kFolds = {"folds", "P30"};
constexpr Check kLongLines = {"long-lines", "P30"};
constexpr Check kControls = {"control-characters", "P32"};
constexpr Check kSyntax = {"lines", "P33"};
constexpr Check kSize = {"size", "P36"};
constexpr Check kCount = {"events", "P36"};

constexpr std::size_t kLargest = 1'000'000;  // octets
constexpr std::size_t kMostEvents = 1000;

std::size_t CountEvents(const CalendarText& text) {
  std::size_t count = 0;
  for (const auto& component : text.components) {
    count += component.name == "VEVENT" ? 1 : 0;
  }
  return count;
}

void CheckSize(std::string_view body, const CalendarText& text,
               Findings& findings) {
  const std::string octets =
      "The calendar has " + std::to_string(body.size()) + " octets";
  if (body.size() > kLargest) {
    findings.Add(Level::kError, kSize,
                 octets + ": Google has been seen to lose events over 1 MB",
                 "Leave out what is long over, or make several feeds of it");
  } else {
    findings.Ok(kSize, octets);
  }
  const auto count = CountEvents(text);
  const std::string events =
      text.is_cut ? "Only the first 200,000 lines were looked at"
                  : "There are " + std::to_string(count) + " events";
  if (text.is_cut || count > kMostEvents) {
    findings.Add(Level::kWarning, kCount,
                 events + "; Google has been seen to take about 1,000",
                 "Leave out what is long over, or make several feeds of it");
  } else {
    findings.Ok(kCount, events);
  }
}

}  // namespace

void CheckBytes(std::string_view body, const CalendarText& text,
                Findings& findings) {
  Tally whole = text.nesting;
  if (!body.starts_with("BEGIN:VCALENDAR") &&
      !body.starts_with("\xEF\xBB\xBF"
                        "BEGIN:VCALENDAR")) {
    whole = {};
    whole.Add("the body does not begin with BEGIN:VCALENDAR");
  } else if (body.find("END:VCALENDAR",
                       body.size() - std::min<std::size_t>(body.size(), 64)) ==
             body.npos) {
    whole = {};
    whole.Add("the body does not end with END:VCALENDAR");
  }
  Tell(findings, kWhole, whole, Level::kError,
       "The body is a calendar from its first line to its last",
       "Send the whole calendar, and nothing else");
  Tell(findings, kLineEnds, text.line_ends, Level::kError,
       "All lines end with CRLF",
       "End each line with CRLF, also the last, and leave none empty");
  Tell(findings, kCharacters, text.characters, Level::kError,
       "The text is UTF-8", "Write UTF-8 without a byte order mark");
  Tell(findings, kFolds, text.folds, Level::kError, "No fold cuts a character",
       "Fold between characters: Google drops the whole calendar for one wrong "
       "fold");
  Tell(findings, kLongLines, text.long_lines, Level::kWarning,
       "All lines have at most 75 octets", "Fold lines at 75 octets");
  Tell(findings, kControls, text.controls, Level::kError,
       "There are no control characters", "Take them out of all texts");
  Tell(findings, kSyntax, text.syntax, Level::kError,
       "All lines are properties",
       "Write NAME;PARAMETER=VALUE:VALUE, with "
       "quotes around what has a colon, a semicolon or a comma");
  CheckSize(body, text, findings);
}

}  // namespace agendad::daemon::doctor
