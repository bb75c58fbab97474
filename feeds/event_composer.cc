#include "feeds/event_composer.h"

#include <algorithm>

#include "feeds/item_list.h"
#include "feeds/session_text.h"
#include "feeds/text/iso_date.h"

namespace agendad::feeds {
namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month;

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

// Every summary begins with the body's short name.
std::string Summary(const ProgramContext& context, const std::string& title) {
  return context.schedule.body->short_name + " · " + title;
}

void AddLine(std::string& text, const std::string& line) {
  text += line;
  text += '\n';
}

void DropLastLineEnd(std::string& text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
}

std::vector<std::string> Categories(const Group& group, Phrase kind,
                                    const Wording& wording) {
  std::vector<std::string> categories;
  if (!group.code.empty()) categories.push_back(group.code);
  categories.push_back(wording.Say(kind));
  return categories;
}

std::string ResponsibleLine(const Group& group, const Wording& wording) {
  switch (group.kind) {
    case Group::Kind::kHeading:
      return wording.Say(Phrase::kHeading,
                         {{"code", group.code}, {"name", group.name}});
    case Group::Kind::kDirectorate:
      return wording.Say(Phrase::kResponsible,
                         {{"code", group.code}, {"name", group.name}});
    case Group::Kind::kUnassigned:
      return wording.Say(Phrase::kNobodyResponsible);
  }
  return {};
}

// Which rule gave the date, in words.
std::string DueLine(const ProgramContext& context, const DueDate& due,
                    year_month month) {
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
  const std::string days =
      wording.Days(context.schedule.sessions[*due.session].days);
  const int lead = context.schedule.program->due_lead;
  if (lead == 0) {
    return wording.Say(Phrase::kDueFirstDay, {{"month", name}, {"days", days}});
  }
  return wording.Count(Phrase::kDueDaysBeforeOne, Phrase::kDueDaysBeforeOther,
                       static_cast<std::size_t>(lead),
                       {{"month", name}, {"days", days}});
}

void AddItemDetails(const ProgramContext& context, const config::Item& item,
                    std::string& text) {
  const Wording& wording = context.wording;
  if (item.IsConditional()) {
    AddLine(text, wording.Say(Phrase::kCondition, {{"text", item.condition}}));
  }
  if (!item.observation.empty()) {
    AddLine(text,
            wording.Say(Phrase::kObservation, {{"text", item.observation}}));
  }
  if (item.ordinary_session_only) {
    AddLine(text, wording.Say(Phrase::kOrdinaryOnly));
  }
  if (!item.destination.empty()) {
    const config::Body& body = context.directory.BodyAt(item.destination);
    AddLine(text, wording.Say(Phrase::kDestination, {{"short", body.short_name},
                                                     {"name", body.name}}));
  }
  if (!item.source.empty()) {
    const std::string& document = context.schedule.program->source;
    AddLine(text,
            wording.Say(Phrase::kSource,
                        {{"source", document.empty()
                                        ? item.source
                                        : document + ", " + item.source}}));
  }
}

Event AllDayNotice(std::string uid, sys_days day, sys_seconds revised) {
  Event event;
  event.uid = std::move(uid);
  event.span = config::DateRange{day, day};
  event.certainty = EventCertainty::kNotice;
  event.last_modified = revised;
  return event;
}

Event FeedNotice(const std::string& uid_name, Phrase title, Phrase text,
                 const Wording& wording, sys_seconds revised,
                 Digester& digester) {
  Event event =
      AllDayNotice(digester.Uuid(uid_name),
                   std::chrono::floor<std::chrono::days>(revised), revised);
  event.summary = wording.Say(title);
  event.description = wording.Say(text);
  event.categories = {wording.Say(Phrase::kCategoryNotice)};
  return event;
}

std::size_t CountConditional(const std::vector<const Deadline*>& deadlines) {
  return static_cast<std::size_t>(std::count_if(
      deadlines.begin(), deadlines.end(),
      [](const Deadline* d) { return d->item->IsConditional(); }));
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
    if (session.month != month) continue;
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

}  // namespace

Event ComposeSession(const ProgramContext& context,
                     const ScheduledSession& scheduled, Digester& digester) {
  Event event;
  event.uid = digester.Uuid(ProgramKey(context) + "/session/" +
                            scheduled.session->identity.Permanent());
  event.span = scheduled.span;
  event.certainty = CertaintyOf(scheduled);
  event.last_modified = context.revised;
  event.summary =
      Summary(context, MarkedSessionTitle(scheduled, context.wording));
  event.description = SessionDescription(context, scheduled);
  event.location = scheduled.session->place;
  event.categories = {context.wording.Say(Phrase::kCategorySession)};
  return event;
}

Event ComposeDeadline(const ProgramContext& context, const Deadline& deadline,
                      Digester& digester) {
  const Wording& wording = context.wording;
  const config::Item& item = *deadline.item;
  const year_month month = deadline.month->month;
  Event event = AllDayNotice(
      digester.Uuid(ProgramKey(context) + "/item/" + item.identity.Permanent() +
                    "/" + ToIso(month)),
      deadline.due.day, context.revised);
  event.summary = Summary(
      context, item.IsConditional() ? wording.Say(Phrase::kConditionalTitle,
                                                  {{"title", item.short_title}})
                                    : item.short_title);
  std::string& text = event.description;
  text.reserve(kMaxDescription);
  AddLine(text, item.title);
  AddLine(text, "");
  AddLine(text, ResponsibleLine(*deadline.group, wording));
  AddItemDetails(context, item, text);
  text += DueLine(context, deadline.due, month);
  event.categories =
      Categories(*deadline.group,
                 item.IsConditional() ? Phrase::kCategoryConditional
                                      : Phrase::kCategoryDeadline,
                 wording);
  return event;
}

Event ComposeConditionals(const ProgramContext& context,
                          const std::vector<const Deadline*>& deadlines,
                          Digester& digester) {
  const Wording& wording = context.wording;
  const Deadline& first = *deadlines.front();
  const year_month month = first.month->month;
  Event event =
      AllDayNotice(digester.Uuid(ProgramKey(context) + "/conditional/" +
                                 GroupKey(*first.group) + "/" + ToIso(month)),
                   first.due.day, context.revised);
  event.summary =
      Summary(context,
              wording.Count(Phrase::kConditionalsOfMonthOne,
                            Phrase::kConditionalsOfMonthOther, deadlines.size(),
                            {{"group", GroupLabel(*first.group, wording)},
                             {"month", wording.Month(month)}}));
  std::string& text = event.description;
  AddLine(text, wording.Say(Phrase::kOnlyIfCases));
  AppendItemList(deadlines, GroupLines::kNo, wording, kMaxDescription, text);
  AddLine(text, "");
  text += DueLine(context, first.due, month);
  event.categories =
      Categories(*first.group, Phrase::kCategoryConditional, wording);
  return event;
}

Event ComposeDigest(const std::vector<DigestPart>& parts, const Group* group,
                    year_month month, Digester& digester) {
  const ProgramContext& context = *parts.front().context;
  const Wording& wording = context.wording;
  Event event = AllDayNotice(
      digester.Uuid(context.schedule.body->identity.Permanent() + "/digest/" +
                    (group ? GroupKey(*group) : "all") + "/" + ToIso(month)),
      context.schedule.working_days.FirstOf(month), context.revised);
  std::size_t all = 0;
  std::size_t conditional = 0;
  std::string& text = event.description;
  for (const auto& part : parts) {
    all += part.deadlines.size();
    conditional += CountConditional(part.deadlines);
    event.last_modified = std::max(event.last_modified, part.context->revised);
    if (!text.empty()) AddLine(text, "");
    AddDigestHead(part, month, text);
    AddLine(text, "");
    AppendItemList(part.deadlines, group ? GroupLines::kNo : GroupLines::kYes,
                   wording, kMaxDescription, text);
  }
  DropLastLineEnd(text);
  const std::string label = group ? GroupLabel(*group, wording) + ", " : "";
  event.summary =
      Summary(context, DigestTitle(wording, label + wording.Month(month),
                                   all - conditional, conditional));
  event.categories = group
                         ? Categories(*group, Phrase::kCategoryDigest, wording)
                         : std::vector{wording.Say(Phrase::kCategoryDigest)};
  return event;
}

Event ComposePlaceholder(const std::string& feed_permanent_id,
                         const Wording& wording, sys_seconds revised,
                         Digester& digester) {
  return FeedNotice("feed/" + feed_permanent_id + "/placeholder",
                    Phrase::kPlaceholderTitle, Phrase::kPlaceholder, wording,
                    revised, digester);
}

Event ComposeTruncated(const std::string& feed_permanent_id,
                       const Wording& wording, sys_seconds revised,
                       Digester& digester) {
  return FeedNotice("feed/" + feed_permanent_id + "/truncated",
                    Phrase::kTruncatedTitle, Phrase::kTruncated, wording,
                    revised, digester);
}

}  // namespace agendad::feeds
