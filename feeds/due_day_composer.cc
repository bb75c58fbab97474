#include "feeds/due_day_composer.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "config/iso_date.h"
#include "feeds/item_list.h"

namespace agendad::feeds {
namespace {

using config::ToIso;

std::string Name(const ProgramContext& context, std::string_view kind,
                 const DueDay& due) {
  return ProgramKey(context) + "/" + std::string(kind) + "/" +
         GroupKey(*due.group) + "/" + due.Key();
}

// "2 asuntos firmes, 6 condicionados".
std::string PendingText(const PendingCount& pending, const Wording& wording) {
  std::string text;
  if (pending.firm > 0) {
    text = wording.Count(Phrase::kFirmOne, Phrase::kFirmOther, pending.firm);
  }
  if (pending.conditional > 0) {
    if (!text.empty()) text += ", ";
    text += wording.Count(Phrase::kConditionalOne, Phrase::kConditionalOther,
                          pending.conditional);
  }
  return text.empty() ? wording.Say(Phrase::kNothingPending) : text;
}

// What there is to do, and by when, first.
std::string Description(const ProgramContext& context, const DueDay& due,
                        const std::vector<const Deadline*>& listed) {
  const Wording& wording = context.wording;
  const auto by_rule = std::find_if(
      due.deadlines.begin(), due.deadlines.end(), [](const Deadline* deadline) {
        return deadline->due.reason != DueReason::kOwnDate;
      });
  // Own dates are said in the list, if there is a rule for the others.
  const Deadline& first =
      by_rule == due.deadlines.end() ? *due.deadlines.front() : **by_rule;
  std::string text;
  AddLine(text, wording.Say(Phrase::kDueOn, {{"date", wording.Date(due.day)}}));
  AppendItemList(listed, GroupLines::kNo, context, kMaxDescription, text);
  AddLine(text, "");
  text += DueLine(context, first.due, first.month);
  return text;
}

void AddMeaning(const DueDay& due,
                const std::vector<const Deadline*>& deadlines,
                std::vector<std::string>& about) {
  about.push_back(GroupKey(*due.group));
  about.push_back(ToIso(due.day));
  for (const Deadline* deadline : deadlines) {
    about.push_back(deadline->item->identity.Permanent());
    about.push_back(deadline->item->short_title);
    about.emplace_back(deadline->IsConditional() ? "conditional"
                       : deadline->IsPending()   ? "firm"
                                                 : "settled");
  }
}

std::vector<const Deadline*> PendingOf(const DueDay& due) {
  std::vector<const Deadline*> pending;
  for (const Deadline* deadline : due.deadlines) {
    if (deadline->IsPending()) pending.push_back(deadline);
  }
  return pending;
}

}  // namespace

Event ComposeDueDay(const ProgramContext& context, const DueDay& due,
                    Digester& digester) {
  const Wording& wording = context.wording;
  Event event = AllDayNotice(digester.Uuid(Name(context, "due", due)), due.day,
                             context.revised);
  event.kind = EventKind::kList;
  AddMeaning(due, due.deadlines, event.about);
  event.summary = Summary(
      context,
      wording.Say(
          Phrase::kDueDayTitle,
          {{"group", GroupLabel(*due.group, wording)},
           {"items", PendingText(CountPending(due.deadlines), wording)}}));
  event.description = Description(context, due, due.deadlines);
  event.categories = Categories(*due.group, Phrase::kCategoryDeadline, wording);
  MarkDraft(context, event);
  return event;
}

std::string NoticeUid(const ProgramContext& context, const DueDay& due,
                      int lead, Digester& digester) {
  return digester.Uuid(Name(context, "notice", due) + "/" +
                       std::to_string(lead));
}

Event ComposeNotice(const ProgramContext& context, const DueDay& due, int lead,
                    Digester& digester) {
  const Wording& wording = context.wording;
  Event event = AllDayNotice(
      NoticeUid(context, due, lead, digester),
      context.schedule.working_days.Before(due.day, lead), context.revised);
  event.kind = EventKind::kNotice;
  const auto pending = PendingOf(due);
  AddMeaning(due, pending, event.about);
  event.summary = Summary(
      context,
      wording.Count(
          Phrase::kNoticeOne, Phrase::kNoticeOther,
          static_cast<std::size_t>(lead),
          {{"items", PendingText(CountPending(due.deadlines), wording)}}));
  event.description = Description(context, due, pending);
  event.categories = Categories(*due.group, Phrase::kCategoryNotice, wording);
  return event;
}

}  // namespace agendad::feeds
