#include "feeds/feed_builder.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "feeds/calendar.h"
#include "feeds/directory_index.h"
#include "feeds/event_composer.h"
#include "feeds/feed_catalog.h"
#include "feeds/schedule.h"
#include "feeds/text/wording.h"
#include "feeds/working_days.h"

namespace agendad::feeds {
namespace {

using config::FeedKind;
using std::chrono::sys_seconds;

using Events = std::vector<const WrittenEvent*>;

// A feed that is being filled.
struct Draft {
  FeedPlan plan;
  Events events;
};

bool Overlaps(const config::DateRange& days,
              const config::Membership& membership) {
  return (!membership.from || *membership.from <= days.last) &&
         (!membership.until || days.first <= *membership.until);
}

class Builder {
 public:
  Builder(const config::Definition& definition, std::chrono::sys_days today,
          Compress compress, config::Diagnostics& diagnostics,
          const BodyEvents::Observer& observer)
      : definition_(definition),
        today_(today),
        compress_(compress),
        diagnostics_(diagnostics),
        observer_(observer),
        directory_(definition.directory),
        non_working_days_(definition, diagnostics) {}

  std::vector<Feed> Run() {
    ExpandPrograms();
    MakeDrafts();
    for (auto& [body, programs] : programs_) {
      Fill(*bodies_.emplace_back(std::make_unique<BodyEvents>(
               std::move(programs), digester_, observer_)),
           body);
    }
    std::vector<Feed> feeds;
    for (auto& draft : drafts_) feeds.push_back(Finish(draft));
    return feeds;
  }

 private:
  // When the youngest of the files that all events depend on was revised.
  sys_seconds SharedRevised() const {
    sys_seconds revised = definition_.directory.revised;
    if (definition_.settings.revised) {
      revised = std::max(revised, *definition_.settings.revised);
    }
    if (definition_.non_working_days_revised) {
      revised = std::max(revised, *definition_.non_working_days_revised);
    }
    return revised;
  }

  const Wording& WordingIn(config::Language language) {
    auto& wording = wordings_[language];
    if (!wording) wording = std::make_unique<Wording>(language);
    return *wording;
  }

  void ExpandPrograms() {
    const sys_seconds shared = SharedRevised();
    std::vector<const config::Program*> sorted;
    for (const auto& program : definition_.programs) sorted.push_back(&program);
    std::sort(sorted.begin(), sorted.end(),
              [](const config::Program* a, const config::Program* b) {
                return a->identity.Permanent() < b->identity.Permanent();
              });
    for (const auto* program : sorted) {
      const Wording& wording = WordingIn(program->language);
      schedules_.push_back(ExpandProgram(
          *program, directory_, non_working_days_, wording, diagnostics_));
      programs_[program->body].push_back({schedules_.back(), directory_,
                                          wording,
                                          std::max(shared, program->revised)});
    }
  }

  void MakeDrafts() {
    for (auto& plan : PlanFeeds(definition_, directory_)) {
      drafts_.push_back({std::move(plan), {}});
    }
    for (auto& draft : drafts_) {
      const FeedPlan& plan = draft.plan;
      if (plan.kind == FeedKind::kDirectorate) {
        by_directorate_.emplace(plan.group, &draft);
      } else if (plan.councillor) {
        for (const auto& membership : plan.councillor->memberships) {
          by_member_[membership.body].emplace_back(&draft, &membership);
        }
      } else {
        by_body_[plan.body->identity.id].push_back(&draft);
      }
    }
  }

  // Hands the events of one body to every feed that carries any of them.
  void Fill(BodyEvents& events, const std::string& body) {
    Events sessions;
    for (std::size_t i = 0; i < events.Programs().size(); ++i) {
      Append(events.Sessions(i), sessions);
    }
    for (Draft* draft : by_body_[body]) {
      Append(sessions, draft->events);
      Append(events.Deadlines(draft->plan.group, draft->plan.policy),
             draft->events);
    }
    FillDirectorates(events);
    for (const auto& [draft, membership] : by_member_[body]) {
      Events all = sessions;
      Append(events.Deadlines(nullptr, draft->plan.policy), all);
      for (const auto* event : all) {
        if (Overlaps(event->days, *membership)) draft->events.push_back(event);
      }
    }
  }

