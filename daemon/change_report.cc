#include "daemon/change_report.h"

#include <optional>
#include <string_view>

#include "config/json_string.h"
#include "daemon/count_text.h"

namespace agendad::daemon {
namespace {

using config::JsonString;
using feeds::ChangeKind;
using feeds::EventChange;
using feeds::FeedChanges;

std::string_view Word(FeedChanges::Kind kind) {
  switch (kind) {
    case FeedChanges::Kind::kNew:
      return "new";
    case FeedChanges::Kind::kGone:
      return "gone";
    case FeedChanges::Kind::kNowPrivate:
      return "now private";
    case FeedChanges::Kind::kNowPublic:
      return "now public";
    case FeedChanges::Kind::kChanged:
      break;
  }
  return "changed";
}

std::string Line(const EventChange& change) {
  constexpr std::size_t kColumn = 11;
  std::string word(feeds::ToText(change.kind));
  word.resize(kColumn, ' ');
  std::string line = "  " + word + change.summary + ": ";
  if (change.kind == ChangeKind::kMoved && change.before) {
    line += feeds::ToText(*change.before) + " -> ";
  }
  if (const auto& span = change.after ? change.after : change.before) {
    line += feeds::ToText(*span);
  }
  if (!change.earlier_summary.empty()) {
    line += " (before: " + change.earlier_summary + ")";
  }
  return line + "\n";
}

std::string Json(const std::optional<feeds::EventSpan>& span) {
  return span ? JsonString(feeds::ToText(*span)) : "null";
}

std::string JsonOrNull(const std::string& text) {
  return text.empty() ? "null" : JsonString(text);
}

std::string Json(const EventChange& change) {
  return "{\"uid\":" + JsonString(change.uid) +
         ",\"change\":" + JsonString(feeds::ToText(change.kind)) +
         ",\"summary\":" + JsonString(change.summary) +
         ",\"earlier_summary\":" + JsonOrNull(change.earlier_summary) +
         ",\"before\":" + Json(change.before) +
         ",\"after\":" + Json(change.after) + "}";
}

}  // namespace

std::string ChangeText(const std::vector<FeedChanges>& changes) {
  std::string text;
  std::size_t events = 0;
  for (const auto& feed : changes) {
    text += feed.id + " (" + feed.name + ")";
    if (feed.kind != FeedChanges::Kind::kChanged) {
      text += ", " + std::string(Word(feed.kind));
    }
    if (!feed.earlier_id.empty()) {
      text += ", before: " + feed.earlier_id + " (" + feed.earlier_name + ")";
    }
    text += "\n";
    for (const auto& change : feed.events) text += Line(change);
    text += "\n";
    events += feed.events.size();
  }
  if (changes.empty()) return "Nothing would change.\n";
  return text + Count(events, "change") + " in " +
         Count(changes.size(), "feed") + ".\n";
}

std::string ChangeJson(const std::vector<FeedChanges>& changes) {
  std::string json = "[";
  for (const auto& feed : changes) {
    if (json.size() > 1) json += ",\n";
    json += "{\"feed\":" + JsonString(feed.id) +
            ",\"name\":" + JsonString(feed.name) +
            ",\"kind\":" + JsonString(Word(feed.kind)) +
            ",\"earlier_feed\":" + JsonOrNull(feed.earlier_id) +
            ",\"earlier_name\":" + JsonOrNull(feed.earlier_name) +
            ",\"events\":[";
    for (const auto& change : feed.events) {
      if (json.back() != '[') json += ",\n";
      json += Json(change);
    }
    json += "]}";
  }
  return json + "]\n";
}

}  // namespace agendad::daemon
