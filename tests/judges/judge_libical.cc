// Reads feeds with libical, the engine of Evolution and KDE, and lets it check
// its restriction tables; README.md says what every judge prints.
#include <libical/ical.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct ComponentDeleter {
  void operator()(icalcomponent* component) const {
    icalcomponent_free(component);
  }
};
using Component = std::unique_ptr<icalcomponent, ComponentDeleter>;

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", c);
      quoted += escape;
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string QuotedOrNull(const std::optional<std::string>& text) {
  return text ? Quoted(*text) : "null";
}

// Null if there is none; two of a kind are an error of the feed.
icalproperty* One(icalcomponent* event, icalproperty_kind kind) {
  icalproperty* first = icalcomponent_get_first_property(event, kind);
  if (first != nullptr &&
      icalcomponent_get_next_property(event, kind) != nullptr) {
    throw std::runtime_error(std::string(icalproperty_kind_to_string(kind)) +
                             " is there more than once");
  }
  return first;
}

std::optional<std::string> Text(icalcomponent* event, icalproperty_kind kind) {
  icalproperty* property = One(event, kind);
  if (property == nullptr) return std::nullopt;
  const icalvalue* value = icalproperty_get_value(property);
  const char* text = icalvalue_isa(value) == ICAL_TEXT_VALUE
                         ? icalvalue_get_text(value)
                         : icalproperty_get_value_as_string(property);
  return text == nullptr ? std::optional<std::string>() : text;
}

std::optional<icaltimetype> Time(icalcomponent* event, icalproperty_kind kind) {
  icalproperty* property = One(event, kind);
  if (property == nullptr) return std::nullopt;
  return icalproperty_get_datetime_with_component(property, event);
}

std::optional<std::string> Formatted(const std::optional<icaltimetype>& time) {
  if (!time) return std::nullopt;
  icaltimetype t = *time;
  char text[32];
  if (t.is_date) {
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", t.year, t.month, t.day);
    return text;
  }
  const bool floating = t.zone == nullptr;
  if (!floating) {
    t = icaltime_convert_to_zone(t, icaltimezone_get_utc_timezone());
  }
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%s", t.year,
                t.month, t.day, t.hour, t.minute, t.second,
                floating ? "" : "Z");
  return text;
}

std::string Categories(icalcomponent* event) {
  std::string list;
  for (icalproperty* property =
           icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY);
       property != nullptr; property = icalcomponent_get_next_property(
                                event, ICAL_CATEGORIES_PROPERTY)) {
    list += (list.empty() ? "" : ",") +
            Quoted(icalproperty_get_categories(property));
  }
  return "[" + list + "]";
}

std::string ToJson(icalcomponent* event, const std::string& feed) {
  const auto start = Time(event, ICAL_DTSTART_PROPERTY);
  const auto sequence = Text(event, ICAL_SEQUENCE_PROPERTY);
  const auto text = [event](icalproperty_kind kind) {
    return QuotedOrNull(Text(event, kind));
  };
  return std::string("{\"all_day\":") +
         (start && start->is_date ? "true" : "false") +
         ",\"categories\":" + Categories(event) +
         ",\"description\":" + text(ICAL_DESCRIPTION_PROPERTY) + ",\"end\":" +
         QuotedOrNull(Formatted(Time(event, ICAL_DTEND_PROPERTY))) +
         ",\"feed\":" + Quoted(feed) +
         ",\"sequence\":" + sequence.value_or("null") +
         ",\"start\":" + QuotedOrNull(Formatted(start)) +
         ",\"status\":" + text(ICAL_STATUS_PROPERTY) +
         ",\"summary\":" + text(ICAL_SUMMARY_PROPERTY) +
         ",\"transp\":" + text(ICAL_TRANSP_PROPERTY) +
         ",\"uid\":" + text(ICAL_UID_PROPERTY) + "}";
}

std::vector<std::string> Read(const std::string& data,
                              const std::string& feed) {
  const Component calendar(icalparser_parse_string(data.c_str()));
  if (!calendar ||
      icalcomponent_isa(calendar.get()) != ICAL_VCALENDAR_COMPONENT) {
    throw std::runtime_error("not one VCALENDAR");
  }
  // The check adds its findings to the component as further errors.
  icalrestriction_check(calendar.get());
  if (const int errors = icalcomponent_count_errors(calendar.get());
      errors != 0) {
    const std::string text = icalcomponent_as_ical_string(calendar.get());
    const auto at = text.find("X-LIC-ERROR");
    throw std::runtime_error(
        std::to_string(errors) +
        " errors: " + (at == std::string::npos ? "" : text.substr(at, 150)));
  }
  std::vector<std::string> events;
  for (icalcomponent* event = icalcomponent_get_first_component(
           calendar.get(), ICAL_ANY_COMPONENT);
       event != nullptr; event = icalcomponent_get_next_component(
                             calendar.get(), ICAL_ANY_COMPONENT)) {
    if (icalcomponent_isa(event) != ICAL_VEVENT_COMPONENT) {
      throw std::runtime_error(
          std::string("an unexpected ") +
          icalcomponent_kind_to_string(icalcomponent_isa(event)));
    }
    events.push_back(ToJson(event, feed));
  }
  return events;
}

std::string Stem(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind(".ics"));
}

}  // namespace

int main(int argc, char** argv) {
  icalerror_set_errors_are_fatal(0);
  bool refused = false;
  for (int i = 1; i < argc; ++i) {
    const std::string feed = Stem(argv[i]);
    try {
      std::ifstream file(argv[i], std::ios::binary);
      if (!file) throw std::runtime_error("cannot be opened");
      const std::string data{std::istreambuf_iterator<char>(file), {}};
      for (const std::string& event : Read(data, feed)) {
        std::cout << event << '\n';
      }
    } catch (const std::exception& error) {
      refused = true;
      std::cout << "{\"feed\":" << Quoted(feed)
                << ",\"refused\":" << Quoted(error.what()) << "}\n";
    }
  }
  return refused ? 1 : 0;
}
