#include "feeds/event_composer.h"

#include <algorithm>
#include <string_view>

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

Event FeedNotice(const std::string& uid_name, Phrase title, Phrase text,
                 const Wording& wording, sys_seconds revised,
                 Digester& digester) {
  Event event =
      AllDayNotice(digester.Uuid(uid_name),
                   std::chrono::floor<std::chrono::days>(revised), revised);
  event.summary = wording.Say(title);
  event.description = wording.Say(text);
  event.categories = {wording.Say(Phrase::kCategoryNotice)};
  event.about = {uid_name};
  return event;
}

std::string_view Word(config::SessionType type) {
  switch (type) {
    case config::SessionType::kOrdinary:
      return "ordinary";
    case config::SessionType::kExtraordinary:
      return "extraordinary";
    case config::SessionType::kUrgent:
      break;
  }
  return "urgent";
}

}  // namespace

std::string SessionUid(const ProgramContext& context,
                       const ScheduledSession& scheduled, Digester& digester) {
  return digester.Uuid(ProgramKey(context) + "/session/" +
                       scheduled.session->identity.Permanent());
}

std::string DeadlineUid(const ProgramContext& context, const Deadline& deadline,
                        Digester& digester) {
  return digester.Uuid(ProgramKey(context) + "/item/" +
                       deadline.item->identity.Permanent() + "/" +
                       ToIso(deadline.month->month));
}

Event ComposeSession(const ProgramContext& context,
                     const ScheduledSession& scheduled, Digester& digester) {
  Event event;
  event.uid = SessionUid(context, scheduled, digester);
  event.kind = EventKind::kSession;
  event.span = scheduled.span;
  event.certainty = CertaintyOf(scheduled);
  event.revised = context.revised;
  event.about = {std::string(Word(scheduled.session->type)),
                 scheduled.session->name};
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
  Event event = AllDayNotice(DeadlineUid(context, deadline, digester),
                             deadline.due.day, context.revised);
  event.kind = EventKind::kDeadline;
  event.about = {item.title, item.short_title, GroupKey(*deadline.group),
                 item.IsConditional() ? "conditional" : "firm"};
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
  event.kind = EventKind::kList;
  event.about = {GroupKey(*first.group)};
  for (const auto* deadline : deadlines) {
    event.about.push_back(deadline->item->identity.Permanent());
    event.about.push_back(deadline->item->short_title);
  }
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
