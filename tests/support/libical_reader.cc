#include "tests/support/libical_reader.h"

#include <libical/ical.h>

#include <memory>

namespace agendad::test {
namespace {

std::string OrEmpty(const char* text) { return text ? text : ""; }

std::string TimeOf(icalproperty* property) {
  if (!property) return "";
  char* const text =
      icaltime_as_ical_string_r(icalproperty_get_datetime_with_component(
          property, icalproperty_get_parent(property)));
  std::string time = OrEmpty(text);
  icalmemory_free_buffer(text);
  return time;
}

ReadEvent Read(icalcomponent* event) {
  ReadEvent read;
  read.uid = OrEmpty(icalcomponent_get_uid(event));
  read.summary = OrEmpty(icalcomponent_get_summary(event));
  read.description = OrEmpty(icalcomponent_get_description(event));
  read.location = OrEmpty(icalcomponent_get_location(event));
  read.start =
      TimeOf(icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY));
  read.end =
      TimeOf(icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY));
  // libical makes one property of each category.
  for (auto* property =
           icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY);
       property; property = icalcomponent_get_next_property(
                     event, ICAL_CATEGORIES_PROPERTY)) {
    read.categories.push_back(OrEmpty(icalproperty_get_categories(property)));
  }
  return read;
}

}  // namespace

ReadCalendar ReadByLibical(const std::string& ics) {
  ReadCalendar read;
  const std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> calendar(
      icalparser_parse_string(ics.c_str()), &icalcomponent_free);
  read.parsed = calendar != nullptr;
  if (!calendar) return read;
  read.errors = icalcomponent_count_errors(calendar.get());
  read.is_by_the_book = icalrestriction_check(calendar.get()) != 0;
  for (auto* event = icalcomponent_get_first_component(calendar.get(),
                                                       ICAL_VEVENT_COMPONENT);
       event; event = icalcomponent_get_next_component(calendar.get(),
                                                       ICAL_VEVENT_COMPONENT)) {
    read.events.push_back(Read(event));
  }
  return read;
}

}  // namespace agendad::test
