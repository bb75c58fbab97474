#include "feeds/body_events.h"

#include <algorithm>
#include <utility>

#include "feeds/due_day_composer.h"
#include "feeds/event_composer.h"
#include "feeds/ical/event_writer.h"

namespace agendad::feeds {
namespace {

using config::ConditionalStyle;
using config::DateRange;
using config::DeadlineStyle;
using std::chrono::sys_days;

// The lists of one month. A list is one event with one text, whoever sees it:
// feeds that do not show a draft must not share one with it.
std::vector<std::vector<DigestPart>> ApartFromDrafts(
    const std::vector<DigestPart>& parts) {
  std::vector<std::vector<DigestPart>> lists(1);
  for (const auto& part : parts) {
    if (!part.context->IsDraft()) lists.front().push_back(part);
  }
  for (const auto& part : parts) {
    if (!part.context->IsDraft()) continue;
    if (!lists.front().empty()) lists.emplace_back();
    lists.back().push_back(part);
  }
  return lists;
}

bool IsOf(const Deadline& deadline, const Group* group) {
  return !group || *deadline.group == *group;
}

}  // namespace

BodyEvents::BodyEvents(std::vector<ProgramContext> programs,
                       Renderings renderings, Digester& digester,
                       EventFinisher& finisher, Observer observer)
    : programs_(std::move(programs)),
      renderings_(std::move(renderings)),
      digester_(digester),
      finisher_(finisher),
      observer_(std::move(observer)) {
  for (const auto& program : programs_) {
    sessions_.emplace_back(program.schedule.sessions.size());
    deadlines_.emplace_back(program.schedule.deadlines.size());
    due_days_.emplace_back();
  }
}

EventPtr BodyEvents::Keep(const Event& event, const ProgramContext& context) {
  return Keep(event, std::get<DateRange>(event.span), context);
}

EventPtr BodyEvents::Keep(const Event& event, const DateRange& days,
                          const ProgramContext& context) {
  return Render(event, days, context, {}).plain;
}

RenderedEvent BodyEvents::Render(const Event& event, const DateRange& days,
                                 const ProgramContext& context,
                                 const std::vector<FeedRendering>& asked,
                                 const EventPtr& like) {
  if (observer_) observer_(event);
  return finisher_.Finish(event, days, context.schedule.program->language,
                          context.wording.Clusters(), asked, like);
}

// Who was told late of what was called off long ago is told as long as anybody.
bool BodyEvents::HasStoodLong(const config::Decision& decision,
                              const ProgramContext& context,
                              const std::function<Event()>& compose) {
  if (decision.at >= context.off_since) return false;
  const bool keeps_none = context.off_since > context.today;
  return keeps_none || finisher_.HasStoodSince(compose(), context.off_since);
}

bool BodyEvents::IsForgotten(const ScheduledSession& scheduled,
                             const ProgramContext& context) {
  return scheduled.State() == config::SessionState::kCancelled &&
         HasStoodLong(scheduled.session->progress->decision, context, [&] {
           return ComposeSession(context, scheduled, digester_);
         });
}

bool BodyEvents::IsForgotten(const Deadline& deadline,
                             const ProgramContext& context) {
  return deadline.IsOff() &&
         HasStoodLong(deadline.planned->progress->decision, context, [&] {
           return ComposeDeadline(context, deadline, digester_);
         });
}

EventList BodyEvents::Sessions(std::size_t program,
                               const config::FeedPolicy& policy) {
  const FeedRendering rendering = RenderingFor(policy);
  const ProgramContext& context = programs_[program];
  auto& sessions = sessions_[program];
  EventList shown;
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    const ScheduledSession& scheduled = context.schedule.sessions[i];
    if (IsForgotten(scheduled, context)) continue;
    if (!sessions[i].plain) {
      sessions[i] = Render(ComposeSession(context, scheduled, digester_),
                           scheduled.days, context, renderings_.OfSessions());
    }
    shown.push_back(sessions[i].As(rendering));
  }
  return shown;
}

EventList BodyEvents::Deadlines(const Group* group,
                                const config::FeedPolicy& policy,
                                const ProgramList& shown) {
  switch (policy.deadlines) {
    case DeadlineStyle::kEach:
      return Each(group, policy, shown);
    case DeadlineStyle::kMonthly:
      return Digests(group, shown);
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
    if (deadlines[i].month != deadlines[first].month ||
        !(*deadlines[i].group == *deadlines[first].group)) {
      break;
    }
    if (deadlines[i].IsFolded()) folded.push_back(&deadlines[i]);
  }
  const ProgramContext& context = programs_[program];
  kept = Keep(ComposeConditionals(context, folded, digester_), context);
  return kept;
}

const std::vector<DueDay>& BodyEvents::DueDays(std::size_t program) {
  auto& days = due_days_[program];
  if (days.empty()) days = DueDaysOf(programs_[program].schedule);
  return days;
}

