// From a definition to its feeds: expands the programs, lets each feed take
// the events that are its own, and puts the calendars together. One thread
// (libical).
#ifndef AGENDAD_FEEDS_FEED_BUILDER_H_
#define AGENDAD_FEEDS_FEED_BUILDER_H_

#include <chrono>
#include <functional>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/body_events.h"
#include "feeds/snapshot.h"

namespace agendad::feeds {

// The feeds in the order of the catalogue; what is wrong goes to
// `diagnostics`, and if that are errors, the feeds are not to be published.
// `observer`, if any, sees every event once, before it is written.
std::vector<Feed> BuildFeeds(const config::Definition& definition,
                             std::chrono::sys_days today, Compress compress,
                             config::Diagnostics& diagnostics,
                             const BodyEvents::Observer& observer = {});

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_FEED_BUILDER_H_
