#include "feeds/event_text.h"

#include <utility>

namespace agendad::feeds {

void AddLine(std::string& text, const std::string& line) {
  text += line;
  text += '\n';
}

std::string GroupKey(const Group& group) {
  switch (group.kind) {
    case Group::Kind::kHeading:
      return "heading." + group.permanent;
    case Group::Kind::kDirectorate:
      return "directorate." + group.permanent;
    case Group::Kind::kUnassigned:
      return "unassigned";
  }
  return {};
}

std::string GroupLabel(const Group& group, const Wording& wording) {
  return group.kind == Group::Kind::kUnassigned
             ? wording.Say(Phrase::kUnassigned)
             : group.code;
}

std::string Summary(const ProgramContext& context, const std::string& title) {
  return context.schedule.body->short_name + " · " + title;
}

std::vector<std::string> Categories(const Group& group, Phrase kind,
                                    const Wording& wording) {
  std::vector<std::string> categories;
  if (!group.code.empty()) categories.push_back(group.code);
  categories.push_back(wording.Say(kind));
  return categories;
}

std::string DueLine(const ProgramContext& context, const DueDate& due,
                    std::chrono::year_month month) {
  const Wording& wording = context.wording;
  const std::string& name = wording.Month(month);
  switch (due.reason) {
    case DueReason::kOwnDate:
      return wording.Say(Phrase::kDueOwnDate);
    case DueReason::kMonthEnd:
      return wording.Say(Phrase::kDueMonthEnd, {{"month", name}});
    case DueReason::kMonthEndNoSession:
      return wording.Say(Phrase::kDueMonthEndNoSession, {{"month", name}});
    case DueReason::kBeforeSession:
      break;
  }
  const std::string days = wording.Days(due.session_days);
  const int lead = context.schedule.program->due_lead;
  if (lead == 0) {
    return wording.Say(Phrase::kDueFirstDay, {{"month", name}, {"days", days}});
  }
  return wording.Count(Phrase::kDueDaysBeforeOne, Phrase::kDueDaysBeforeOther,
                       static_cast<std::size_t>(lead),
                       {{"month", name}, {"days", days}});
}

Event AllDayNotice(std::string uid, std::chrono::sys_days day,
                   std::chrono::sys_seconds revised) {
  Event event;
  event.uid = std::move(uid);
  event.span = config::DateRange{day, day};
  event.certainty = EventCertainty::kNotice;
  event.revised = revised;
  return event;
}

}  // namespace agendad::feeds
