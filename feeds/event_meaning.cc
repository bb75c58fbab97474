#include "feeds/event_meaning.h"

#include <string>
#include <string_view>
#include <variant>

namespace agendad::feeds {
namespace {

// With its length before it, so that no two lists of fields look alike.
void Add(std::string_view field, std::string& text) {
  text += std::to_string(field.size());
  text += ':';
  text += field;
}

// Words, and not the values of enumerators, which may be ordered anew.
std::string_view Word(EventKind kind) {
  switch (kind) {
    case EventKind::kSession:
      return "session";
    case EventKind::kDeadline:
      return "deadline";
    case EventKind::kList:
      return "list";
    case EventKind::kNotice:
      break;
  }
  return "notice";
}

std::string_view Word(EventCertainty certainty) {
  switch (certainty) {
    case EventCertainty::kTentative:
      return "tentative";
    case EventCertainty::kConfirmed:
      return "confirmed";
    case EventCertainty::kCancelled:
      return "cancelled";
    case EventCertainty::kNotice:
      break;
  }
  return "notice";
}

void Add(const EventSpan& span, std::string& text) {
  const auto number = [&](const auto& instant) {
    Add(std::to_string(instant.time_since_epoch().count()), text);
  };
  if (const auto* days = std::get_if<config::DateRange>(&span)) {
    Add("days", text);
    number(days->first);
    number(days->last);
    return;
  }
  const auto& timed = std::get<TimedSpan>(span);
  Add("seconds", text);
  number(timed.start);
  number(timed.end);
}

}  // namespace

Sha256 MeaningOf(const Event& event, Digester& digester) {
  std::string text;
  Add(Word(event.kind), text);
  Add(Word(event.certainty), text);
  Add(event.span, text);
  Add(event.location, text);
  for (const auto& field : event.about) Add(field, text);
  return digester.Hash(text);
}

}  // namespace agendad::feeds