  // A directorate's feed has the sessions of the programs that name it.
  void FillDirectorates(BodyEvents& events) {
    std::map<const Group*, Events> sessions;
    for (std::size_t i = 0; i < events.Programs().size(); ++i) {
      std::map<const Group*, bool> named;
      for (const auto& deadline : events.Programs()[i].schedule.deadlines) {
        if (deadline.group->kind != Group::Kind::kDirectorate) continue;
        if (!std::exchange(named[deadline.group], true)) {
          Append(events.Sessions(i), sessions[deadline.group]);
        }
      }
    }
    for (const auto& [group, own_sessions] : sessions) {
      Draft& draft = *by_directorate_.at(group);
      Append(own_sessions, draft.events);
      Append(events.Deadlines(group, draft.plan.policy), draft.events);
    }
  }

  Feed Finish(Draft& draft) {
    const FeedPlan& plan = draft.plan;
    const Wording& wording = WordingIn(plan.language);
    const std::string head = CalendarHead(
        plan.name, definition_.settings.refresh_interval, wording.Clusters());
    // A councillor may have left a body and come back.
    SortEvents(draft.events);
    draft.events.erase(std::unique(draft.events.begin(), draft.events.end()),
                       draft.events.end());
    sys_seconds revised = SharedRevised();
    for (const auto* event : draft.events) {
      revised = std::max(revised, event->last_modified);
    }
    if (draft.events.empty()) {
      Add(ComposePlaceholder(plan.permanent, wording, revised, digester_),
          wording, draft);
    }
    const std::size_t dropped =
        DropBeyondLimits(draft.events, head.size(), today_);
    if (dropped > 0) {
      Add(ComposeTruncated(plan.permanent, wording, revised, digester_),
          wording, draft);
      diagnostics_.Warn(plan.where,
                        "feed '" + plan.id + "' has more than calendars " +
                            "accept; " + std::to_string(dropped) +
                            " events are left out of it",
                        "at most 1000 events and 1000000 octets");
    }
    CalendarText text = WriteCalendar(head, draft.events, digester_);
    Feed feed;
    feed.id = plan.id;
    feed.kind = plan.kind;
    feed.name = plan.name;
    feed.path = PathOf(plan.id);
    for (const auto& former : plan.former_ids) {
      feed.former_paths.push_back(PathOf(former));
    }
    feed.event_count = draft.events.size();
    feed.representations =
        MakeRepresentations(std::move(text.body), text.hash, compress_);
    return feed;
  }

  void Add(const Event& event, const Wording& wording, Draft& draft) {
    const auto& days = std::get<config::DateRange>(event.span);
    draft.events.push_back(&notices_.emplace_back(
        Write(event, days, wording.Clusters(), digester_)));
    SortEvents(draft.events);
  }

  static void Append(const Events& from, Events& to) {
    to.insert(to.end(), from.begin(), from.end());
  }

  const config::Definition& definition_;
  const std::chrono::sys_days today_;
  const Compress compress_;
  config::Diagnostics& diagnostics_;
  const BodyEvents::Observer& observer_;
  const DirectoryIndex directory_;
  const NonWorkingDayTable non_working_days_;
  Digester digester_;
  std::map<config::Language, std::unique_ptr<Wording>> wordings_;
  std::deque<Schedule> schedules_;  // addresses stay
  std::map<std::string, std::vector<ProgramContext>> programs_;  // by body
  std::vector<std::unique_ptr<BodyEvents>> bodies_;
  std::deque<WrittenEvent> notices_;
  std::deque<Draft> drafts_;
  std::unordered_map<std::string, std::vector<Draft*>> by_body_;
  std::unordered_map<const Group*, Draft*> by_directorate_;
  std::unordered_map<std::string,
                     std::vector<std::pair<Draft*, const config::Membership*>>>
      by_member_;
};

}  // namespace

std::vector<Feed> BuildFeeds(const config::Definition& definition,
                             std::chrono::sys_days today, Compress compress,
                             config::Diagnostics& diagnostics,
                             const BodyEvents::Observer& observer) {
  return Builder(definition, today, compress, diagnostics, observer).Run();
}

}  // namespace agendad::feeds
