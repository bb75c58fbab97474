#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "daemon/doctor/checks.h"
#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kCalendars = {"one-calendar", "P37"};
constexpr Check kVersion = {"version", "P37"};
constexpr Check kMethod = {"method", "P38"};
constexpr Check kEmpty = {"empty", "P39"};
constexpr Check kKinds = {"components", "P40"};
constexpr Check kName = {"calendar-name", "P41"};
constexpr Check kRefresh = {"refresh-interval", "P42"};
constexpr Check kColour = {"colour", "P43"};
constexpr Check kZoneName = {"x-wr-timezone", "P44"};
constexpr Check kRecurrence = {"recurrence", "P51"};
constexpr Check kZones = {"time-zones", "P52"};

constexpr long kShortestRefresh = 15 * 60;  // seconds
constexpr long kLongestRefresh = 24 * 60 * 60;

std::string At(std::size_t line, const std::string& what) {
  return "line " + std::to_string(line) + ": " + what;
}

std::string ValueOf(const Component& component, std::string_view name) {
  const Property* const property = component.Find(name);
  return property ? property->value : std::string();
}

std::size_t Count(const Component& component, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(
      component.properties.begin(), component.properties.end(),
      [&](const Property& property) { return property.name == name; }));
}

// Of a duration (RFC 5545 3.3.6), in seconds; nothing if it is none.
std::optional<long> Seconds(std::string_view text) {
  if (!text.starts_with('P') || text.size() < 3) return std::nullopt;
  text.remove_prefix(1);
  long total = 0;
  bool is_time = false;
  while (!text.empty()) {
    if (text[0] == 'T') {
      is_time = true;
      text.remove_prefix(1);
    }
    long number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0 || number > 1'000'000 ||
        end == text.data() + text.size()) {
      return std::nullopt;
    }
    const std::string_view units = is_time ? "HMS" : "WD";
    constexpr long kTimeUnits[] = {3600, 60, 1};
    constexpr long kDayUnits[] = {604800, 86400};
    const auto unit = units.find(*end);
    if (unit == std::string_view::npos) return std::nullopt;
    total += number * (is_time ? kTimeUnits[unit] : kDayUnits[unit]);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  }
  return total;
}

void CheckHead(const Component& calendar, Findings& findings) {
  Tally wrong;
  if (ValueOf(calendar, "VERSION") != "2.0") wrong.Add("no VERSION:2.0");
  if (ValueOf(calendar, "PRODID").empty()) wrong.Add("no PRODID");
  for (const char* const name : {"VERSION", "PRODID", "CALSCALE"}) {
    if (Count(calendar, name) > 1) {
      wrong.Add(std::string(name) + " is there twice");
    }
  }
  const auto scale = ValueOf(calendar, "CALSCALE");
  if (!scale.empty() && !http::EqualsIgnoringCase(scale, "GREGORIAN")) {
    wrong.Add("CALSCALE is '" + scale + "'");
  }
  Tell(findings, kVersion, wrong, Level::kError,
       "VERSION and PRODID are there, once",
       "Begin with VERSION:2.0 and PRODID, each once");
  const auto method = ValueOf(calendar, "METHOD");
  if (method.empty()) {
    findings.Ok(kMethod, "No METHOD");
  } else {
    const bool is_publish = http::EqualsIgnoringCase(method, "PUBLISH");
    findings.Add(is_publish ? Level::kNote : Level::kError, kMethod,
                 "METHOD is '" + method + "'",
                 "Leave METHOD out: with it the calendar is a message, and "
                 "readers ask for an ORGANIZER");
  }
}

