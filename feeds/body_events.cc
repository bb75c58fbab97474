#include "feeds/body_events.h"

#include <utility>

#include "feeds/event_composer.h"
#include "feeds/ical/event_writer.h"

namespace agendad::feeds {
namespace {

using config::ConditionalStyle;
using config::DateRange;
using config::DeadlineStyle;
using std::chrono::sys_days;

// An own date stays an event of its own.
bool IsFolded(const Deadline& deadline) {
  return deadline.item->IsConditional() &&
         deadline.due.reason != DueReason::kOwnDate;
}

bool IsOf(const Deadline& deadline, const Group* group) {
  return !group || *deadline.group == *group;
}

}  // namespace

BodyEvents::BodyEvents(std::vector<ProgramContext> programs, Digester& digester,
                       EventFinisher& finisher, Observer observer)
    : programs_(std::move(programs)),
      digester_(digester),
      finisher_(finisher),
      observer_(std::move(observer)) {
  for (const auto& program : programs_) {
    sessions_.emplace_back(program.schedule.sessions.size());
    deadlines_.emplace_back(program.schedule.deadlines.size());
  }
}

// An all-day event is about its own days.
EventPtr BodyEvents::Keep(const Event& event, const ProgramContext& context,
                          const EventPtr& like) {
  return Keep(event, std::get<DateRange>(event.span), context, like);
}

EventPtr BodyEvents::Keep(const Event& event, const DateRange& days,
                          const ProgramContext& context, const EventPtr& like) {
  if (observer_) observer_(event);
  return finisher_.Finish(event, days, context.schedule.program->language,
                          context.wording.Clusters(), like);
}

EventList BodyEvents::Sessions(std::size_t program) {
  const ProgramContext& context = programs_[program];
  auto& sessions = sessions_[program];
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    if (sessions[i]) continue;
    const ScheduledSession& scheduled = context.schedule.sessions[i];
    sessions[i] = Keep(ComposeSession(context, scheduled, digester_),
                       scheduled.days, context);
  }
  return sessions;
}

EventList BodyEvents::Deadlines(const Group* group,
                                const config::FeedPolicy& policy) {
  switch (policy.deadlines) {
    case DeadlineStyle::kEach:
      return Each(group, policy.conditional);
    case DeadlineStyle::kMonthly:
      return Digests(group);
    case DeadlineStyle::kNone:
      return {};
  }
  return {};
}

// A schedule keeps the deadlines of one month and group side by side, so a
// fold takes the run that begins with `first`.
EventPtr BodyEvents::Conditionals(std::size_t program, std::size_t first) {
  EventPtr& kept = conditionals_[{program, first}];
  if (kept) return kept;
  const auto& deadlines = programs_[program].schedule.deadlines;
  std::vector<const Deadline*> folded;
  for (std::size_t i = first; i < deadlines.size(); ++i) {
    if (deadlines[i].month->month != deadlines[first].month->month ||
        !(*deadlines[i].group == *deadlines[first].group)) {
      break;
    }
    if (IsFolded(deadlines[i])) folded.push_back(&deadlines[i]);
  }
  const ProgramContext& context = programs_[program];
  kept = Keep(ComposeConditionals(context, folded, digester_), context);
  return kept;
}

EventList BodyEvents::Each(const Group* group, ConditionalStyle conditional) {
  EventList events;
  for (std::size_t program = 0; program < programs_.size(); ++program) {
    const auto& deadlines = programs_[program].schedule.deadlines;
    const Deadline* fold = nullptr;  // the first one of the current fold
    for (std::size_t i = 0; i < deadlines.size(); ++i) {
      const Deadline& deadline = deadlines[i];
      if (!IsOf(deadline, group)) continue;
      if (conditional == ConditionalStyle::kMonthly && IsFolded(deadline)) {
        const bool begun = fold &&
                           fold->month->month == deadline.month->month &&
                           *fold->group == *deadline.group;
        if (!begun) {
          fold = &deadline;
          events.push_back(Conditionals(program, i));
        }
        continue;
      }
      EventPtr& kept = deadlines_[program][i];
      if (!kept) {
        const ProgramContext& context = programs_[program];
        EventPtr& first = of_item_[deadline.item];
        kept =
            Keep(ComposeDeadline(context, deadline, digester_), context, first);
        if (!first) first = kept;
      }
      events.push_back(kept);
    }
  }
  return events;
}

BodyEvents::Months BodyEvents::DigestParts(const Group* group) const {
  Months months;
  for (const auto& context : programs_) {
    for (const auto& deadline : context.schedule.deadlines) {
      if (!IsOf(deadline, group)) continue;
      auto& parts = months[deadline.month->month];
      if (parts.empty() || parts.back().context != &context) {
        parts.push_back({&context, {}});
      }
      parts.back().deadlines.push_back(&deadline);
    }
  }
  return months;
}

EventList BodyEvents::Digests(const Group* group) {
  EventList events;
  for (const auto& [month, parts] : DigestParts(group)) {
    EventPtr& kept = digests_[{group, month}];
    if (!kept) {
      kept = Keep(ComposeDigest(parts, group, month, digester_),
                  {sys_days(month / 1), sys_days(month / std::chrono::last)},
                  *parts.front().context);
    }
    events.push_back(kept);
  }
  return events;
}

}  // namespace agendad::feeds
