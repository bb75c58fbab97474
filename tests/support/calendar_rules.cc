#include "tests/support/calendar_rules.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <regex>
#include <set>
#include <tuple>
#include <utility>

namespace agendad::test {
namespace {

// In the order in which they are always written; nothing else may appear.
constexpr std::array<std::string_view, 16> kEventProperties = {
    "UID",
    "DTSTAMP",
    "LAST-MODIFIED",
    "CREATED",
    "SEQUENCE",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "URL",
    "STATUS",
    "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
    "X-MICROSOFT-CDO-ALLDAYEVENT",
    "CATEGORIES"};
constexpr std::array<std::string_view, 7> kHeadProperties = {
    "VERSION",      "PRODID",           "CALSCALE",       "NAME",
    "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"};
constexpr std::array<std::string_view, 4> kTexts = {"SUMMARY", "DESCRIPTION",
                                                    "LOCATION", "NAME"};

using Faults = std::vector<std::string>;

template <typename List>
std::ptrdiff_t PlaceIn(const List& list, const std::string& name) {
  const auto found = std::find(list.begin(), list.end(), name);
  return found == list.end() ? -1 : found - list.begin();
}

int Number(const std::string& digits, std::size_t at, std::size_t count) {
  return std::stoi(digits.substr(at, count));
}

// The instant of "20240311" or "20240311T160000Z"; absent if it is neither.
std::optional<std::chrono::sys_seconds> Instant(const std::string& value) {
  std::string form = value;
  for (char& c : form) c = c >= '0' && c <= '9' ? '0' : c;
  if (form != "00000000" && form != "00000000T000000Z") return std::nullopt;
  const auto day = std::chrono::year(Number(value, 0, 4)) /
                   Number(value, 4, 2) / Number(value, 6, 2);
  if (!day.ok()) return std::nullopt;
  std::chrono::sys_seconds instant{std::chrono::sys_days(day)};
  if (value.size() > 8) {
    const int hour = Number(value, 9, 2);
    const int minute = Number(value, 11, 2);
    const int second = Number(value, 13, 2);
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    instant += std::chrono::hours(hour) + std::chrono::minutes(minute) +
               std::chrono::seconds(second);
  }
  return instant;
}

bool IsUtcTime(const std::string& value) {
  return value.size() == 16 && Instant(value);
}

void CheckText(const ContentLine& line, Faults& faults) {
  if (PlaceIn(kTexts, line.name) < 0) return;
  const std::string& value = line.value;
  for (std::size_t i = 0; i < value.size(); ++i) {
    bool fine = value[i] != ';' && value[i] != ',';
    if (value[i] == '\\') {
      ++i;
      fine = i < value.size() &&
             std::string_view("\\;,n").find(value[i]) != std::string::npos;
    }
    if (fine) continue;
    faults.push_back(line.name + " is not escaped: " + value);
    return;
  }
}

void CheckProperties(const ScannedEvent& event, Faults& faults) {
  std::ptrdiff_t last = -1;
  for (const auto& line : event.lines) {
    const auto place = PlaceIn(kEventProperties, line.name);
    if (place < 0) faults.push_back("property " + line.name);
    if (place <= last) faults.push_back(line.name + " twice or out of order");
    last = place;
    const bool all_day = line.name == "DTSTART" || line.name == "DTEND";
    if (!line.parameters.empty() &&
        !(all_day && line.parameters == ";VALUE=DATE")) {
      faults.push_back(line.name + " has " + line.parameters);
    }
    if (line.value.empty()) faults.push_back(line.name + " is empty");
    CheckText(line, faults);
  }
  for (const std::string name : {"SUMMARY", "LOCATION"}) {
    const std::string text = event.Text(name);
    if (text.find('\n') != std::string::npos) {
      faults.push_back(name + " has several lines");
    }
    if (Utf16Units(text) > 255) faults.push_back(name + " is too long");
  }
}

void CheckTimes(const ScannedEvent& event, Faults& faults) {
  const std::string start = event.Value("DTSTART");
  const std::string end = event.Value("DTEND");
  const auto from = Instant(start);
  const auto until = Instant(end);
  if (!from || !until) {
    faults.push_back("not a time: " + start + " or " + end);
    return;
  }
  if (start.size() != end.size()) faults.push_back("start and end differ");
  if (*from >= *until) faults.push_back("ends before it begins");
  const bool all_day = start.size() == 8;
  for (const auto& line : event.lines) {
    if (line.name != "DTSTART" && line.name != "DTEND") continue;
    if (line.parameters != (all_day ? ";VALUE=DATE" : "")) {
      faults.push_back(line.name + line.parameters + ":" + line.value);
    }
  }
  if (event.Value("X-MICROSOFT-CDO-ALLDAYEVENT") != (all_day ? "TRUE" : "")) {
    faults.push_back("all-day or not?");
  }
  const std::string stamp = event.Value("DTSTAMP");
  if (!IsUtcTime(stamp)) faults.push_back("DTSTAMP:" + stamp);
  if (event.Value("LAST-MODIFIED") != stamp) {
    faults.push_back("DTSTAMP is not LAST-MODIFIED");
  }
}

void CheckCertainty(const ScannedEvent& event, Faults& faults) {
  const std::tuple said{event.Value("STATUS"), event.Value("TRANSP"),
                        event.Value("X-MICROSOFT-CDO-BUSYSTATUS")};
  using Said = std::tuple<std::string, std::string, std::string>;
  const std::set<Said> allowed = {{"TENTATIVE", "TRANSPARENT", "TENTATIVE"},
                                  {"CONFIRMED", "OPAQUE", "BUSY"},
                                  {"CONFIRMED", "TRANSPARENT", "FREE"},
                                  {"CANCELLED", "TRANSPARENT", "FREE"}};
  if (!allowed.contains(said)) faults.push_back("status, transp, busy differ");
}

void CheckIdentity(const ScannedEvent& event, Faults& faults) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-";
  const std::string uid = event.Value("UID");
  if (uid.empty() || uid.size() > 200 ||
      uid.find_first_not_of(kAllowed) != std::string::npos) {
    faults.push_back("UID:" + uid);
  }
  if (uid.starts_with("040000008200E00074C5B7101A82E008")) {
    faults.push_back("Outlook takes this UID for its own: " + uid);
  }
  const std::string sequence = event.Value("SEQUENCE");
  if (sequence.empty() || sequence.size() > 9 ||
      sequence.find_first_not_of("0123456789") != std::string::npos) {
    faults.push_back("SEQUENCE:" + sequence);
  }
}

void CheckAlarms(const ScannedEvent& event, Faults& faults) {
  const bool all_day = event.Value("DTSTART").size() == 8;
  const std::regex trigger(all_day ? "-P(\\d+D|T\\d+H)"
                                   : "-P(\\d+D|T(\\d+H(\\d+M)?|\\d+M))");
  const std::size_t most = event.Value("STATUS") == "CONFIRMED" ? 2 : 0;
  if (event.alarms.size() > most) faults.emplace_back("too many alarms");
  for (const auto& alarm : event.alarms) {
    const bool fine =
        alarm.size() == 3 && alarm[0].name == "ACTION" &&
        alarm[0].value == "DISPLAY" && alarm[1].name == "DESCRIPTION" &&
        alarm[1].value == event.Value("SUMMARY") &&
        alarm[2].name == "TRIGGER" && alarm[2].parameters.empty() &&
        std::regex_match(alarm[2].value, trigger);
    if (!fine) faults.emplace_back("an alarm that some clients cannot take");
  }
}

// Minutes of "PT1H30M" or "P1D"; -1 if it is neither.
int Minutes(const std::string& duration) {
  static const std::regex kForm("P(?:(\\d+)D|T(?:(\\d+)H)?(?:(\\d+)M)?)");
  std::smatch match;
  if (!std::regex_match(duration, match, kForm)) return -1;
  const auto part = [&](std::size_t i) {
    return match[i].matched ? std::stoi(match[i]) : 0;
  };
  return part(1) * 24 * 60 + part(2) * 60 + part(3);
}

void CheckHead(const ScannedCalendar& calendar, std::string_view ics,
               Faults& faults) {
  const auto tell = [&](const std::string& what) { faults.push_back(what); };
  if (!ics.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") ||
      !ics.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n")) {
    tell("not a calendar from its first line to its last");
  }
  std::set<std::string> seen;
  for (const auto& line : calendar.head) {
    if (PlaceIn(kHeadProperties, line.name) < 0) tell("head has " + line.name);
    if (!seen.insert(line.name).second) tell(line.name + " twice");
    const bool typed = line.name == "REFRESH-INTERVAL";
    if (line.parameters != (typed ? ";VALUE=DURATION" : "")) {
      tell(line.name + " has parameters " + line.parameters);
    }
    CheckText(line, faults);
  }
  if (seen.size() != kHeadProperties.size()) tell("head is incomplete");
  const std::string name = Unescaped(calendar.Head("NAME"));
  if (name.empty() || name != Unescaped(calendar.Head("X-WR-CALNAME")) ||
      name.find('\n') != std::string::npos || Utf16Units(name) > 255) {
    tell("NAME: " + name);
  }
  const std::string refresh = calendar.Head("REFRESH-INTERVAL");
  const int minutes = Minutes(refresh);
  if (minutes < 15 || minutes > 24 * 60 ||
      refresh != calendar.Head("X-PUBLISHED-TTL")) {
    tell("REFRESH-INTERVAL: " + refresh);
  }
}

}  // namespace

