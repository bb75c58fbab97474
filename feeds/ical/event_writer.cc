#include "feeds/ical/event_writer.h"

#include <libical/ical.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "feeds/content_line.h"
#include "feeds/ical/dates.h"

namespace agendad::feeds {
namespace {

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

  void AddX(const char* name, const char* value) {
    icalproperty* const property = icalproperty_new_x(value);
    Require(property);
    icalproperty_set_x_name(property, name);
    Add(property);
  }

  // In memory that the caller owns: libical's own ring of 2,500 results would
  // keep every event of a large calendar alive.
  std::string ToText() const {
    const std::unique_ptr<char, decltype(&icalmemory_free_buffer)> text(
        icalcomponent_as_ical_string_r(component_.get()),
        &icalmemory_free_buffer);
    Require(text.get());
    return text.get();
  }

 private:
  template <typename T>
  static void Require(const T& pointer) {
    if (!pointer) throw std::runtime_error("libical cannot write an event");
  }

  std::unique_ptr<icalcomponent, FreeComponent> component_;
};

std::string OneLine(const std::string& text, const Graphemes& graphemes) {
  std::string line = CleanText(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return graphemes.Truncate(std::move(line), kMaxLineText);
}

void AddSpan(const config::DateRange& days, Component& component) {
  component.Add(icalproperty_new_dtstart(ToIcalDate(days.first)));
  component.Add(icalproperty_new_dtend(
      ToIcalDate(days.last + std::chrono::days(1))));
}

void AddSpan(const TimedSpan& span, Component& component) {
  component.Add(icalproperty_new_dtstart(ToIcalUtc(span.start)));
  component.Add(icalproperty_new_dtend(ToIcalUtc(span.end)));
}

void AddCertainty(const Event& event, Component& component) {
  const bool tentative = event.certainty == EventCertainty::kTentative;
  const bool busy = event.certainty == EventCertainty::kConfirmed;
  component.Add(icalproperty_new_status(tentative ? ICAL_STATUS_TENTATIVE
                                                  : ICAL_STATUS_CONFIRMED));
  component.Add(icalproperty_new_transp(busy ? ICAL_TRANSP_OPAQUE
                                             : ICAL_TRANSP_TRANSPARENT));
  component.AddX("X-MICROSOFT-CDO-BUSYSTATUS",
                 tentative ? "TENTATIVE" : (busy ? "BUSY" : "FREE"));
  if (std::holds_alternative<config::DateRange>(event.span)) {
    component.AddX("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE");
  }
}

std::string Joined(const std::vector<std::string>& categories) {
  std::string list;
  for (const auto& category : categories) {
    if (!list.empty()) list += ',';
    list += CleanText(category);
  }
  return list;
}

}  // namespace

std::string WriteEvent(const Event& event, const Graphemes& graphemes) {
  Component component;
  const icaltimetype modified = ToIcalUtc(event.last_modified);
  component.Add(icalproperty_new_uid(event.uid.c_str()));
  component.Add(icalproperty_new_dtstamp(modified));
  component.Add(icalproperty_new_lastmodified(modified));
  component.Add(icalproperty_new_sequence(event.sequence));
  std::visit([&](const auto& span) { AddSpan(span, component); }, event.span);
  component.Add(
      icalproperty_new_summary(OneLine(event.summary, graphemes).c_str()));
  if (!event.description.empty()) {
    component.Add(icalproperty_new_description(
        CleanText(event.description).c_str()));
  }
  if (!event.location.empty()) {
    component.Add(
        icalproperty_new_location(OneLine(event.location, graphemes).c_str()));
  }
  AddCertainty(event, component);
  if (!event.categories.empty()) {
    // libical writes this value as it is: the commas separate.
    component.Add(
        icalproperty_new_categories(Joined(event.categories).c_str()));
  }
  std::string text;
  AppendRefolded(component.ToText(), graphemes, text);
  return text;
}

}  // namespace agendad::feeds