void CheckName(const Component& calendar, Findings& findings) {
  const auto old_name = ValueOf(calendar, "X-WR-CALNAME");
  const auto new_name = ValueOf(calendar, "NAME");
  if (old_name.empty()) {
    findings.Add(Level::kWarning, kName,
                 "There is no X-WR-CALNAME: Google, Outlook, Apple and ICSx5 "
                 "show the address as the name",
                 "Add X-WR-CALNAME, and NAME with the same text");
  } else if (new_name.empty()) {
    findings.Add(Level::kNote, kName, "There is no NAME (RFC 7986)",
                 "Add NAME with the text of X-WR-CALNAME");
  } else if (old_name != new_name) {
    findings.Add(Level::kWarning, kName, "X-WR-CALNAME and NAME differ",
                 "Write the same text into both");
  } else {
    findings.Ok(kName, "The calendar has a name");
  }
}

void CheckRefresh(const Component& calendar, Findings& findings) {
  const Property* const refresh = calendar.Find("REFRESH-INTERVAL");
  const auto published = ValueOf(calendar, "X-PUBLISHED-TTL");
  const std::string advice =
      "Write REFRESH-INTERVAL;VALUE=DURATION:PT1H and X-PUBLISHED-TTL:PT1H";
  if (!refresh && published.empty()) {
    return findings.Add(Level::kNote, kRefresh,
                        "Nothing says how often to come back: Nextcloud comes "
                        "once a week",
                        advice);
  }
  for (const auto& value :
       {refresh ? refresh->value : std::string(), published}) {
    if (value.empty()) continue;
    const auto seconds = Seconds(value);
    if (!seconds) {
      return findings.Add(Level::kWarning, kRefresh,
                          "'" + value + "' is no duration", advice);
    }
    if (*seconds < kShortestRefresh || *seconds > kLongestRefresh) {
      return findings.Add(Level::kNote, kRefresh,
                          "Clients are to come back after " + value +
                              "; between PT15M and P1D is usual",
                          advice);
    }
  }
  if (!refresh || published.empty() || refresh->value != published ||
      refresh->Parameter("VALUE") != "DURATION") {
    return findings.Add(Level::kNote, kRefresh,
                        "REFRESH-INTERVAL (with VALUE=DURATION) and "
                        "X-PUBLISHED-TTL do not say the same",
                        advice);
  }
  findings.Ok(kRefresh, "Clients are to come back after " + published);
}

void CheckColours(const Component& calendar, Findings& findings) {
  const auto apple = ValueOf(calendar, "X-APPLE-CALENDAR-COLOR");
  const auto name = ValueOf(calendar, "COLOR");
  Tally wrong;
  if (!apple.empty() &&
      (apple[0] != '#' || (apple.size() != 7 && apple.size() != 9) ||
       apple.find_first_not_of("0123456789abcdefABCDEF", 1) != apple.npos)) {
    wrong.Add("X-APPLE-CALENDAR-COLOR is '" + apple + "'");
  }
  if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != name.npos) {
    wrong.Add("COLOR is '" + name + "'");
  }
  Tell(findings, kColour, wrong, Level::kNote, "Colours are well written",
       "Write X-APPLE-CALENDAR-COLOR:#RRGGBB and COLOR with a CSS3 name");
}

void CheckKinds(const CalendarText& text, Findings& findings) {
  static constexpr std::string_view kShown[] = {
      "VCALENDAR", "VEVENT", "VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT"};
  Tally others;
  std::size_t calendars = 0;
  std::size_t events = 0;
  for (const auto& component : text.components) {
    calendars += component.name == "VCALENDAR" ? 1 : 0;
    events += component.name == "VEVENT" ? 1 : 0;
    if (std::count(std::begin(kShown), std::end(kShown), component.name) == 0) {
      others.Add(At(component.line, component.name));
    }
  }
  if (calendars == 1) {
    findings.Ok(kCalendars, "There is one VCALENDAR");
  } else {
    findings.Add(
        Level::kError, kCalendars,
        "There are " + std::to_string(calendars) + " VCALENDAR components",
        "Put everything into one: Exchange reads only the first");
  }
  if (events > 0) {
    findings.Ok(kEmpty, "There are events");
  } else {
    findings.Add(Level::kWarning, kEmpty,
                 "There is no event: Outlook asks, and Evolution never removes "
                 "the last one",
                 "Keep one event that says that nothing is to come");
  }
  Tell(findings, kKinds, others, Level::kNote,
       "There are only components that all clients show",
       "Make events of what people are to see: Google, Apple and Outlook show "
       "nothing else");
}

