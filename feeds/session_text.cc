#include "feeds/session_text.h"

#include <chrono>
#include <variant>
#include <vector>

#include "feeds/item_list.h"
#include "feeds/text/iso_date.h"

namespace agendad::feeds {
namespace {

using config::LocalTime;
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
  const config::Session& session = *scheduled.session;
  if (const auto* week = std::get_if<WeekWindow>(&session.when)) {
    return wording.Say(
        Phrase::kWeekWindow,
        {{"week", wording.Say(WeekPhrase(week->week),
                              {{"month", wording.Month(week->month)}})},
         {"days", wording.Days(scheduled.days)}});
  }
  if (const auto* time = std::get_if<LocalTime>(&session.when)) {
    return TimeLine(context, *time, scheduled.end_clock);
  }
  if (const auto* day = std::get_if<sys_days>(&session.when)) {
    return wording.Say(Phrase::kDateSet, {{"date", wording.Date(*day)}});
  }
  return wording.Say(Phrase::kDayWindow,
                     {{"days", wording.Days(scheduled.days)}});
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

std::vector<const Deadline*> ItemsFor(const Schedule& schedule,
                                      const ScheduledSession& scheduled) {
  const bool ordinary =
      scheduled.session->type == config::SessionType::kOrdinary;
  std::vector<const Deadline*> items;
  for (const auto& deadline : schedule.deadlines) {
    if (deadline.month->month == scheduled.month &&
        (ordinary || !deadline.item->ordinary_session_only)) {
      items.push_back(&deadline);
    }
  }
  return items;
}

}  // namespace

EventCertainty CertaintyOf(const ScheduledSession& scheduled) {
  const auto& when = scheduled.session->when;
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
  if (std::holds_alternative<sys_days>(scheduled.session->when)) {
    return wording.Say(Phrase::kHourToComeTitle, {{"title", title}});
  }
  return title;
}

std::string SessionDescription(const ProgramContext& context,
                               const ScheduledSession& scheduled) {
  const Wording& wording = context.wording;
  std::string text = WhenLine(context, scheduled) + "\n" + ProgramLine(context);
  const auto items = ItemsFor(context.schedule, scheduled);
  if (items.empty()) return text;
  text += "\n\n" +
          wording.Say(Phrase::kItemsPlanned,
                      {{"month", wording.Month(scheduled.month)}}) +
          "\n";
  AppendItemList(items, GroupLines::kYes, wording, kMaxDescription, text);
  text.pop_back();
  return text;
}

}  // namespace agendad::feeds
