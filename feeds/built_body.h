// What one body's programs give to each feed. Kept from one build to the next
// while the programs are the same.
#ifndef AGENDAD_FEEDS_BUILT_BODY_H_
#define AGENDAD_FEEDS_BUILT_BODY_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/body_events.h"
#include "feeds/build_frame.h"
#include "feeds/written_event.h"

namespace agendad::feeds {

// Immutable; any thread.
struct BuiltBody {
  const std::string& Id() const { return programs.front()->body; }

  BodyPrograms programs;
  config::Diagnostics diagnostics;
  // By plan; one that gets nothing is not here. An event may be there twice.
  std::vector<std::pair<std::size_t, EventList>> events;
};

using BuiltBodyPtr = std::shared_ptr<const BuiltBody>;

// Builds one body as it is shown on `today`. One thread (libical).
BuiltBodyPtr BuildBody(BodyPrograms programs, const BuildFrame& frame,
                       std::chrono::sys_days today, Digester& digester,
                       EventFinisher& finisher,
                       const BodyEvents::Observer& observer);

// The UIDs of all sessions and deadlines of one body, whether or not any feed
// carries them. Expands its programs anew: what they expand to takes more
// memory than their events, and is rarely asked for this.
std::vector<std::string> AllUids(const BodyPrograms& programs,
                                 const BuildFrame& frame, Digester& digester);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_BUILT_BODY_H_
