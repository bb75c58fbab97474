#include "feeds/ical/event_writer.h"

#include <libical/ical.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "config/iso_date.h"
#include "feeds/content_line.h"
#include "feeds/ical/dates.h"

namespace agendad::feeds {
namespace {

using config::ToIso;

struct FreeComponent {
  void operator()(icalcomponent* component) const {
    icalcomponent_free(component);
  }
};

// Owns a VEVENT that is being filled.
class Component {
 public:
  Component() : component_(icalcomponent_new_vevent()) { Require(component_); }

  // Takes the property over.
  void Add(icalproperty* property) {
    Require(property);
    icalcomponent_add_property(component_.get(), property);
  }

  // In memory that the caller owns: libical's own ring of 2,500 results would
  // keep every event of a large calendar alive.
  using Text = std::unique_ptr<char, decltype(&icalmemory_free_buffer)>;
  Text ToText() const {
    Text text(icalcomponent_as_ical_string_r(component_.get()),
              &icalmemory_free_buffer);
    Require(text.get());
    return text;
  }

 private:
  template <typename T>
  static void Require(const T& pointer) {
    if (!pointer) throw std::runtime_error("libical cannot write an event");
  }

  std::unique_ptr<icalcomponent, FreeComponent> component_;
};

// With the CRLF that ends the line before it.
constexpr std::string_view kFirstAfterRevision = "\r\nDTSTART";

// RFC 5545 3.3.5, form 2, and a CRLF. Not through libical: these lines are put
// into text that is finished.
std::string BasicUtc(std::chrono::sys_seconds instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  std::array<char, 24> text;
  std::snprintf(
      text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ\r\n",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
      static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  return text.data();
}

std::string OneLine(const std::string& text, const Graphemes& graphemes) {
  std::string line = CleanText(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return graphemes.Truncate(std::move(line), kMaxLineText);
}

void AddSpan(const config::DateRange& days, Component& component) {
  component.Add(icalproperty_new_dtstart(ToIcalDate(days.first)));
  component.Add(
      icalproperty_new_dtend(ToIcalDate(days.last + std::chrono::days(1))));
}

void AddSpan(const TimedSpan& span, Component& component) {
  component.Add(icalproperty_new_dtstart(ToIcalUtc(span.start)));
  component.Add(icalproperty_new_dtend(ToIcalUtc(span.end)));
}

icalproperty_status StatusOf(EventCertainty certainty) {
  switch (certainty) {
    case EventCertainty::kTentative:
      return ICAL_STATUS_TENTATIVE;
    case EventCertainty::kCancelled:
      return ICAL_STATUS_CANCELLED;
    case EventCertainty::kConfirmed:
    case EventCertainty::kNotice:
      break;
  }
  return ICAL_STATUS_CONFIRMED;
}

void AddCertainty(EventCertainty certainty, Component& component) {
  component.Add(icalproperty_new_status(StatusOf(certainty)));
  component.Add(icalproperty_new_transp(certainty == EventCertainty::kConfirmed
                                            ? ICAL_TRANSP_OPAQUE
                                            : ICAL_TRANSP_TRANSPARENT));
}

// The lines that libical does not write for us: Microsoft's, which it would
// only copy, and CATEGORIES, which it does not escape.
void AppendOwnLines(const Event& event, const Graphemes& graphemes,
                    std::string& text) {
  const bool tentative = event.certainty == EventCertainty::kTentative;
  const bool busy = event.certainty == EventCertainty::kConfirmed;
  text += "X-MICROSOFT-CDO-BUSYSTATUS:";
  text += tentative ? "TENTATIVE" : (busy ? "BUSY" : "FREE");
  text += "\r\n";
  if (std::holds_alternative<config::DateRange>(event.span)) {
    text += "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n";
  }
  if (event.categories.empty()) return;
  std::string line = "CATEGORIES:";
  for (const auto& category : event.categories) {
    if (line.back() != ':') line += ',';
    line += EscapeText(CleanText(category));
  }
  AppendFolded(line, graphemes, text);
}

// RFC 5545 3.6.6. Without a UID (RFC 9074): an alarm has no life of its own.
void AppendAlarm(const Event& event, std::chrono::minutes before,
                 const Graphemes& graphemes, std::string& text) {
  text += "BEGIN:VALARM\r\nACTION:DISPLAY\r\n";
  AppendFolded("DESCRIPTION:" + EscapeText(OneLine(event.summary, graphemes)),
               graphemes, text);
  text += "TRIGGER:-" + ToIso(before) + "\r\nEND:VALARM\r\n";
}

}  // namespace

std::string LinkLines(const MembersLink& link) {
  return link.label + "\n" + link.url + "\n\n";
}

std::string WriteContent(const Event& event, const Graphemes& graphemes,
                         const Rendering& rendering) {
  const bool linked = event.link && rendering.audience == Audience::kMembers;
  Component component;
  component.Add(icalproperty_new_uid(event.uid.c_str()));
  std::visit([&](const auto& span) { AddSpan(span, component); }, event.span);
  component.Add(
      icalproperty_new_summary(OneLine(event.summary, graphemes).c_str()));
  const std::string description = CleanText(
      linked ? LinkLines(*event.link) + event.description : event.description);
  if (!description.empty()) {
    component.Add(icalproperty_new_description(description.c_str()));
  }
  const std::string location = OneLine(event.location, graphemes);
  if (!location.empty()) {
    component.Add(icalproperty_new_location(location.c_str()));
  }
  if (linked) component.Add(icalproperty_new_url(event.link->url.c_str()));
  AddCertainty(event.certainty, component);
  constexpr std::string_view kEnd = "END:VEVENT\r\n";
  const auto written = component.ToText();
  std::string_view lines = written.get();
  if (!lines.ends_with(kEnd)) {
    throw std::runtime_error("libical wrote an event without its end");
  }
  lines.remove_suffix(kEnd.size());
  std::string text;
  AppendRefolded(lines, graphemes, text);
  AppendOwnLines(event, graphemes, text);
  for (const auto alarm : rendering.alarms) {
    AppendAlarm(event, alarm, graphemes, text);
  }
  return text.append(kEnd);
}

std::string ToText(const RevisionLines& lines) {
  const std::string modified = BasicUtc(lines.last_modified);
  std::string text = "DTSTAMP:" + modified + "LAST-MODIFIED:" + modified;
  if (lines.created) text += "CREATED:" + BasicUtc(*lines.created);
  return text + "SEQUENCE:" + std::to_string(lines.sequence) + "\r\n";
}

std::string WithRevision(std::string_view content, std::string_view lines) {
  const std::size_t place = content.find(kFirstAfterRevision) + 2;
  std::string event;
  event.reserve(content.size() + lines.size());
  event.append(content.substr(0, place));
  event.append(lines);
  return event.append(content.substr(place));
}

std::string WithoutRevision(std::string_view event) {
  const std::size_t from = event.find("\r\nDTSTAMP:");
  const std::size_t to = event.find(kFirstAfterRevision);
  if (from == std::string_view::npos || to == std::string_view::npos ||
      to < from) {
    return std::string(event);
  }
  return std::string(event.substr(0, from)).append(event.substr(to));
}

}  // namespace agendad::feeds
