#include "feeds/ical/event_reader.h"

#include <libical/ical.h>

#include <chrono>
#include <memory>

#include "feeds/ical/dates.h"
#include "feeds/ical/event_writer.h"

namespace agendad::feeds {
namespace {

constexpr std::string_view kBegin = "BEGIN:VEVENT\r\n";
constexpr std::string_view kEventEnd = "END:VEVENT\r\n";

using ParsedComponent =
    std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

ParsedComponent Parse(std::string_view text) {
  return {icalparser_parse_string(std::string(text).c_str()),
          &icalcomponent_free};
}

std::string TextOf(const char* text) { return text ? text : ""; }

icalproperty* First(const ParsedComponent& event, icalproperty_kind kind) {
  return icalcomponent_get_first_property(event.get(), kind);
}

std::optional<std::chrono::sys_seconds> InstantOf(const icaltimetype& time) {
  if (icaltime_is_null_time(time) != 0) return std::nullopt;
  return std::chrono::sys_seconds(
      std::chrono::seconds(icaltime_as_timet(time)));
}

// Whether a line of `text` is this property, as it would be written.
bool HasTime(std::string_view text, const std::string& name,
             const icaltimetype& time) {
  const std::string line = "\r\n" + name +
                           (time.is_date != 0 ? ";VALUE=DATE:" : ":") +
                           icaltime_as_ical_string(time) + "\r\n";
  return text.find(line) != std::string_view::npos;
}

// libical makes a date of nearly anything: what it read must be what is there.
std::optional<EventSpan> SpanOf(const ParsedComponent& event,
                                std::string_view text) {
  const icaltimetype start = icalcomponent_get_dtstart(event.get());
  const icaltimetype end = icalcomponent_get_dtend(event.get());
  const auto from = InstantOf(start);
  const auto to = InstantOf(end);
  if (!from || !to || !(*from < *to)) return std::nullopt;
  const bool all_day = start.is_date != 0;
  const auto written = [&](std::chrono::sys_seconds instant) {
    return all_day ? ToIcalDate(std::chrono::floor<std::chrono::days>(instant))
                   : ToIcalUtc(instant);
  };
  if (!HasTime(text, "DTSTART", written(*from)) ||
      !HasTime(text, "DTEND", written(*to))) {
    return std::nullopt;
  }
  if (!all_day) return TimedSpan{*from, *to};
  return config::DateRange{ToDay(start), ToDay(end) - std::chrono::days(1)};
}

EventCertainty CertaintyOf(const ParsedComponent& event) {
  switch (icalcomponent_get_status(event.get())) {
    case ICAL_STATUS_TENTATIVE:
      return EventCertainty::kTentative;
    case ICAL_STATUS_CANCELLED:
      return EventCertainty::kCancelled;
    default:
      break;
  }
  icalproperty* const transparency = First(event, ICAL_TRANSP_PROPERTY);
  const bool busy = transparency &&
                    icalproperty_get_transp(transparency) == ICAL_TRANSP_OPAQUE;
  return busy ? EventCertainty::kConfirmed : EventCertainty::kNotice;
}

// Takes the link out of the description, before which it was written.
std::optional<MembersLink> TakeLink(const ParsedComponent& component,
                                    std::string& description) {
  icalproperty* const url = First(component, ICAL_URL_PROPERTY);
  if (!url) return std::nullopt;
  MembersLink link{description.substr(0, description.find('\n')),
                   TextOf(icalproperty_get_url(url))};
  const std::string lines = LinkLines(link);
  if (!description.starts_with(lines)) return std::nullopt;
  description.erase(0, lines.size());
  return link;
}

std::optional<PublishedEvent> ReadPublished(std::string_view text) {
  const ParsedComponent event = Parse(text);
  if (!event) return std::nullopt;
  PublishedEvent published;
  published.uid = TextOf(icalcomponent_get_uid(event.get()));
  icalproperty* const modified = First(event, ICAL_LASTMODIFIED_PROPERTY);
  icalproperty* const sequence = First(event, ICAL_SEQUENCE_PROPERTY);
  if (published.uid.empty() || !modified || !sequence) return std::nullopt;
  const auto instant = InstantOf(icalproperty_get_lastmodified(modified));
  if (!instant) return std::nullopt;
  published.lines.last_modified = *instant;
  published.lines.sequence = icalproperty_get_sequence(sequence);
  if (icalproperty* const created = First(event, ICAL_CREATED_PROPERTY)) {
    published.lines.created = InstantOf(icalproperty_get_created(created));
  }
  published.content = WithoutRevision(text);
  return published;
}

// As it was sent: mailers and editors like to change line ends.
std::string WithCrLf(std::string_view text) {
  std::string sent;
  sent.reserve(text.size());
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') sent += '\r';
    sent += c;
  }
  return sent;
}

}  // namespace

std::optional<Event> ReadEvent(std::string_view text) {
  const ParsedComponent component = Parse(text);
  if (!component ||
      icalcomponent_isa(component.get()) != ICAL_VEVENT_COMPONENT) {
    return std::nullopt;
  }
  const auto span = SpanOf(component, text);
  if (!span) return std::nullopt;
  Event event;
  event.span = *span;
  event.uid = TextOf(icalcomponent_get_uid(component.get()));
  event.certainty = CertaintyOf(component);
  event.summary = TextOf(icalcomponent_get_summary(component.get()));
  event.description = TextOf(icalcomponent_get_description(component.get()));
  event.link = TakeLink(component, event.description);
  event.location = TextOf(icalcomponent_get_location(component.get()));
  // libical makes one property of each category.
  for (auto* property = First(component, ICAL_CATEGORIES_PROPERTY); property;
       property = icalcomponent_get_next_property(component.get(),
                                                  ICAL_CATEGORIES_PROPERTY)) {
    event.categories.push_back(TextOf(icalproperty_get_categories(property)));
  }
  return event;
}

std::optional<std::vector<PublishedEvent>> ReadFeed(std::string_view text) {
  const std::string sent = WithCrLf(text);
  if (!sent.starts_with("BEGIN:VCALENDAR\r\n")) return std::nullopt;
  std::vector<PublishedEvent> events;
  for (std::size_t at = sent.find(kBegin); at != std::string::npos;
       at = sent.find(kBegin, at)) {
    const std::size_t end = sent.find(kEventEnd, at);
    if (end == std::string::npos) return std::nullopt;
    auto event = ReadPublished(
        std::string_view(sent).substr(at, end + kEventEnd.size() - at));
    if (!event) return std::nullopt;
    events.push_back(std::move(*event));
    at = end + kEventEnd.size();
  }
  return events;
}

}  // namespace agendad::feeds
