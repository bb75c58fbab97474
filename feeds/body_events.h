// The events of one body, each composed and written once, when a feed first
// asks for it, and shared by all feeds that carry it. One thread (libical).
#ifndef AGENDAD_FEEDS_BODY_EVENTS_H_
#define AGENDAD_FEEDS_BODY_EVENTS_H_

#include <chrono>
#include <functional>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "feeds/digest.h"
#include "feeds/digest_composer.h"
#include "feeds/due_days.h"
#include "feeds/event.h"
#include "feeds/event_text.h"
#include "feeds/rendering.h"
#include "feeds/schedule.h"
#include "feeds/written_event.h"

namespace agendad::feeds {

class BodyEvents {
 public:
  // Receives each event that is written, before it is; for measurements.
  using Observer = std::function<void(const Event&)>;

  // The schedules of all programs of one body, in order of their permanent
  // ids; they must outlive this object, as must the others. `renderings`: what
  // the feeds that will carry its events ask for.
  BodyEvents(std::vector<ProgramContext> programs, Renderings renderings,
             Digester& digester, EventFinisher& finisher,
             Observer observer = {});
  BodyEvents(const BodyEvents&) = delete;
  BodyEvents& operator=(const BodyEvents&) = delete;

  const std::vector<ProgramContext>& Programs() const { return programs_; }

  // The sessions of program `program` (an index of Programs()), without those
  // that were called off long ago, as a feed with this policy has them.
  EventList Sessions(std::size_t program, const config::FeedPolicy& policy);

  // Indices of Programs(), ascending.
  using ProgramList = std::vector<std::size_t>;

  // As Sessions(): the deadlines of `group`, or (null) of all groups, under
  // `policy`: each, with conditional ones perhaps folded, and a crowded day in
  // one; or as one digest a month; or none. Of `shown`, which lacks no approved
  // program that has any.
  EventList Deadlines(const Group* group, const config::FeedPolicy& policy,
                      const ProgramList& shown);

  // For each day on which `group` has something firm to do that is not done,
  // and each of `leads` (in working days), an event so long before; none for a
  // day that was over before anybody saw it, nor of a draft.
  EventList Notices(const Group* group, const std::vector<int>& leads);

 private:
  using Months = std::map<std::chrono::year_month, std::vector<DigestPart>>;

  // An all-day event is about its own days.
  EventPtr Keep(const Event& event, const ProgramContext& context);
  EventPtr Keep(const Event& event, const config::DateRange& days,
                const ProgramContext& context);
  RenderedEvent Render(const Event& event, const config::DateRange& days,
                       const ProgramContext& context,
                       const std::vector<FeedRendering>& asked,
                       const EventPtr& like = nullptr);
  // Whether it was called off, and calendars have told so for as long as they
  // should.
  bool IsForgotten(const ScheduledSession& scheduled,
                   const ProgramContext& context);
  bool IsForgotten(const Deadline& deadline, const ProgramContext& context);
  bool HasStoodLong(const config::Decision& decision,
                    const ProgramContext& context,
                    const std::function<Event()>& compose);
  EventPtr Conditionals(std::size_t program, std::size_t deadline);
  const RenderedEvent& Due(std::size_t program, std::size_t deadline);
  EventList Each(const Group* group, const config::FeedPolicy& policy,
                 const ProgramList& shown);
  // Shows crowded days as one event each; returns what these hold.
  std::unordered_set<const Deadline*> CrowdedDays(
      std::size_t program, const Group* group, const config::FeedPolicy& policy,
      EventList& events);
  const std::vector<DueDay>& DueDays(std::size_t program);
  EventList Digests(const Group* group, const ProgramList& shown);
  Months DigestParts(const Group* group) const;

  std::vector<ProgramContext> programs_;
  Renderings renderings_;
  Digester& digester_;
  EventFinisher& finisher_;
  Observer observer_;
  // By program and place in its schedule; null until asked for.
  std::vector<std::vector<RenderedEvent>> sessions_;
  std::vector<std::vector<RenderedEvent>> deadlines_;
  // The first that was written of an item; its others are much the same.
  std::unordered_map<const config::Item*, EventPtr> of_item_;
  // By program and the first deadline that is folded in.
  std::map<std::pair<std::size_t, std::size_t>, EventPtr> conditionals_;
  // By the first program that is in it.
  std::map<
      std::tuple<const Group*, std::chrono::year_month, const ProgramContext*>,
      EventPtr>
      digests_;
  // By program; empty until asked for.
  std::vector<std::vector<DueDay>> due_days_;
  std::map<const DueDay*, EventPtr> crowded_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_BODY_EVENTS_H_
