#include "feeds/written_event.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>

#include "feeds/event_meaning.h"
#include "feeds/ical/event_writer.h"

namespace agendad::feeds {
namespace {

std::chrono::sys_seconds StartOf(const EventSpan& span) {
  if (const auto* days = std::get_if<config::DateRange>(&span)) {
    return days->first;
  }
  return std::get<TimedSpan>(span).start;
}

RevisionLines LinesOf(const Revision& revision) {
  return {revision.sequence, revision.last_modified, revision.created};
}

// Of all renderings together, whatever their order. One alone stands for
// itself: so do all events that were published before there were others.
Sha256 Together(const std::vector<EventContent>& contents, Digester& digester) {
  if (contents.size() == 1) return contents.front().digest;
  std::vector<Sha256> digests;
  for (const auto& content : contents) digests.push_back(content.digest);
  std::sort(digests.begin(), digests.end());
  std::string text;
  for (const Sha256& digest : digests) {
    text.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  }
  return digester.Hash(text);
}

std::size_t PlaceOf(const Rendering& rendering,
                    const std::vector<EventContent>& contents) {
  const auto found = std::find_if(contents.begin(), contents.end(),
                                  [&](const EventContent& content) {
                                    return content.rendering == rendering;
                                  });
  return static_cast<std::size_t>(found - contents.begin());
}

// All that differ, the plain one first.
std::vector<EventContent> ContentsOf(const Event& event,
                                     const std::vector<Rendering>& renderings,
                                     const Graphemes& graphemes,
                                     Digester& digester) {
  std::vector<EventContent> contents;
  const auto add = [&](const Rendering& rendering) {
    if (PlaceOf(rendering, contents) < contents.size()) return;
    std::string text = WriteContent(event, graphemes, rendering);
    const Sha256 digest = digester.Hash(text);
    contents.push_back({rendering, std::move(text), digest});
  };
  add({});
  for (const Rendering& rendering : renderings) add(rendering);
  return contents;
}

// The first midnight in UTC at which it is over.
std::chrono::sys_days EndOf(const EventSpan& span) {
  if (const auto* days = std::get_if<config::DateRange>(&span)) {
    return days->last + std::chrono::days(1);
  }
  return std::chrono::ceil<std::chrono::days>(std::get<TimedSpan>(span).end);
}

// What is over has no alarms (P70): they are taken away on a day on which
// nothing else may be published, so the time of that is a function of the event
// alone. It is in the last second before, as publications of the day are later.
void TakeAlarms(const EventSpan& span, RevisionLines& lines,
                std::vector<Rendering>& renderings) {
  for (Rendering& rendering : renderings) rendering.alarms.clear();
  const std::chrono::sys_seconds taken = EndOf(span) - std::chrono::seconds(1);
  if (lines.last_modified > taken) return;
  lines.last_modified =
      std::max(taken, lines.last_modified + std::chrono::seconds(1));
}

// A UUID, so that it is never folded.
constexpr std::string_view kBeforeUid = "BEGIN:VEVENT\r\nUID:";

}  // namespace

std::string_view WrittenEvent::Uid() const {
  const std::string_view beginning = bytes.Beginning();
  if (!beginning.starts_with(kBeforeUid)) return {};
  const std::string_view uid = beginning.substr(kBeforeUid.size());
  return uid.substr(0, uid.find("\r\n"));
}

const EventPtr& RenderedEvent::As(const FeedRendering& rendering) const {
  for (const auto& [asked, event] : others) {
    if (asked == rendering) return event;
  }
  return plain;
}

EventFinisher::EventFinisher(const Revisions* published,
                             std::chrono::sys_seconds now, Digester& digester)
    : published_(published), now_(now), digester_(digester) {}

const Revision* EventFinisher::Find(const std::string& uid) const {
  if (!published_) return nullptr;
  const auto found = published_->find(uid);
  return found == published_->end() ? nullptr : &found->second;
}

RevisionLines EventFinisher::Number(const Event& event,
                                    const std::vector<EventContent>& contents) {
  if (!published_) return {0, event.revised, std::nullopt};
  const Revision* const before = Find(event.uid);
  const Sha256 bytes = Together(contents, digester_);
  std::optional<Revision> restored;
  // A feed tells of one rendering only.
  if (before && !before->meaning &&
      std::any_of(contents.begin(), contents.end(), [&](const auto& content) {
        return content.digest == before->bytes;
      })) {
    restored = *before;
    restored->bytes = bytes;
    // What a fact cancelled looks as what was withdrawn, and has not left.
    if (event.certainty == EventCertainty::kCancelled) {
      restored->left.reset();
      restored->withdrawn.reset();
    }
  }
  const Revision revision = Revise(restored ? &*restored : before,
                                   MeaningOf(event, digester_), bytes, now_);
  if (before && *before == revision) {
    changed_.erase(event.uid);
  } else {
    changed_.insert_or_assign(event.uid, revision);
  }
  return LinesOf(revision);
}

// The bytes follow from the content and the lines, and so does their digest:
// the content, by far the longer one, is hashed once.
void EventFinisher::SetBytes(std::string_view content,
                             const Sha256& content_digest,
                             const RevisionLines& lines, const EventPtr& like,
                             WrittenEvent& written) {
  std::string text = ToText(lines);
  written.bytes = EventBytes(
      WithRevision(content, text),
      like ? std::shared_ptr<const EventBytes>(like, &like->bytes) : nullptr);
  written.last_modified = lines.last_modified;
  text.append(reinterpret_cast<const char*>(content_digest.data()),
              content_digest.size());
  written.digest = digester_.Hash(text);
}

RenderedEvent EventFinisher::Finish(const Event& event,
                                    const config::DateRange& days,
                                    config::Language language,
                                    const Graphemes& graphemes,
                                    const std::vector<FeedRendering>& asked,
                                    const EventPtr& like) {
  std::vector<Rendering> renderings;
  bool has_alarms = false;
  for (const FeedRendering& each : asked) {
    renderings.push_back(RenderingOf(event, each));
    has_alarms = has_alarms || !renderings.back().alarms.empty();
  }
  auto contents = ContentsOf(event, renderings, graphemes, digester_);
  RevisionLines lines = Number(event, contents);
  // Without a ledger the same files give the same bytes, whatever the clock.
  if (has_alarms && EndOf(event.span) <= (published_ ? now_ : event.revised)) {
    TakeAlarms(event.span, lines, renderings);
    contents = ContentsOf(event, renderings, graphemes, digester_);
  }
  std::vector<EventPtr> all;
  for (const EventContent& content : contents) {
    auto written = std::make_shared<WrittenEvent>();
    SetBytes(content.text, content.digest, lines,
             all.empty() ? like : all.front(), *written);
    written->kind = event.kind;
    written->is_cancelled = event.certainty == EventCertainty::kCancelled;
    written->language = language;
    written->start = StartOf(event.span);
    written->days = days;
    all.push_back(std::move(written));
  }
  RenderedEvent rendered{all.front(), {}};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::size_t place = PlaceOf(renderings[i], contents);
    if (place > 0) rendered.others.emplace_back(asked[i], all[place]);
  }
  return rendered;
}

