#include "feeds/built_body.h"

#include <algorithm>
#include <map>
#include <utility>

#include "feeds/event_composer.h"
#include "feeds/schedule.h"

namespace agendad::feeds {
namespace {

using Schedules = std::vector<std::unique_ptr<const Schedule>>;
using EventsByPlan = std::map<std::size_t, EventList>;

bool Overlaps(const config::DateRange& days,
              const config::Membership& membership) {
  return (!membership.from || *membership.from <= days.last) &&
         (!membership.until || days.first <= *membership.until);
}

void Append(const EventList& from, EventList& to) {
  to.insert(to.end(), from.begin(), from.end());
}

Schedules Expand(const BodyPrograms& programs, const BuildFrame& frame,
                 config::Diagnostics& diagnostics) {
  Schedules schedules;
  for (const auto& program : programs) {
    schedules.push_back(std::make_unique<const Schedule>(
        ExpandProgram(*program, frame.Directory(), frame.NonWorkingDays(),
                      frame.WordingIn(program->language), diagnostics)));
  }
  return schedules;
}

std::vector<ProgramContext> ContextsOf(const Schedules& schedules,
                                       const BuildFrame& frame) {
  std::vector<ProgramContext> contexts;
  for (const auto& schedule : schedules) {
    contexts.push_back({*schedule, frame.Directory(),
                        frame.WordingIn(schedule->program->language),
                        std::max(frame.Revised(), schedule->program->revised)});
  }
  return contexts;
}

// A directorate's feed has the sessions of the programs that name it.
void GiveToDirectorates(BodyEvents& body, const BuildFrame& frame,
                        EventsByPlan& by_plan) {
  std::map<const Group*, EventList> sessions;
  for (std::size_t i = 0; i < body.Programs().size(); ++i) {
    std::map<const Group*, bool> named;
    for (const auto& deadline : body.Programs()[i].schedule.deadlines) {
      if (deadline.group->kind != Group::Kind::kDirectorate) continue;
      if (!std::exchange(named[deadline.group], true)) {
        Append(body.Sessions(i), sessions[deadline.group]);
      }
    }
  }
  for (const auto& [group, own_sessions] : sessions) {
    const std::size_t plan = frame.PlanOf(group);
    EventList& events = by_plan[plan];
    Append(own_sessions, events);
    Append(body.Deadlines(group, frame.Plans()[plan].policy), events);
  }
}

EventsByPlan GiveToFeeds(BodyEvents& body, const BuildFrame& frame,
                         const std::string& id) {
  EventsByPlan by_plan;
  EventList sessions;
  for (std::size_t i = 0; i < body.Programs().size(); ++i) {
    Append(body.Sessions(i), sessions);
  }
  for (const std::size_t plan : frame.PlansOf(id)) {
    const FeedPlan& feed = frame.Plans()[plan];
    EventList& events = by_plan[plan];
    events = sessions;
    Append(body.Deadlines(feed.group, feed.policy), events);
  }
  GiveToDirectorates(body, frame, by_plan);
  for (const auto& [plan, membership] : frame.MembersOf(id)) {
    EventList all = sessions;
    Append(body.Deadlines(nullptr, frame.Plans()[plan].policy), all);
    for (auto& event : all) {
      if (!Overlaps(event->days, *membership)) continue;
      by_plan[plan].push_back(std::move(event));
    }
  }
  return by_plan;
}

}  // namespace

BuiltBodyPtr BuildBody(BodyPrograms programs, const BuildFrame& frame,
                       Digester& digester, EventFinisher& finisher,
                       const BodyEvents::Observer& observer) {
  auto body = std::make_shared<BuiltBody>();
  body->programs = std::move(programs);
  const Schedules schedules = Expand(body->programs, frame, body->diagnostics);
  BodyEvents events(ContextsOf(schedules, frame), digester, finisher, observer);
  for (auto& [plan, given] : GiveToFeeds(events, frame, body->Id())) {
    given.shrink_to_fit();
    body->events.emplace_back(plan, std::move(given));
  }
  return body;
}

std::vector<std::string> AllUids(const BodyPrograms& programs,
                                 const BuildFrame& frame, Digester& digester) {
  config::Diagnostics told_before;
  const Schedules schedules = Expand(programs, frame, told_before);
  std::vector<std::string> uids;
  for (const auto& context : ContextsOf(schedules, frame)) {
    for (const auto& session : context.schedule.sessions) {
      uids.push_back(SessionUid(context, session, digester));
    }
    for (const auto& deadline : context.schedule.deadlines) {
      uids.push_back(DeadlineUid(context, deadline, digester));
    }
  }
  return uids;
}

}  // namespace agendad::feeds
