#include "feeds/changes.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

#include "config/iso_date.h"
#include "feeds/feed_finder.h"
#include "feeds/ical/event_reader.h"
#include "feeds/ical/event_writer.h"

namespace agendad::feeds {
namespace {

using config::DateRange;
using config::ToClock;
using config::ToIso;
using std::chrono::days;
using std::chrono::minutes;

Event Read(const WrittenEvent& event) {
  auto read = ReadEvent(event.bytes.Joined());
  if (!read) {
    throw std::runtime_error("cannot read back the event " +
                             std::string(event.Uid()));
  }
  return std::move(*read);
}

bool SaysTheSame(const WrittenEvent& a, const WrittenEvent& b) {
  return a.digest == b.digest ||
         WithoutRevision(a.bytes.Joined()) == WithoutRevision(b.bytes.Joined());
}

ChangeKind KindOf(const Event& before, const Event& after) {
  if (before.span != after.span) return ChangeKind::kMoved;
  if (before.certainty != after.certainty) {
    return after.certainty == EventCertainty::kTentative
               ? ChangeKind::kTentative
               : ChangeKind::kConfirmed;
  }
  return before.summary != after.summary ? ChangeKind::kRetitled
                                         : ChangeKind::kReworded;
}

FeedChanges::Kind KindOf(const Feed* before, const Feed& after) {
  if (!before) return FeedChanges::Kind::kNew;
  if (before->is_private == after.is_private) {
    return FeedChanges::Kind::kChanged;
  }
  return after.is_private ? FeedChanges::Kind::kNowPrivate
                          : FeedChanges::Kind::kNowPublic;
}

// At least one of them is not null. `cancelled`: what is there once only is, or
// becomes, cancelled.
EventChange ChangeOf(const WrittenEvent* before, const WrittenEvent* after,
                     bool cancelled) {
  EventChange change;
  if (before) {
    Event event = Read(*before);
    change.uid = before->Uid();
    change.before = event.span;
    change.summary = event.summary;
    if (!after) {
      change.kind = cancelled ? ChangeKind::kCancelled : ChangeKind::kGone;
      return change;
    }
    Event now = Read(*after);
    change.kind = KindOf(event, now);
    change.after = now.span;
    if (event.summary != now.summary) change.earlier_summary = event.summary;
    change.summary = std::move(now.summary);
    return change;
  }
  Event event = Read(*after);
  if (cancelled) change.kind = ChangeKind::kCancelled;
  change.uid = after->Uid();
  change.after = event.span;
  change.summary = std::move(event.summary);
  return change;
}

std::vector<EventChange> CompareEvents(const Feed* before, const Feed* after) {
  std::vector<EventChange> changes;
  const ByUid now = IndexOf(after);
  const ByUid then = IndexOf(before);
  const auto is_over = [](const WrittenEvent& event, const WrittenEvent* same) {
    return !same || (same->is_cancelled && !event.is_cancelled);
  };
  if (before) {
    for (const auto& event : before->events) {
      const WrittenEvent* const same = Find(now, event->Uid());
      if (is_over(*event, same)) {
        // What the program has no more was told when it was cancelled.
        if (event->is_withdrawn) continue;
        changes.push_back(ChangeOf(event.get(), nullptr, same != nullptr));
      } else if (event->is_cancelled == same->is_cancelled &&
                 !SaysTheSame(*event, *same)) {
        changes.push_back(ChangeOf(event.get(), same, false));
      }
    }
  }
  if (after) {
    for (const auto& event : after->events) {
      const WrittenEvent* const same = Find(then, event->Uid());
      const bool is_new = !same || (same->is_cancelled && !event->is_cancelled);
      if (!is_new || event->is_withdrawn) continue;
      changes.push_back(ChangeOf(nullptr, event.get(), event->is_cancelled));
    }
  }
  const auto day = [](const EventChange& change) {
    return ToText(change.after ? *change.after : *change.before);
  };
  std::sort(changes.begin(), changes.end(),
            [&](const EventChange& a, const EventChange& b) {
              return std::tuple(day(a), a.uid) < std::tuple(day(b), b.uid);
            });
  return changes;
}

std::string Instant(std::chrono::sys_seconds instant) {
  const auto day = std::chrono::floor<days>(instant);
  return ToIso(day) + " " +
         ToClock(std::chrono::duration_cast<minutes>(instant - day));
}

}  // namespace

std::string_view ToText(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kNew:
      return "new";
    case ChangeKind::kMoved:
      return "moved";
    case ChangeKind::kConfirmed:
      return "confirmed";
    case ChangeKind::kTentative:
      return "tentative";
    case ChangeKind::kRetitled:
      return "retitled";
    case ChangeKind::kReworded:
      return "reworded";
    case ChangeKind::kCancelled:
      return "cancelled";
    case ChangeKind::kGone:
      break;
  }
  return "gone";
}

std::string ToText(const EventSpan& span) {
  if (const auto* range = std::get_if<DateRange>(&span)) {
    return range->first == range->last ? ToIso(range->first) : ToIso(*range);
  }
  const auto& timed = std::get<TimedSpan>(span);
  const std::string end = Instant(timed.end);
  const bool same_day = std::chrono::floor<days>(timed.start) ==
                        std::chrono::floor<days>(timed.end);
  return Instant(timed.start) + " to " +
         (same_day ? end.substr(end.find(' ') + 1) : end) + " UTC";
}

std::vector<FeedChanges> Compare(const Snapshot* before,
                                 const Snapshot& after) {
  std::vector<FeedChanges> changes;
  FeedFinder then(before);
  for (std::size_t i = 0; i < after.Feeds().size(); ++i) {
    const FeedPtr& feed = after.Feeds()[i];
    const Feed* const same = then.SameAs(*feed, i);
    if (same == feed.get()) continue;
    auto events = CompareEvents(same, feed.get());
    const auto kind = KindOf(same, *feed);
    if (kind == FeedChanges::Kind::kChanged && events.empty() &&
        same->id == feed->id && same->name == feed->name) {
      continue;
    }
    changes.push_back({kind, feed->id, feed->name, std::move(events), {}, {}});
    if (same && (same->id != feed->id || same->name != feed->name)) {
      changes.back().earlier_id = same->id;
      changes.back().earlier_name = same->name;
    }
  }
  if (!before) return changes;
  FeedFinder now(&after);
  for (std::size_t i = 0; i < before->Feeds().size(); ++i) {
    const FeedPtr& feed = before->Feeds()[i];
    if (now.SameAs(*feed, i)) continue;
    changes.push_back({FeedChanges::Kind::kGone,
                       feed->id,
                       feed->name,
                       CompareEvents(feed.get(), nullptr),
                       {},
                       {}});
  }
  return changes;
}

}  // namespace agendad::feeds
