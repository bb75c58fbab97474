#include "feeds/finished_feed.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>
#include <variant>

#include "feeds/calendar.h"
#include "feeds/event_composer.h"

namespace agendad::feeds {
namespace {

void Add(const Event& event, const FeedPlan& plan, const Finishing& finishing,
         EventList& events) {
  const auto& days = std::get<config::DateRange>(event.span);
  events.push_back(
      finishing.finisher
          .Finish(event, days, plan.language,
                  finishing.frame.WordingIn(plan.language).Clusters())
          .plain);
  SortEvents(events);
}

}  // namespace

FeedPtr FinishFeed(const FeedPlan& plan, EventList events,
                   const Finishing& finishing) {
  const Wording& wording = finishing.frame.WordingIn(plan.language);
  auto feed = std::make_shared<Feed>();
  feed->head =
      CalendarHead(plan.name, finishing.frame.Settings().refresh_interval,
                   wording.Clusters());
  // A councillor may have left a body and come back.
  SortEvents(events);
  events.erase(std::unique(events.begin(), events.end()), events.end());
  std::chrono::sys_seconds revised = finishing.frame.Revised();
  for (const auto& event : events) {
    revised = std::max(revised, event->last_modified);
  }
  if (events.empty()) {
    Add(ComposePlaceholder(plan.permanent, wording, revised,
                           finishing.digester),
        plan, finishing, events);
  }
  const std::size_t dropped =
      DropBeyondLimits(events, feed->head.size(), finishing.today);
  if (dropped > 0) {
    Add(ComposeTruncated(plan.permanent, wording, revised, finishing.digester),
        plan, finishing, events);
  }
  feed->id = plan.id;
  feed->permanent = plan.permanent;
  feed->kind = plan.kind;
  feed->is_private = plan.policy.visibility == config::Visibility::kPrivate;
  feed->name = plan.name;
  feed->path = PathOf(plan.id);
  for (const auto& former : plan.former_ids) {
    feed->former_paths.push_back(PathOf(former));
  }
  feed->events = std::move(events);
  feed->dropped = dropped;
  Pieces text;
  AddText(*feed, text);
  feed->representations = MakeRepresentations(
      text, HashCalendar(feed->head, feed->events, finishing.digester),
      finishing.compress);
  return feed;
}

}  // namespace agendad::feeds