void CheckRecurrence(const CalendarText& text, Findings& findings) {
  Tally found;
  for (const auto& component : text.components) {
    if (component.name != "VEVENT") continue;
    for (const auto& property : component.properties) {
      if (property.name == "RRULE" || property.name == "RDATE" ||
          property.name == "EXDATE" || property.name == "RECURRENCE-ID") {
        found.Add(At(property.line, property.name));
      }
    }
  }
  Tell(findings, kRecurrence, found, Level::kNote, "No event recurs by a rule",
       "An event for each occurrence is read alike by all clients");
}

// One STANDARD or DAYLIGHT.
void CheckObservance(const Component& observance, Tally& wrong) {
  for (const char* const name : {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}) {
    if (!observance.Find(name)) {
      wrong.Add(At(observance.line, std::string("no ") + name +
                                        ": Exchange refuses the calendar"));
    }
  }
  for (const char* const name : {"TZOFFSETFROM", "TZOFFSETTO"}) {
    if (ValueOf(observance, name).size() > 5) {
      wrong.Add(At(observance.line, std::string(name) +
                                        " has seconds: "
                                        "Outlook refuses the calendar"));
    }
  }
  if (observance.Find("RDATE")) {
    wrong.Add(At(observance.line, "Outlook does not read its RDATE"));
  }
}

void CheckZones(const CalendarText& text, Findings& findings) {
  std::map<std::string, std::size_t> used;  // with the first line
  std::set<std::string> declared;
  Tally wrong;
  for (const auto& component : text.components) {
    if (component.name == "VTIMEZONE") {
      if (!declared.insert(ValueOf(component, "TZID")).second) {
        wrong.Add(At(component.line, "a VTIMEZONE is there twice"));
      }
    } else if (component.name == "STANDARD" || component.name == "DAYLIGHT") {
      CheckObservance(component, wrong);
    }
    for (const auto& property : component.properties) {
      const auto zone = property.Parameter("TZID");
      if (!zone.empty()) used.emplace(zone, property.line);
    }
  }
  Tally absent;
  for (const auto& [zone, line] : used) {
    if (!declared.contains(zone)) {
      absent.Add(At(line, "TZID '" + zone + "' has no VTIMEZONE"));
    }
  }
  Tell(findings, kZones, absent, Level::kError,
       used.empty() ? "No event needs a time zone"
                    : "Every TZID has its VTIMEZONE",
       "Add the VTIMEZONE, or write times in UTC: Outlook takes such an event "
       "for an error");
  if (wrong.count == 0) return;
  findings.Add(Level::kWarning, kZones, wrong.Text(),
               "Write times in UTC, or one STANDARD and one DAYLIGHT, each "
               "with DTSTART, offsets of four digits and an RRULE");
}

}  // namespace

void CheckCalendar(const CalendarText& text, Findings& findings) {
  CheckKinds(text, findings);
  if (text.components.empty()) return;
  const Component& calendar = text.components.front();
  CheckHead(calendar, findings);
  CheckName(calendar, findings);
  CheckRefresh(calendar, findings);
  CheckColours(calendar, findings);
  if (calendar.Find("X-WR-TIMEZONE")) {
    findings.Add(Level::kNote, kZoneName,
                 "X-WR-TIMEZONE is there: Google and others read it "
                 "differently",
                 "Leave it out, and write times in UTC");
  } else {
    findings.Ok(kZoneName, "No X-WR-TIMEZONE");
  }
  CheckRecurrence(text, findings);
  CheckZones(text, findings);
}

}  // namespace agendad::daemon::doctor
