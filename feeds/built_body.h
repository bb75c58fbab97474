// What one body's programs give to each feed. Kept from one build to the next
// while the programs are the same.
#ifndef AGENDAD_FEEDS_BUILT_BODY_H_
#define AGENDAD_FEEDS_BUILT_BODY_H_

#include <cstddef>
#include <map>
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

// The one of this id, or null. `bodies` are in order of their ids.
BuiltBodyPtr FindBody(const std::vector<BuiltBodyPtr>& bodies,
                      const std::string& id);

// Builds one body. One thread (libical); `frame` and `finisher` outlive it.
class BodyBuilder {
 public:
  BodyBuilder(BodyPrograms programs, const BuildFrame& frame,
              Digester& digester, EventFinisher& finisher,
              const BodyEvents::Observer& observer);
  ~BodyBuilder();
  BodyBuilder(const BodyBuilder&) = delete;
  BodyBuilder& operator=(const BodyBuilder&) = delete;

  const BuiltBodyPtr& Built() const { return built_; }

  // See BodyEvents::AllUids().
  std::vector<std::string> AllUids() { return events_->AllUids(); }

 private:
  void Expand(const BuildFrame& frame, BuiltBody& body);
  using EventsByPlan = std::map<std::size_t, EventList>;

  EventsByPlan GiveToFeeds(const BuildFrame& frame, const std::string& id);
  void GiveToDirectorates(const BuildFrame& frame, EventsByPlan& by_plan);

  std::vector<std::unique_ptr<const Schedule>> schedules_;
  std::unique_ptr<BodyEvents> events_;
  BuiltBodyPtr built_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_BUILT_BODY_H_
