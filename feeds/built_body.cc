#include "feeds/built_body.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "feeds/event_composer.h"
#include "feeds/schedule.h"

namespace agendad::feeds {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using Schedules = std::vector<std::unique_ptr<const Schedule>>;
using EventsByPlan = std::map<std::size_t, EventList>;

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

// `published_on`: absent where there is no ledger.
void SetDays(std::optional<sys_days> published_on, days keep_cancelled,
             ProgramContext& context) {
  const auto& program = *context.schedule.program;
  context.today =
      published_on.value_or(std::chrono::floor<days>(context.revised));
  context.notices_since =
      published_on.value_or(std::chrono::floor<days>(program.plan_revised));
  context.off_since = context.today - keep_cancelled + days(1);
}

// All feeds that may get something of the body.
std::vector<const FeedPlan*> FeedsOfBody(const Schedules& schedules,
                                         const BuildFrame& frame,
                                         const std::string& id) {
  std::set<std::size_t> plans(frame.PlansOf(id).begin(),
                              frame.PlansOf(id).end());
  for (const auto& [plan, membership] : frame.MembersOf(id)) plans.insert(plan);
  for (const auto& schedule : schedules) {
    for (const auto& deadline : schedule->deadlines) {
      if (deadline.group->kind == Group::Kind::kDirectorate) {
        plans.insert(frame.PlanOf(deadline.group));
      }
    }
  }
  std::vector<const FeedPlan*> feeds;
  for (const std::size_t plan : plans) feeds.push_back(&frame.Plans()[plan]);
  return feeds;
}

// The last day of the program, or of what was put off beyond it.
sys_days EndOf(const Schedule& schedule) {
  const sys_days last = schedule.program->period.last;
  sys_days end = last;
  for (const auto& session : schedule.sessions) {
    if (session.days.first > last && !session.IsOff()) {
      end = std::max(end, session.days.last);
    }
  }
  for (const auto& deadline : schedule.deadlines) {
    if (sys_days(deadline.month / 1) > last && !deadline.IsOff()) {
      end = std::max(end, deadline.due.day);
    }
  }
  return end;
}

// Without a ledger (no day of publication) all are shown, in any year.
bool IsLongOver(const Schedule& schedule, std::chrono::months keep,
                std::optional<sys_days> published_on) {
  if (!published_on) return false;
  const auto end = std::chrono::year_month_day(EndOf(schedule)) + keep;
  const sys_days last_shown =
      end.ok() ? sys_days(end) : end.year() / end.month() / std::chrono::last;
  return *published_on > last_shown;
}

bool Shows(const FeedPlan& feed, const ProgramContext& context) {
  if (!context.IsDraft()) return true;
  const auto& named = context.schedule.program->draft_feeds;
  return std::find(named.begin(), named.end(), feed.id) != named.end();
}

BodyEvents::ProgramList ShownIn(const FeedPlan& feed, const BodyEvents& body) {
  BodyEvents::ProgramList shown;
  for (std::size_t i = 0; i < body.Programs().size(); ++i) {
    if (Shows(feed, body.Programs()[i])) shown.push_back(i);
  }
  return shown;
}

// The sessions of these programs, and the deadlines of one group or of all.
EventList Gather(BodyEvents& body, const FeedPlan& feed,
                 const BodyEvents::ProgramList& shown) {
  EventList events;
  for (const std::size_t program : shown) {
    Append(body.Sessions(program, feed.policy), events);
  }
  Append(body.Deadlines(feed.group, feed.policy, shown), events);
  return events;
}

// A directorate's feed has the sessions of the programs that name it.
void GiveToDirectorates(BodyEvents& body, const BuildFrame& frame,
                        EventsByPlan& by_plan) {
  std::map<std::size_t, BodyEvents::ProgramList> named;
  for (std::size_t i = 0; i < body.Programs().size(); ++i) {
    const ProgramContext& context = body.Programs()[i];
    for (const auto& deadline : context.schedule.deadlines) {
      if (deadline.group->kind != Group::Kind::kDirectorate) continue;
      const std::size_t plan = frame.PlanOf(deadline.group);
      auto& programs = named[plan];
      const bool is_known = !programs.empty() && programs.back() == i;
      if (!is_known && Shows(frame.Plans()[plan], context)) {
        programs.push_back(i);
      }
    }
  }
  for (const auto& [plan, programs] : named) {
    if (programs.empty()) continue;
    by_plan[plan] = Gather(body, frame.Plans()[plan], programs);
    Append(body.Notices(frame.Plans()[plan].group, frame.Settings().notices),
           by_plan[plan]);
  }
}

EventsByPlan GiveToFeeds(BodyEvents& body, const BuildFrame& frame,
                         const std::string& id) {
  EventsByPlan by_plan;
  for (const std::size_t plan : frame.PlansOf(id)) {
    const FeedPlan& feed = frame.Plans()[plan];
    by_plan[plan] = Gather(body, feed, ShownIn(feed, body));
  }
  GiveToDirectorates(body, frame, by_plan);
  for (const auto& [plan, membership] : frame.MembersOf(id)) {
    const FeedPlan& feed = frame.Plans()[plan];
    for (auto& event : Gather(body, feed, ShownIn(feed, body))) {
      if (!membership->Overlaps(event->days)) continue;
      by_plan[plan].push_back(std::move(event));
    }
  }
  return by_plan;
}

}  // namespace

BuiltBodyPtr BuildBody(BodyPrograms programs, const BuildFrame& frame,
                       std::chrono::sys_days today, Digester& digester,
                       EventFinisher& finisher,
                       const BodyEvents::Observer& observer) {
  auto body = std::make_shared<BuiltBody>();
  body->programs = std::move(programs);
  const Schedules schedules = Expand(body->programs, frame, body->diagnostics);
  const auto published_on =
      finisher.HasLedger() ? std::optional(today) : std::nullopt;
  std::vector<ProgramContext> contexts;
  for (auto& context : ContextsOf(schedules, frame)) {
    if (IsLongOver(context.schedule, frame.Settings().keep_programs,
                   published_on)) {
      continue;
    }
    SetDays(published_on, frame.Settings().keep_cancelled, context);
    contexts.push_back(context);
  }
  BodyEvents events(std::move(contexts),
                    Renderings(FeedsOfBody(schedules, frame, body->Id())),
                    digester, finisher, observer);
  for (auto& [plan, given] : GiveToFeeds(events, frame, body->Id())) {
    if (frame.Plans()[plan].policy.cancelled == config::CancelledStyle::kOmit) {
      std::erase_if(given,
                    [](const EventPtr& event) { return event->is_cancelled; });
    }
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
