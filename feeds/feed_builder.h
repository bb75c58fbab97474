// From a definition to a snapshot: builds the bodies, lets what is gone stand
// as cancelled, and puts the calendars together; or takes over from the
// snapshot before what is the same. One thread (libical).
#ifndef AGENDAD_FEEDS_FEED_BUILDER_H_
#define AGENDAD_FEEDS_FEED_BUILDER_H_

#include <chrono>
#include <memory>

#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/body_events.h"
#include "feeds/snapshot.h"

namespace agendad::feeds {

struct BuildOptions {
  std::chrono::sys_seconds now;  // without a ledger only the day matters
  const Published* published = nullptr;  // null: there is no ledger
  Compress compress = Compress::kYes;
  BodyEvents::Observer observer = {};  // sees every event before it is written
};

struct BuiltFeeds {
  std::shared_ptr<const Snapshot> snapshot;
  Revisions changed;  // see BuildResult
};

// What is wrong goes to `diagnostics`, and if that are errors, the snapshot is
// not to be published.
BuiltFeeds BuildFeeds(const config::Definition& definition,
                      const BuildOptions& options,
                      config::Diagnostics& diagnostics);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_FEED_BUILDER_H_
