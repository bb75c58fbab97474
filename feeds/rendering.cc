#include "feeds/rendering.h"

#include <algorithm>
#include <variant>

namespace agendad::feeds {
namespace {

bool CarriesEach(const FeedPlan& feed, const Group& group) {
  return feed.policy.deadlines == config::DeadlineStyle::kEach &&
         (!feed.group || *feed.group == group);
}

void Add(const FeedRendering& rendering, std::vector<FeedRendering>& all) {
  if (std::find(all.begin(), all.end(), rendering) == all.end()) {
    all.push_back(rendering);
  }
}

}  // namespace

FeedRendering RenderingFor(const config::FeedPolicy& policy) {
  return {policy.visibility == config::Visibility::kPrivate ? Audience::kMembers
                                                            : Audience::kPublic,
          policy.alarms};
}

Rendering RenderingOf(const Event& event, const FeedRendering& asked) {
  Rendering rendering;
  if (event.link) rendering.audience = asked.audience;
  if (!event.is_awaited || event.certainty == EventCertainty::kTentative) {
    return rendering;
  }
  if (event.kind == EventKind::kDeadline) {
    rendering.alarms = asked.alarms.deadlines;
  } else if (event.kind == EventKind::kSession &&
             std::holds_alternative<TimedSpan>(event.span)) {
    rendering.alarms = asked.alarms.sessions;
  }
  return rendering;
}

Renderings::Renderings(const std::vector<const FeedPlan*>& feeds) {
  for (const FeedPlan* feed : feeds) {
    if (RenderingFor(feed->policy) != FeedRendering()) feeds_.push_back(feed);
  }
}

std::vector<FeedRendering> Renderings::OfSessions() const {
  std::vector<FeedRendering> all;
  for (const FeedPlan* feed : feeds_) Add(RenderingFor(feed->policy), all);
  return all;
}

std::vector<FeedRendering> Renderings::OfDeadlines(const Group& group) const {
  std::vector<FeedRendering> all;
  for (const FeedPlan* feed : feeds_) {
    if (CarriesEach(*feed, group)) Add(RenderingFor(feed->policy), all);
  }
  return all;
}

}  // namespace agendad::feeds
