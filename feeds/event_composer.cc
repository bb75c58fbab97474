#include "feeds/event_composer.h"

#include <algorithm>
#include <string_view>

#include "config/iso_date.h"
#include "feeds/item_list.h"
#include "feeds/session_text.h"

namespace agendad::feeds {
namespace {

using config::ToIso;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month;

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

std::string_view Word(config::Outcome outcome) {
  switch (outcome) {
    case config::Outcome::kPending:
      return "pending";
    case config::Outcome::kMet:
      return "met";
    case config::Outcome::kDone:
      return "done";
    case config::Outcome::kNotApplicable:
      return "not-applicable";
    case config::Outcome::kWithdrawn:
      break;
  }
  return "withdrawn";
}

// What of its progress neither its time nor its certainty says.
void AddState(const ScheduledSession& scheduled,
              std::vector<std::string>& about) {
  const auto& progress = scheduled.session->progress;
  if (!progress) return;
  if (!scheduled.has_time) {
    const bool is_over = scheduled.State() == config::SessionState::kCancelled;
    about.emplace_back(is_over ? "cancelled" : "postponed");
  }
  if (scheduled.State() == config::SessionState::kHeld) {
    about.emplace_back("held");
  }
  about.insert(about.end(), progress->items.begin(), progress->items.end());
}

std::string DeadlineSummary(const ProgramContext& context,
                            const Deadline& deadline) {
  const Wording& wording = context.wording;
  const std::string& title = deadline.item->short_title;
  if (deadline.IsConditional()) {
    return Summary(context,
                   wording.Say(Phrase::kConditionalTitle, {{"title", title}}));
  }
  switch (deadline.Outcome()) {
    case config::Outcome::kPending:
    case config::Outcome::kMet:
      if (!IsOverdue(context, deadline)) break;
      return Summary(context,
                     wording.Say(Phrase::kOverdueTitle, {{"title", title}}));
    case config::Outcome::kDone:
      return Summary(context,
                     wording.Say(Phrase::kDoneTitle, {{"title", title}}));
    case config::Outcome::kNotApplicable:
      return wording.Say(Phrase::kNotApplicableTitle,
                         {{"title", Summary(context, title)}});
    case config::Outcome::kWithdrawn:
      return wording.Say(Phrase::kWithdrawnTitle,
                         {{"title", Summary(context, title)}});
  }
  return Summary(context, title);
}

// What has become of it, and who said so.
void AddOutcome(const Deadline& deadline, const Wording& wording,
                std::string& text) {
  const auto& progress = deadline.planned->progress;
  if (!progress) return;
  switch (progress->outcome) {
    case config::Outcome::kPending:
      break;
    case config::Outcome::kMet:
      AddLine(text, wording.Say(Phrase::kConditionMet));
      break;
    case config::Outcome::kDone:
      if (const auto day = progress->done_on) {
        AddLine(text,
                wording.Say(Phrase::kItemDone, {{"date", wording.Date(*day)}}));
      }
      break;
    case config::Outcome::kNotApplicable:
      AddLine(text, wording.Say(Phrase::kNotApplicable));
      break;
    case config::Outcome::kWithdrawn:
      AddLine(text, wording.Say(Phrase::kCancelled));
      break;
  }
  if (progress->moved_to) {
    AddLine(
        text,
        wording.Say(Phrase::kItemMoved,
                    {{"before", wording.MonthAndYear(deadline.planned->month)},
                     {"after", wording.MonthAndYear(deadline.month)}}));
  }
  AddDecision(progress->decision, wording, text);
  AddLine(text, "");
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
                       ToIso(deadline.planned->month));
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
  AddState(scheduled, event.about);
  event.summary = SessionSummary(context, scheduled);
  event.description = SessionDescription(context, scheduled);
  event.location = scheduled.session->place;
  event.categories = {context.wording.Say(Phrase::kCategorySession)};
  event.link = LinkOf(context, scheduled);
  MarkDraft(context, event);
  event.is_awaited = event.certainty == EventCertainty::kConfirmed &&
                     scheduled.State() != config::SessionState::kHeld;
  return event;
}

Event ComposeDeadline(const ProgramContext& context, const Deadline& deadline,
                      Digester& digester) {
  const Wording& wording = context.wording;
  const config::Item& item = *deadline.item;
  const year_month month = deadline.month;
  Event event = AllDayNotice(DeadlineUid(context, deadline, digester),
                             deadline.due.day, context.revised);
  event.kind = EventKind::kDeadline;
  event.about = {item.title, item.short_title, GroupKey(*deadline.group),
                 deadline.IsConditional() ? "conditional" : "firm"};
  if (deadline.Outcome() != config::Outcome::kPending) {
    event.about.emplace_back(Word(deadline.Outcome()));
  }
  event.is_awaited =
      !deadline.IsConditional() && deadline.Outcome() <= config::Outcome::kMet;
  if (deadline.IsOff()) event.certainty = EventCertainty::kCancelled;
  event.summary = DeadlineSummary(context, deadline);
  std::string& text = event.description;
  text.reserve(kMaxDescription);
  AddLine(text, item.title);
  AddLine(text, "");
  AddOutcome(deadline, wording, text);
  AddLine(text, ResponsibleLine(*deadline.group, wording));
  AddItemDetails(context, item, text);
  text += DueLine(context, deadline.due, month);
  event.categories =
      Categories(*deadline.group,
                 deadline.IsConditional() ? Phrase::kCategoryConditional
                                          : Phrase::kCategoryDeadline,
                 wording);
  MarkDraft(context, event);
  return event;
}

Event ComposeConditionals(const ProgramContext& context,
                          const std::vector<const Deadline*>& deadlines,
                          Digester& digester) {
  const Wording& wording = context.wording;
  const Deadline& first = *deadlines.front();
  const year_month month = first.month;
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
  AppendItemList(deadlines, GroupLines::kNo, context, kMaxDescription, text);
  AddLine(text, "");
  text += DueLine(context, first.due, month);
  event.categories =
      Categories(*first.group, Phrase::kCategoryConditional, wording);
  MarkDraft(context, event);
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
