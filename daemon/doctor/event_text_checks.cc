#include <algorithm>
#include <array>
#include <map>

#include "config/utf8.h"
#include "daemon/doctor/checks.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kEscapes = {"escapes", "P31"};
constexpr Check kLengths = {"text-lengths", "P34"};
constexpr Check kHtml = {"description", "P35"};
constexpr Check kPeople = {"people", "P65"};
constexpr Check kClass = {"class", "P66"};
constexpr Check kAttached = {"attachments", "P67"};
constexpr Check kRepeated = {"repeated-properties", "P68"};
constexpr Check kAlarms = {"alarms", "P69 P70 P71"};

constexpr std::size_t kLongestText = 255;  // UTF-16 units; Outlook cuts there
constexpr std::size_t kLongestDescription = 8 * 1024;  // octets

constexpr std::array<std::string_view, 12> kOnce = {
    "UID",      "DTSTAMP",       "DTSTART",  "DTEND",
    "DURATION", "SUMMARY",       "SEQUENCE", "DESCRIPTION",
    "LOCATION", "LAST-MODIFIED", "STATUS",   "TRANSP"};

template <typename Words>
bool Has(const Words& words, std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string At(const Property& property, const std::string& what) {
  return "line " + std::to_string(property.line) + ": " + what;
}

std::size_t Utf16Units(std::string_view text) {
  std::size_t units = 0;
  while (!text.empty()) {
    const auto length = std::max<std::size_t>(config::SequenceLength(text), 1);
    units += length == 4 ? 2 : 1;
    text.remove_prefix(length);
  }
  return units;
}

bool HasTags(std::string_view text) {
  static constexpr std::string_view kTags[] = {"<br",   "<p>", "<a ", "<div",
                                               "<html", "<b>", "<ul", "<li"};
  return std::any_of(std::begin(kTags), std::end(kTags), [&](auto tag) {
    return text.find(tag) != std::string_view::npos;
  });
}

class TextChecks {
 public:
  void LookAtText(const Property& property) {
    bool is_sound = true;
    const std::string text = Unescaped(property.value, is_sound);
    if (!is_sound) {
      escapes_.Add(At(property, property.name +
                                    " has ',' ';' or '\\' that is "
                                    "not escaped, or a wrong escape"));
    }
    if (property.name == "DESCRIPTION") {
      if (HasTags(text)) html_.Add(At(property, "DESCRIPTION has HTML"));
      if (property.value.size() > kLongestDescription) {
        html_.Add(At(property, "DESCRIPTION has " +
                                   std::to_string(property.value.size()) +
                                   " octets"));
      }
      return;
    }
    if (text.find('\n') != std::string::npos) {
      lengths_.Add(At(property, property.name + " has several lines"));
    } else if (const auto units = Utf16Units(text); units > kLongestText) {
      lengths_.Add(At(property, property.name + " has " +
                                    std::to_string(units) + " characters"));
    }
  }

  void LookAtEvent(const Component& event) {
    std::map<std::string_view, int> counts;
    for (const auto& property : event.properties) {
      const auto& name = property.name;
      if (Has(kOnce, name) && ++counts[name] == 2) {
        repeated_.Add(At(property, name + " is there twice"));
      }
      if (name == "SUMMARY" || name == "LOCATION" || name == "DESCRIPTION") {
        LookAtText(property);
      }
      if (name == "X-ALT-DESC" || !property.Parameter("ALTREP").empty()) {
        html_.Add(At(property, name + " has a second text, of which few "
                                      "clients know"));
      }
      if (name == "ORGANIZER" || name == "ATTENDEE") {
        people_.Add(At(property, name + " is there"));
      }
      if (name == "CLASS" && property.value != "PUBLIC") {
        class_.Add(At(property, "CLASS is '" + property.value + "'"));
      }
      if (name == "ATTACH" || name == "IMAGE" || name == "CONFERENCE" ||
          name == "STRUCTURED-DATA") {
        attached_.Add(At(property, name + " is there"));
      }
    }
  }

  void LookAtAlarm(const Component& alarm) {
    ++alarms_;
    const Property* const trigger = alarm.Find("TRIGGER");
    const Property* const action = alarm.Find("ACTION");
    if (!trigger) {
      alarm_.Add("line " + std::to_string(alarm.line) +
                 ": the alarm has no TRIGGER");
    } else if (!trigger->value.starts_with("-P")) {
      alarm_.Add(At(*trigger, "TRIGGER '" + trigger->value +
                                  "' is not before the event: Outlook takes it "
                                  "as if it were"));
    } else if (trigger->Parameter("RELATED") == "END") {
      alarm_.Add(At(*trigger, "TRIGGER counts from the end"));
    }
    if (action && action->value != "DISPLAY") {
      alarm_.Add(At(*action, "ACTION is '" + action->value +
                                 "'; Thunderbird knows only DISPLAY"));
    }
  }

  void Tell(Findings& findings) const {
    doctor::Tell(findings, kEscapes, escapes_, Level::kWarning,
                 "All texts are escaped",
                 "Write \\\\ \\; \\, and \\n for "
                 "backslash, semicolon, comma and line end");
    doctor::Tell(findings, kLengths, lengths_, Level::kWarning,
                 "Titles, places and the name are one line of at most 255",
                 "Make it one line of at most 255 characters: Outlook cuts it");
    doctor::Tell(findings, kHtml, html_, Level::kWarning,
                 "Descriptions are plain text",
                 "Write plain text, with links as they are, below 8 kB: Apple "
                 "and Thunderbird show tags as they stand");
    doctor::Tell(findings, kPeople, people_, Level::kWarning,
                 "No event names organizers or attendees",
                 "Leave them out: some readers take the event for an "
                 "invitation, and addresses become public");
    doctor::Tell(findings, kClass, class_, Level::kWarning,
                 "All events are public",
                 "Leave CLASS out: Google shows only 'busy'");
    doctor::Tell(findings, kAttached, attached_, Level::kNote,
                 "Nothing is attached",
                 "Put a link into DESCRIPTION as well: few clients show it");
    doctor::Tell(findings, kRepeated, repeated_, Level::kError,
                 "No property is there twice", "Write it once");
    doctor::Tell(findings, kAlarms, alarm_, Level::kWarning,
                 alarms_ == 0 ? "There are no alarms"
                              : "All alarms are before their events",
                 "Write ACTION:DISPLAY and TRIGGER:-PT30M or the like");
    if (alarms_ == 0) return;
    findings.Add(Level::kNote, kAlarms,
                 "There are " + std::to_string(alarms_) +
                     " alarms: Google, Outlook and, as a rule, Apple ignore "
                     "them in feeds",
                 "Make an event of a reminder that matters");
  }

 private:
  std::size_t alarms_ = 0;
  Tally escapes_;
  Tally lengths_;
  Tally html_;
  Tally people_;
  Tally class_;
  Tally attached_;
  Tally repeated_;
  Tally alarm_;
};

}  // namespace

void CheckEventTexts(const CalendarText& text, Findings& findings) {
  if (text.components.empty()) return;
  TextChecks checks;
  for (const auto& property : text.components.front().properties) {
    if (property.name == "X-WR-CALNAME") checks.LookAtText(property);
  }
  for (const auto& component : text.components) {
    if (component.name == "VEVENT") checks.LookAtEvent(component);
    if (component.name == "VALARM") checks.LookAtAlarm(component);
  }
  checks.Tell(findings);
}

}  // namespace agendad::daemon::doctor
