#include "feeds/written_event.h"

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

// A UUID, so that it is never folded.
constexpr std::string_view kBeforeUid = "BEGIN:VEVENT\r\nUID:";

}  // namespace

std::string_view WrittenEvent::Uid() const {
  const std::string_view beginning = bytes.Beginning();
  if (!beginning.starts_with(kBeforeUid)) return {};
  const std::string_view uid = beginning.substr(kBeforeUid.size());
  return uid.substr(0, uid.find("\r\n"));
}

EventFinisher::EventFinisher(const Revisions* published,
                             std::chrono::sys_seconds now, Digester& digester)
    : published_(published), now_(now), digester_(digester) {}

const Revision* EventFinisher::Find(const std::string& uid) const {
  if (!published_) return nullptr;
  const auto found = published_->find(uid);
  return found == published_->end() ? nullptr : &found->second;
}

RevisionLines EventFinisher::Number(const Event& event, const Sha256& content) {
  if (!published_) return {0, event.revised, std::nullopt};
  const Revision* const before = Find(event.uid);
  const Revision revision =
      Revise(before, MeaningOf(event, digester_), content, now_);
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

EventPtr EventFinisher::Finish(const Event& event,
                               const config::DateRange& days,
                               config::Language language,
                               const Graphemes& graphemes,
                               const EventPtr& like) {
  auto written = std::make_shared<WrittenEvent>();
  const std::string content = WriteContent(event, graphemes);
  const Sha256 digest = digester_.Hash(content);
  SetBytes(content, digest, Number(event, digest), like, *written);
  written->kind = event.kind;
  written->language = language;
  written->start = StartOf(event.span);
  written->days = days;
  return written;
}

EventPtr EventFinisher::Finish(const Withdrawn& withdrawn,
                               const Revision& revision) {
  auto written = std::make_shared<WrittenEvent>();
  SetBytes(withdrawn.content, revision.bytes, LinesOf(revision), nullptr,
           *written);
  written->is_cancelled = true;
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

bool EventFinisher::IsPublished(const std::string& uid) const {
  const Revision* const before = Find(uid);
  return before && !before->left;
}

}  // namespace agendad::feeds
