#include "feeds/built_body.h"

#include <algorithm>
#include <utility>

namespace agendad::feeds {
namespace {

bool Overlaps(const config::DateRange& days,
              const config::Membership& membership) {
  return (!membership.from || *membership.from <= days.last) &&
         (!membership.until || days.first <= *membership.until);
}

void Append(const EventList& from, EventList& to) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

BuiltBodyPtr FindBody(const std::vector<BuiltBodyPtr>& bodies,
                      const std::string& id) {
  const auto found = std::lower_bound(
      bodies.begin(), bodies.end(), id,
      [](const auto& body, const auto& wanted) { return body->Id() < wanted; });
  return found == bodies.end() || (*found)->Id() != id ? nullptr : *found;
}

BodyBuilder::BodyBuilder(BodyPrograms programs, const BuildFrame& frame,
                         Digester& digester, EventFinisher& finisher,
                         const BodyEvents::Observer& observer) {
  auto body = std::make_shared<BuiltBody>();
  body->programs = std::move(programs);
  Expand(frame, *body);
  std::vector<ProgramContext> contexts;
  for (const auto& schedule : schedules_) {
    contexts.push_back({*schedule, frame.Directory(),
                        frame.WordingIn(schedule->program->language),
                        std::max(frame.Revised(), schedule->program->revised)});
  }
  events_ = std::make_unique<BodyEvents>(std::move(contexts), digester,
                                         finisher, observer);
  for (auto& [plan, events] : GiveToFeeds(frame, body->Id())) {
    events.shrink_to_fit();
    body->events.emplace_back(plan, std::move(events));
  }
  built_ = std::move(body);
}

BodyBuilder::~BodyBuilder() = default;

void BodyBuilder::Expand(const BuildFrame& frame, BuiltBody& body) {
  for (const auto& program : body.programs) {
    schedules_.push_back(std::make_unique<const Schedule>(
        ExpandProgram(*program, frame.Directory(), frame.NonWorkingDays(),
                      frame.WordingIn(program->language), body.diagnostics)));
  }
}

BodyBuilder::EventsByPlan BodyBuilder::GiveToFeeds(const BuildFrame& frame,
                                                   const std::string& id) {
  EventsByPlan by_plan;
  EventList sessions;
  for (std::size_t i = 0; i < events_->Programs().size(); ++i) {
    Append(events_->Sessions(i), sessions);
  }
  for (const std::size_t plan : frame.PlansOf(id)) {
    const FeedPlan& feed = frame.Plans()[plan];
    EventList& events = by_plan[plan];
    events = sessions;
    Append(events_->Deadlines(feed.group, feed.policy), events);
  }
  GiveToDirectorates(frame, by_plan);
  for (const auto& [plan, membership] : frame.MembersOf(id)) {
    EventList all = sessions;
    Append(events_->Deadlines(nullptr, frame.Plans()[plan].policy), all);
    for (auto& event : all) {
      if (!Overlaps(event->days, *membership)) continue;
      by_plan[plan].push_back(std::move(event));
    }
  }
  return by_plan;
}

// A directorate's feed has the sessions of the programs that name it.
void BodyBuilder::GiveToDirectorates(const BuildFrame& frame,
                                     EventsByPlan& by_plan) {
  std::map<const Group*, EventList> sessions;
  for (std::size_t i = 0; i < events_->Programs().size(); ++i) {
    std::map<const Group*, bool> named;
    for (const auto& deadline : events_->Programs()[i].schedule.deadlines) {
      if (deadline.group->kind != Group::Kind::kDirectorate) continue;
      if (!std::exchange(named[deadline.group], true)) {
        Append(events_->Sessions(i), sessions[deadline.group]);
      }
    }
  }
  for (const auto& [group, own_sessions] : sessions) {
    const std::size_t plan = frame.PlanOf(group);
    EventList& events = by_plan[plan];
    Append(own_sessions, events);
    Append(events_->Deadlines(group, frame.Plans()[plan].policy), events);
  }
}

}  // namespace agendad::feeds
