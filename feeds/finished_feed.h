// Puts one feed together: its events in their order and within the limits, its
// head, its representations. One thread (libical).
#ifndef AGENDAD_FEEDS_FINISHED_FEED_H_
#define AGENDAD_FEEDS_FINISHED_FEED_H_

#include <chrono>

#include "feeds/build_frame.h"
#include "feeds/digest.h"
#include "feeds/feed_catalog.h"
#include "feeds/representation.h"
#include "feeds/snapshot.h"
#include "feeds/written_event.h"

namespace agendad::feeds {

// What the feeds of one build have in common; refers to it.
struct Finishing {
  const BuildFrame& frame;
  EventFinisher& finisher;
  Digester& digester;
  std::chrono::sys_days today;  // decides what is dropped (P36)
  Compress compress;
};

// `events`: all that the feed is to carry, in any order, perhaps twice. One
// that carries nothing gets a notice that says so.
FeedPtr FinishFeed(const FeedPlan& plan, EventList events,
                   const Finishing& finishing);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_FINISHED_FEED_H_
