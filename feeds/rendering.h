// Which renderings of its events the feeds of a body ask for. Feeds that ask
// for the same share the bytes, and most events have only the plain one.
// Values; any thread.
#ifndef AGENDAD_FEEDS_RENDERING_H_
#define AGENDAD_FEEDS_RENDERING_H_

#include <vector>

#include "config/settings.h"
#include "feeds/event.h"
#include "feeds/feed_catalog.h"

namespace agendad::feeds {

// What one feed asks for, whatever the event.
struct FeedRendering {
  Audience audience = Audience::kPublic;
  config::Alarms alarms;

  friend bool operator==(const FeedRendering&, const FeedRendering&) = default;
};

FeedRendering RenderingFor(const config::FeedPolicy& policy);

// What of it makes a difference to this event: a link that it has, the alarms
// of its kind if it is still awaited.
Rendering RenderingOf(const Event& event, const FeedRendering& asked);

// Refers to the feeds that it is made of.
class Renderings {
 public:
  explicit Renderings(const std::vector<const FeedPlan*>& feeds);

  // What is asked for beside the plain rendering, each once, in the order of
  // the feeds: of sessions, and of the deadlines of `group` one by one. What
  // sums up several has only the plain one.
  std::vector<FeedRendering> OfSessions() const;
  std::vector<FeedRendering> OfDeadlines(const Group& group) const;

 private:
  std::vector<const FeedPlan*> feeds_;  // only those that ask for another one
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_RENDERING_H_