EventPtr EventFinisher::Finish(const Withdrawn& withdrawn,
                               const Revision& revision) {
  auto written = std::make_shared<WrittenEvent>();
  SetBytes(withdrawn.content, revision.bytes, LinesOf(revision), nullptr,
           *written);
  written->is_cancelled = true;
  written->is_withdrawn = true;
  written->start = withdrawn.start;
  written->days = withdrawn.days;
  return written;
}

void EventFinisher::KeepOnly(
    const std::unordered_set<std::string_view>& carried) {
  std::erase_if(changed_, [&](const auto& entry) {
    return !carried.contains(entry.first);
  });
}

EventPtr EventFinisher::Withdraw(const std::string& uid, Withdrawn withdrawn) {
  const Sha256 digest = digester_.Hash(withdrawn.content);
  // The content says STATUS:CANCELLED, which is all that it means now.
  Revision revision = Revise(Find(uid), digest, digest, now_);
  revision.left = now_;
  revision.withdrawn = std::make_shared<const Withdrawn>(std::move(withdrawn));
  EventPtr written = Finish(*revision.withdrawn, revision);
  changed_.insert_or_assign(uid, std::move(revision));
  return written;
}

void EventFinisher::Leave(const std::string& uid) {
  const Revision* const before = Find(uid);
  if (!before || before->left) return;
  Revision& revision = changed_.try_emplace(uid, *before).first->second;
  if (!revision.left) revision.left = now_;
}

bool EventFinisher::HasStoodSince(const Event& event,
                                  std::chrono::sys_days day) const {
  const Revision* const before = Find(event.uid);
  if (!before || before->left || !before->meaning) return true;
  return before->last_modified < day &&
         *before->meaning == MeaningOf(event, digester_);
}

bool EventFinisher::IsPublished(const std::string& uid) const {
  const Revision* const before = Find(uid);
  return before && !before->left;
}

}  // namespace agendad::feeds