std::unordered_set<const Deadline*> BodyEvents::CrowdedDays(
    std::size_t program, const Group* group, const config::FeedPolicy& policy,
    EventList& events) {
  std::unordered_set<const Deadline*> held;
  if (policy.most_a_day == 0) return held;
  const ProgramContext& context = programs_[program];
  for (const DueDay& due : DueDays(program)) {
    if ((group && !(*due.group == *group)) || !due.IsCrowded(policy)) continue;
    EventPtr& kept = crowded_[&due];
    if (!kept) kept = Keep(ComposeDueDay(context, due, digester_), context);
    events.push_back(kept);
    held.insert(due.deadlines.begin(), due.deadlines.end());
  }
  return held;
}

EventList BodyEvents::Notices(const Group* group,
                              const std::vector<int>& leads) {
  EventList events;
  for (std::size_t program = 0; program < programs_.size(); ++program) {
    if (leads.empty()) break;
    const ProgramContext& context = programs_[program];
    if (context.IsDraft()) continue;
    for (const DueDay& due : DueDays(program)) {
      if (!(*due.group == *group)) continue;
      if (CountPending(due.deadlines).firm == 0) continue;
      for (const int lead : leads) {
        Event notice = ComposeNotice(context, due, lead, digester_);
        if (std::get<DateRange>(notice.span).last < context.notices_since &&
            !finisher_.IsPublished(notice.uid)) {
          continue;
        }
        events.push_back(Keep(notice, context));
      }
    }
  }
  return events;
}

const RenderedEvent& BodyEvents::Due(std::size_t program, std::size_t i) {
  RenderedEvent& kept = deadlines_[program][i];
  if (kept.plain) return kept;
  const ProgramContext& context = programs_[program];
  const Deadline& deadline = context.schedule.deadlines[i];
  const Event event = ComposeDeadline(context, deadline, digester_);
  EventPtr& first = of_item_[deadline.item];
  kept = Render(event, std::get<DateRange>(event.span), context,
                renderings_.OfDeadlines(*deadline.group), first);
  if (!first) first = kept.plain;
  return kept;
}

EventList BodyEvents::Each(const Group* group, const config::FeedPolicy& policy,
                           const ProgramList& shown) {
  const FeedRendering rendering = RenderingFor(policy);
  const bool folds = policy.conditional == ConditionalStyle::kMonthly;
  EventList events;
  for (const std::size_t program : shown) {
    const auto& deadlines = programs_[program].schedule.deadlines;
    const auto crowded = CrowdedDays(program, group, policy, events);
    const Deadline* fold = nullptr;  // the first one of the current fold
    for (std::size_t i = 0; i < deadlines.size(); ++i) {
      const Deadline& deadline = deadlines[i];
      if (!IsOf(deadline, group) || IsForgotten(deadline, programs_[program])) {
        continue;
      }
      if (crowded.contains(&deadline)) continue;
      if (folds && deadline.IsFolded()) {
        const bool begun = fold && fold->month == deadline.month &&
                           *fold->group == *deadline.group;
        if (!begun) {
          fold = &deadline;
          events.push_back(Conditionals(program, i));
        }
        continue;
      }
      if (folds && deadline.IsPartOfFold()) continue;
      events.push_back(Due(program, i).As(rendering));
    }
  }
  return events;
}

BodyEvents::Months BodyEvents::DigestParts(const Group* group) const {
  Months months;
  for (const auto& context : programs_) {
    for (const auto& deadline : context.schedule.deadlines) {
      if (!IsOf(deadline, group)) continue;
      auto& parts = months[deadline.month];
      if (parts.empty() || parts.back().context != &context) {
        parts.push_back({&context, {}});
      }
      parts.back().deadlines.push_back(&deadline);
    }
  }
  return months;
}

EventList BodyEvents::Digests(const Group* group, const ProgramList& shown) {
  EventList events;
  const auto is_shown = [&](const ProgramContext* program) {
    return std::any_of(shown.begin(), shown.end(),
                       [&](std::size_t i) { return &programs_[i] == program; });
  };
  for (const auto& [month, parts] : DigestParts(group)) {
    const auto lists = ApartFromDrafts(parts);
    for (const auto& list : lists) {
      const ProgramContext* const first = list.front().context;
      if (first->IsDraft() && !is_shown(first)) continue;
      EventPtr& kept = digests_[{group, month, first}];
      if (!kept) {
        kept = Keep(
            &list == &lists.front()
                ? ComposeDigest(list, group, month, digester_)
                : ComposeDraftDigest(list.front(), group, month, digester_),
            {sys_days(month / 1), sys_days(month / std::chrono::last)}, *first);
      }
      events.push_back(kept);
    }
  }
  return events;
}

}  // namespace agendad::feeds
