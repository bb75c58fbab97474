#include "feeds/digest_composer.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "config/iso_date.h"
#include "feeds/due_days.h"
#include "feeds/item_list.h"
#include "feeds/session_text.h"

namespace agendad::feeds {
namespace {

using config::ToIso;
using std::chrono::year_month;

void DropLastLineEnd(std::string& text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
}

std::size_t CountOff(const std::vector<const Deadline*>& deadlines) {
  return static_cast<std::size_t>(
      std::count_if(deadlines.begin(), deadlines.end(),
                    [](const Deadline* d) { return d->IsOff(); }));
}

void AddMeaning(const DigestPart& part, std::vector<std::string>& about) {
  about.push_back(part.context->schedule.program->identity.Permanent());
  for (const auto* deadline : part.deadlines) {
    const config::Item& item = *deadline->item;
    about.push_back(item.identity.Permanent());
    about.push_back(item.short_title);
    about.push_back(ToIso(deadline->due.day));
    about.emplace_back(deadline->IsOff()           ? "off"
                       : deadline->IsConditional() ? "conditional"
                                                   : "firm");
    if (deadline->Outcome() == config::Outcome::kDone) {
      about.emplace_back("done");
    }
  }
}

// "marzo: 11 asuntos (+4 condicionados)".
std::string DigestTitle(const Wording& wording, const std::string& month,
                        std::size_t firm, std::size_t conditional) {
  std::string title =
      firm == 0 ? wording.Say(Phrase::kDigestNoFirm, {{"month", month}})
                : wording.Count(Phrase::kDigestOne, Phrase::kDigestOther, firm,
                                {{"month", month}});
  if (conditional == 0) return title;
  return wording.Count(Phrase::kDigestConditionalOne,
                       Phrase::kDigestConditionalOther, conditional,
                       {{"title", title}});
}

// The sessions of the month, and when its items are due.
void AddDigestHead(const DigestPart& part, year_month month,
                   std::string& text) {
  const ProgramContext& context = *part.context;
  const Wording& wording = context.wording;
  for (const auto& session : context.schedule.sessions) {
    if (session.month != month || session.IsOff()) continue;
    AddLine(text, wording.Say(Phrase::kSessionOfDigest,
                              {{"session", SessionTitle(session, wording)},
                               {"days", wording.Days(session.days)}}));
  }
  const auto due = context.schedule.due_by_rule.find(month);
  if (due == context.schedule.due_by_rule.end()) return;
  AddLine(text, wording.Say(Phrase::kItemsAreDue,
                            {{"month", wording.Month(month)},
                             {"date", wording.Date(due->second.day)}}));
  AddLine(text, DueLine(context, due->second, month));
}

std::string Key(const Group* group, year_month month) {
  return "/digest/" + (group ? GroupKey(*group) : "all") + "/" + ToIso(month);
}

}  // namespace

Event ComposeDigest(const std::vector<DigestPart>& parts, const Group* group,
                    year_month month, Digester& digester) {
  const ProgramContext& context = *parts.front().context;
  const Wording& wording = context.wording;
  Event event = AllDayNotice(
      digester.Uuid(context.schedule.body->identity.Permanent() +
                    Key(group, month)),
      context.schedule.working_days.FirstOf(month), context.revised);
  event.kind = EventKind::kList;
  event.about = {group ? GroupKey(*group) : "all"};
  std::size_t all = 0;
  std::size_t conditional = 0;
  std::string& text = event.description;
  for (const auto& part : parts) {
    AddMeaning(part, event.about);
    all += part.deadlines.size() - CountOff(part.deadlines);
    conditional += CountPending(part.deadlines).conditional;
    event.revised = std::max(event.revised, part.context->revised);
    if (!text.empty()) AddLine(text, "");
    AddDigestHead(part, month, text);
    AddLine(text, "");
    AppendItemList(part.deadlines, group ? GroupLines::kNo : GroupLines::kYes,
                   *part.context, kMaxDescription, text);
  }
  DropLastLineEnd(text);
  const std::string label = group ? GroupLabel(*group, wording) + ", " : "";
  event.summary =
      Summary(context, DigestTitle(wording, label + wording.Month(month),
                                   all - conditional, conditional));
  event.categories = group
                         ? Categories(*group, Phrase::kCategoryDigest, wording)
                         : std::vector{wording.Say(Phrase::kCategoryDigest)};
  MarkDraft(context, event);
  return event;
}

Event ComposeDraftDigest(const DigestPart& part, const Group* group,
                         year_month month, Digester& digester) {
  Event event = ComposeDigest({part}, group, month, digester);
  const Schedule& schedule = part.context->schedule;
  event.uid =
      digester.Uuid(schedule.body->identity.Permanent() + "/" +
                    schedule.program->identity.Permanent() + Key(group, month));
  return event;
}

}  // namespace agendad::feeds
