#include "feeds/session_text.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "config/iso_date.h"
#include "feeds/item_list.h"

namespace agendad::feeds {
namespace {

using config::LocalTime;
using config::ToClock;
using config::WeekWindow;
using std::chrono::sys_days;

Phrase WeekPhrase(int week) {
  if (week == config::kLastWeek) return Phrase::kLastWeek;
  return static_cast<Phrase>(static_cast<int>(Phrase::kFirstWeek) + week - 1);
}

Phrase TypePhrase(config::SessionType type) {
  return static_cast<Phrase>(static_cast<int>(Phrase::kOrdinarySession) +
                             static_cast<int>(type));
}

std::string TimeLine(const ProgramContext& context, const LocalTime& time,
                     std::chrono::minutes end_clock) {
  const Wording& wording = context.wording;
  return wording.Say(Phrase::kTimeSet,
                     {{"date", wording.Date(time.date)},
                      {"from", ToClock(time.time_of_day)},
                      {"until", ToClock(end_clock)},
                      {"zone", context.schedule.program->time_zone}});
}

std::string WhenLine(const ProgramContext& context,
                     const ScheduledSession& scheduled) {
  const Wording& wording = context.wording;
  const config::When& when = *scheduled.when;
  if (const auto* week = std::get_if<WeekWindow>(&when)) {
    return wording.Say(
        Phrase::kWeekWindow,
        {{"week", wording.Say(WeekPhrase(week->week),
                              {{"month", wording.Month(week->month)}})},
         {"days", wording.Days(scheduled.days)}});
  }
  if (const auto* time = std::get_if<LocalTime>(&when)) {
    return TimeLine(context, *time, scheduled.end_clock);
  }
  if (const auto* day = std::get_if<sys_days>(&when)) {
    return wording.Say(Phrase::kDateSet, {{"date", wording.Date(*day)}});
  }
  return wording.Say(Phrase::kDayWindow,
                     {{"days", wording.Days(scheduled.days)}});
}

// "segunda semana de marzo (...)", "miércoles 13 de marzo de 2024, 10:00".
std::string TimeInWords(const config::When& when, const config::DateRange& days,
                        const Wording& wording) {
  if (const auto* week = std::get_if<WeekWindow>(&when)) {
    return wording.Say(
        Phrase::kTimeOfWeek,
        {{"week", wording.Say(WeekPhrase(week->week),
                              {{"month", wording.Month(week->month)}})},
         {"days", wording.Days(days)}});
  }
  if (const auto* time = std::get_if<LocalTime>(&when)) {
    return wording.Say(Phrase::kTimeOfHour,
                       {{"date", wording.Date(time->date)},
                        {"time", ToClock(time->time_of_day)}});
  }
  if (std::holds_alternative<sys_days>(when)) return wording.Days(days);
  return wording.Say(Phrase::kTimeOfDays, {{"days", wording.Days(days)}});
}

// What became of it, the last change first.
void AddChanges(const ScheduledSession& scheduled, const Wording& wording,
                std::string& text) {
  if (!scheduled.session->progress) return;
  std::string after = TimeInWords(*scheduled.when, scheduled.days, wording);
  for (auto time = scheduled.earlier.rbegin(); time != scheduled.earlier.rend();
       ++time) {
    std::string before = TimeInWords(*time->when, time->days, wording);
    AddLine(text, wording.Say(Phrase::kTimeChanged,
                              {{"before", before}, {"after", after}}));
    after = std::move(before);
  }
  if (scheduled.State() == config::SessionState::kHeld) {
    AddLine(text, wording.Say(Phrase::kSessionHeld));
  }
  AddDecision(scheduled.session->progress->decision, wording, text);
}

// When it is held, or that it is not.
std::string FirstLine(const ProgramContext& context,
                      const ScheduledSession& scheduled) {
  if (!scheduled.IsOff()) return WhenLine(context, scheduled);
  const Wording& wording = context.wording;
  return wording.Say(
      scheduled.State() == config::SessionState::kCancelled
          ? Phrase::kSessionCancelled
          : Phrase::kSessionPutOff,
      {{"before", TimeInWords(*scheduled.when, scheduled.days, wording)}});
}

std::string ProgramLine(const ProgramContext& context) {
  const config::Program& program = *context.schedule.program;
  if (program.approval.empty()) {
    return context.wording.Say(Phrase::kProgramLine,
                               {{"program", program.name}});
  }
  return context.wording.Say(
      Phrase::kApprovedProgramLine,
      {{"program", program.name}, {"approval", program.approval}});
}

std::vector<const Deadline*> ItemsOfMonth(const Schedule& schedule,
                                          const ScheduledSession& scheduled) {
  const bool ordinary =
      scheduled.session->type == config::SessionType::kOrdinary;
  std::vector<const Deadline*> items;
  for (const auto& deadline : schedule.deadlines) {
    if (deadline.month == scheduled.month &&
        (ordinary || !deadline.item->ordinary_session_only)) {
      items.push_back(&deadline);
    }
  }
  return items;
}

// An item is shown as it stands in the session's month or, if it is not due in
// it, in the first month after it, or else in its last one. In the order of the
// deadlines: that of a file's entries means nothing.
std::vector<const Deadline*> ItemsConvened(const Schedule& schedule,
                                           const ScheduledSession& scheduled) {
  std::vector<const Deadline*> items;
  for (const auto& id : scheduled.session->progress->items) {
    const Deadline* nearest = nullptr;
    for (const auto& deadline : schedule.deadlines) {
      if (deadline.item->identity.id != id) continue;
      if (nearest && nearest->month >= scheduled.month) break;
      nearest = &deadline;
    }
    if (nearest) items.push_back(nearest);
  }
  std::sort(items.begin(), items.end());
  return items;
}

bool IsConvenedForItems(const ScheduledSession& scheduled) {
  const auto& progress = scheduled.session->progress;
  return progress && !progress->items.empty();
}

}  // namespace

EventCertainty CertaintyOf(const ScheduledSession& scheduled) {
  if (scheduled.IsOff()) return EventCertainty::kCancelled;
  const auto& when = *scheduled.when;
  const bool open = std::holds_alternative<WeekWindow>(when) ||
                    std::holds_alternative<config::DateRange>(when);
  return open ? EventCertainty::kTentative : EventCertainty::kConfirmed;
}

std::string SessionTitle(const ScheduledSession& scheduled,
                         const Wording& wording) {
  const config::Session& session = *scheduled.session;
  if (!session.name.empty()) return session.name;
  return wording.Say(Phrase::kSessionOfMonth,
                     {{"session", wording.Say(TypePhrase(session.type))},
                      {"month", wording.Month(scheduled.month)}});
}

std::string MarkedSessionTitle(const ScheduledSession& scheduled,
                               const Wording& wording) {
  std::string title = SessionTitle(scheduled, wording);
  if (CertaintyOf(scheduled) == EventCertainty::kTentative) {
    return wording.Say(Phrase::kTentativeTitle, {{"title", title}});
  }
  if (std::holds_alternative<sys_days>(*scheduled.when) && !scheduled.IsOff() &&
      scheduled.State() != config::SessionState::kHeld) {
    return wording.Say(Phrase::kHourToComeTitle, {{"title", title}});
  }
  return title;
}

std::string SessionDescription(const ProgramContext& context,
                               const ScheduledSession& scheduled) {
  const Wording& wording = context.wording;
  std::string text = FirstLine(context, scheduled) + "\n";
  AddChanges(scheduled, wording, text);
  text += ProgramLine(context);
  const bool convened = IsConvenedForItems(scheduled);
  const auto items = convened ? ItemsConvened(context.schedule, scheduled)
                              : ItemsOfMonth(context.schedule, scheduled);
  if (items.empty()) return text;
  text +=
      "\n\n" +
      (convened ? wording.Say(Phrase::kItemsConvened)
                : wording.Say(Phrase::kItemsPlanned,
                              {{"month", wording.Month(scheduled.month)}})) +
      "\n";
  AppendItemList(items, convened ? GroupLines::kNo : GroupLines::kYes, context,
                 kMaxDescription, text);
  text.pop_back();
  return text;
}

std::string SessionSummary(const ProgramContext& context,
                           const ScheduledSession& scheduled) {
  const Wording& wording = context.wording;
  std::string summary =
      Summary(context, MarkedSessionTitle(scheduled, wording));
  if (!scheduled.IsOff()) return summary;
  return wording.Say(scheduled.State() == config::SessionState::kCancelled
                         ? Phrase::kCancelledTitle
                         : Phrase::kPutOffTitle,
                     {{"title", summary}});
}

std::optional<MembersLink> LinkOf(const ProgramContext& context,
                                  const ScheduledSession& scheduled) {
  const auto& progress = scheduled.session->progress;
  if (!progress || progress->link.empty() || scheduled.IsOff()) {
    return std::nullopt;
  }
  return MembersLink{context.wording.Say(Phrase::kSessionLink), progress->link};
}

}  // namespace agendad::feeds
