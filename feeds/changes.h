// What a publication changes for whom: the difference between two snapshots,
// feed by feed. One thread (libical).
#ifndef AGENDAD_FEEDS_CHANGES_H_
#define AGENDAD_FEEDS_CHANGES_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/event.h"
#include "feeds/snapshot.h"

namespace agendad::feeds {

enum class ChangeKind {
  kNew,
  kMoved,      // other days or another hour
  kConfirmed,  // the same days, now for certain
  kTentative,  // the same days, no longer for certain
  kRetitled,
  kReworded,   // anything else in its text
  kCancelled,  // for everyone
  kGone,       // it just leaves this feed
};

// "new", "moved", ...
std::string_view ToText(ChangeKind kind);

struct EventChange {
  ChangeKind kind = ChangeKind::kNew;
  std::string uid;
  std::string summary;          // as it is now, or was
  std::string earlier_summary;  // if it is another one now
  std::optional<EventSpan> before;
  std::optional<EventSpan> after;
};

struct FeedChanges {
  enum class Kind { kChanged, kNew, kGone, kNowPrivate, kNowPublic };

  Kind kind = Kind::kChanged;
  std::string id;
  std::string name;
  std::vector<EventChange> events;  // by day, then UID
  // What it was called, if its id or its name is another one now; or empty.
  std::string earlier_id;
  std::string earlier_name;
};

// Feeds that differ for people who read them; a moved LAST-MODIFIED alone is no
// difference. `before` is null if nothing was published yet. Feeds are the same
// if their permanent ids are.
std::vector<FeedChanges> Compare(const Snapshot* before, const Snapshot& after);

// "2024-03-11", "2024-03-11 to 2024-03-15", "2024-03-14 16:00 to 18:00 UTC".
std::string ToText(const EventSpan& span);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_CHANGES_H_
