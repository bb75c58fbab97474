#include "feeds/event_text.h"

#include <utility>

namespace agendad::feeds {

void AddLine(std::string& text, const std::string& line) {
  text += line;
  text += '\n';
}

std::string ProgramKey(const ProgramContext& context) {
  return context.schedule.body->identity.Permanent() + "/" +
         context.schedule.program->identity.Permanent();
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

bool IsOverdue(const ProgramContext& context, const Deadline& deadline) {
  return context.schedule.program->shows_overdue && !context.IsDraft() &&
         deadline.IsPending() && !deadline.IsConditional() &&
         deadline.due.day < context.today;
}

void AddDecision(const config::Decision& decision, const Wording& wording,
                 std::string& text) {
  if (!decision.because.empty()) {
    AddLine(text, wording.Say(Phrase::kBecause, {{"text", decision.because}}));
  }
  if (!decision.by.empty()) {
    AddLine(text, wording.Say(Phrase::kDecidedBy, {{"by", decision.by}}));
  }
}

void MarkDraft(const ProgramContext& context, Event& event) {
  if (!context.IsDraft() || event.certainty == EventCertainty::kCancelled) {
    return;
  }
  const Wording& wording = context.wording;
  event.certainty = EventCertainty::kTentative;
  // A window is tentative in either case: its meaning changes all the same.
  event.about.emplace_back("draft");
  event.summary = wording.Say(Phrase::kDraftTitle, {{"title", event.summary}});
  event.description = wording.Say(Phrase::kDraft) + "\n\n" + event.description;
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