std::vector<std::string> EventFaults(const ScannedEvent& event) {
  Faults faults;
  CheckProperties(event, faults);
  CheckTimes(event, faults);
  CheckCertainty(event, faults);
  CheckIdentity(event, faults);
  CheckAlarms(event, faults);
  for (auto& fault : faults) fault += " in\n" + event.bytes;
  return faults;
}

std::vector<std::string> CalendarFaults(std::string_view ics) {
  Faults faults = LineFaults(ics);
  const ScannedCalendar calendar = Scan(ics);
  CheckHead(calendar, ics, faults);
  if (ics.size() > 1'000'000) faults.push_back("over 1,000,000 octets");
  const std::size_t count = calendar.events.size();
  if (count == 0 || count > 1000) faults.push_back("number of events");
  for (std::size_t i = 0; i < calendar.components.size(); ++i) {
    if (calendar.components[i] != (i == 0 ? "VCALENDAR" : "VEVENT")) {
      faults.push_back("component " + calendar.components[i]);
    }
  }
  std::set<std::string> uids;
  std::pair<std::chrono::sys_seconds, std::string> before;
  for (const auto& event : calendar.events) {
    const Faults of_event = EventFaults(event);
    faults.insert(faults.end(), of_event.begin(), of_event.end());
    const std::string uid = event.Value("UID");
    if (!uids.insert(uid).second) faults.push_back("UID twice: " + uid);
    const std::pair key{
        Instant(event.Value("DTSTART")).value_or(std::chrono::sys_seconds()),
        uid};
    if (&event != &calendar.events.front() && key < before) {
      faults.push_back("out of order: " + event.bytes);
    }
    before = key;
  }
  return faults;
}

}  // namespace agendad::test
