// The events of one body, each composed and written once, when a feed first
// asks for it, and shared by all feeds that carry it. One thread (libical).
#ifndef AGENDAD_FEEDS_BODY_EVENTS_H_
#define AGENDAD_FEEDS_BODY_EVENTS_H_

#include <chrono>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "feeds/digest.h"
#include "feeds/digest_composer.h"
#include "feeds/event.h"
#include "feeds/event_text.h"
#include "feeds/schedule.h"
#include "feeds/written_event.h"

namespace agendad::feeds {

class BodyEvents {
 public:
  // Receives each event that is written, before it is; for measurements.
  using Observer = std::function<void(const Event&)>;

  // The schedules of all programs of one body, in order of their permanent
  // ids; they must outlive this object, as must the others.
  BodyEvents(std::vector<ProgramContext> programs, Digester& digester,
             EventFinisher& finisher, Observer observer = {});
  BodyEvents(const BodyEvents&) = delete;
  BodyEvents& operator=(const BodyEvents&) = delete;

  const std::vector<ProgramContext>& Programs() const { return programs_; }

  // The sessions of program `program` (an index of Programs()).
  EventList Sessions(std::size_t program);

  // The deadlines of `group`, or (null) of all groups, under `policy`: each,
  // with conditional ones perhaps folded; or as one digest a month; or none.
  EventList Deadlines(const Group* group, const config::FeedPolicy& policy);

 private:
  using Months = std::map<std::chrono::year_month, std::vector<DigestPart>>;

  EventPtr Keep(const Event& event, const ProgramContext& context,
                const EventPtr& like = nullptr);
  EventPtr Keep(const Event& event, const config::DateRange& days,
                const ProgramContext& context, const EventPtr& like = nullptr);
  EventPtr Conditionals(std::size_t program, std::size_t deadline);
  EventList Each(const Group* group, config::ConditionalStyle conditional);
  EventList Digests(const Group* group);
  Months DigestParts(const Group* group) const;

  std::vector<ProgramContext> programs_;
  Digester& digester_;
  EventFinisher& finisher_;
  Observer observer_;
  // By program and place in its schedule; null until asked for.
  std::vector<EventList> sessions_;
  std::vector<EventList> deadlines_;
  // The first that was written of an item; its others are much the same.
  std::unordered_map<const config::Item*, EventPtr> of_item_;
  // By program and the first deadline that is folded in.
  std::map<std::pair<std::size_t, std::size_t>, EventPtr> conditionals_;
  std::map<std::pair<const Group*, std::chrono::year_month>, EventPtr> digests_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_BODY_EVENTS_H_
