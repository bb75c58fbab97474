// Finished events: the bytes that feeds carry, and what feeds need to know of
// them. Made once for all feeds that carry them, and kept from one snapshot to
// the next while nothing about them changes.
#ifndef AGENDAD_FEEDS_WRITTEN_EVENT_H_
#define AGENDAD_FEEDS_WRITTEN_EVENT_H_

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "config/program.h"
#include "config/settings.h"
#include "feeds/digest.h"
#include "feeds/event.h"
#include "feeds/event_bytes.h"
#include "feeds/rendering.h"
#include "feeds/revision.h"
#include "feeds/text/unicode.h"

namespace agendad::feeds {

// Immutable; any thread.
struct WrittenEvent {
  // A view into the bytes; empty if they are none of agendad's.
  std::string_view Uid() const;

  EventBytes bytes;  // a VEVENT
  Sha256 digest{};   // a function of the bytes
  EventKind kind = EventKind::kNotice;
  bool is_cancelled = false;
  bool is_withdrawn = false;  // cancelled because the program has it no more
  config::Language language = config::Language::kSpanish;
  std::chrono::sys_seconds start;  // midnight UTC of an all-day event's first
  // The days that it is about, in its program's zone: a digest's are its month,
  // as who joins a body within the month is concerned by what is still due.
  config::DateRange days;
  std::chrono::sys_seconds last_modified;
};

using EventPtr = std::shared_ptr<const WrittenEvent>;
using EventList = std::vector<EventPtr>;

// One event in all renderings that feeds of its body ask for.
struct RenderedEvent {
  // As a feed that asks for `rendering` has it.
  const EventPtr& As(const FeedRendering& rendering) const;

  EventPtr plain;  // null: not written yet
  // By what is asked for; what is not here is as the plain one.
  std::vector<std::pair<FeedRendering, EventPtr>> others;
};

// An event in one rendering, without its revision.
struct EventContent {
  Rendering rendering;
  std::string text;
  Sha256 digest{};
};

// Writes the events of one build: content, then the revision that follows from
// what was published of it, then the bytes. One thread (libical); refers to
// what it is given, which must outlive it.
class EventFinisher {
 public:
  // `published`: null where there is no ledger; every event then has SEQUENCE
  // 0, and was modified when its files were revised. Else `now` is the time of
  // the publication.
  EventFinisher(const Revisions* published, std::chrono::sys_seconds now,
                Digester& digester);

  bool HasLedger() const { return published_ != nullptr; }

  // `asked`: the renderings that feeds ask for beside the plain one. `like`: an
  // event that is probably much the same, or null.
  RenderedEvent Finish(const Event& event, const config::DateRange& days,
                       config::Language language, const Graphemes& graphemes,
                       const std::vector<FeedRendering>& asked = {},
                       const EventPtr& like = nullptr);

  // What stands for an event that was withdrawn.
  EventPtr Finish(const Withdrawn& withdrawn, const Revision& revision);

  // Forgets what was finished and no feed carries: it is not published.
  void KeepOnly(const std::unordered_set<std::string_view>& carried);

  // Withdraws what stands in calendars now, for everyone.
  EventPtr Withdraw(const std::string& uid, Withdrawn withdrawn);

  // Marks what just leaves the calendars; nothing if it has left already, or
  // was withdrawn in this build.
  void Leave(const std::string& uid);

  // Whether calendars have had this event with this meaning since before `day`;
  // also if none has had it, or if it has left them.
  bool HasStoodSince(const Event& event, std::chrono::sys_days day) const;

  // Whether it is in calendars, as far as the ledger knows.
  bool IsPublished(const std::string& uid) const;

  // What differs from `published`.
  Revisions TakeChanged() { return std::move(changed_); }

 private:
  const Revision* Find(const std::string& uid) const;
  RevisionLines Number(const Event& event,
                       const std::vector<EventContent>& contents);
  void SetBytes(std::string_view content, const Sha256& content_digest,
                const RevisionLines& lines, const EventPtr& like,
                WrittenEvent& written);

  const Revisions* published_;
  std::chrono::sys_seconds now_;
  Digester& digester_;
  Revisions changed_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_WRITTEN_EVENT_H_
