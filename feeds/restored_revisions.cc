#include "feeds/restored_revisions.h"

#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

#include "feeds/ical/event_reader.h"

namespace agendad::feeds {
namespace {

Withdrawn WithdrawnOf(const Event& event, std::string content,
                      const std::string& feed_id) {
  if (const auto* days = std::get_if<config::DateRange>(&event.span)) {
    return {std::move(content), days->first, *days, {feed_id}};
  }
  const auto& timed = std::get<TimedSpan>(event.span);
  const auto day = std::chrono::floor<std::chrono::days>(timed.start);
  return {std::move(content), timed.start, {day, day}, {feed_id}};
}

Revision RevisionOf(const PublishedEvent& published, const Event& event,
                    const std::string& feed_id, Digester& digester) {
  Revision revision;
  revision.sequence = published.lines.sequence;
  revision.last_modified = published.lines.last_modified;
  revision.created =
      published.lines.created.value_or(published.lines.last_modified);
  // One without CREATED will have it: that is a change of bytes.
  if (published.lines.created) {
    revision.bytes = digester.Hash(published.content);
  }
  if (event.certainty == EventCertainty::kCancelled) {
    revision.left = published.lines.last_modified;
    revision.withdrawn = std::make_shared<const Withdrawn>(
        WithdrawnOf(event, published.content, feed_id));
  }
  return revision;
}

auto Number(const Revision& revision) {
  return std::tuple(revision.sequence, revision.last_modified);
}

// The same event in another feed.
void Merge(Revision revision, Revision& known) {
  if (Number(known) < Number(revision)) {
    known = std::move(revision);
    return;
  }
  if (Number(revision) < Number(known) || !known.withdrawn ||
      !revision.withdrawn) {
    return;
  }
  Withdrawn both = *known.withdrawn;
  both.feeds.insert(both.feeds.end(), revision.withdrawn->feeds.begin(),
                    revision.withdrawn->feeds.end());
  known.withdrawn = std::make_shared<const Withdrawn>(std::move(both));
}

}  // namespace

bool AddRestored(const std::string& feed_id, std::string_view text,
                 Revisions& revisions) {
  const auto events = ReadFeed(text);
  if (!events) return false;
  Digester digester;
  for (const auto& published : *events) {
    const auto event = ReadEvent(published.content);
    if (!event) return false;
    Revision revision = RevisionOf(published, *event, feed_id, digester);
    const auto known = revisions.find(published.uid);
    if (known == revisions.end()) {
      revisions.emplace(published.uid, std::move(revision));
    } else {
      Merge(std::move(revision), known->second);
    }
  }
  return true;
}

}  // namespace agendad::feeds
