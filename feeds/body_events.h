// The events of one body, each composed and written once, when a feed first
// asks for it, and shared by all feeds that carry it. One thread (libical).
#ifndef AGENDAD_FEEDS_BODY_EVENTS_H_
#define AGENDAD_FEEDS_BODY_EVENTS_H_

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "feeds/digest.h"
#include "feeds/digest_composer.h"
#include "feeds/event.h"
#include "feeds/event_text.h"
#include "feeds/schedule.h"

namespace agendad::feeds {

// A VEVENT's finished bytes, and what feeds need to know of it.
struct WrittenEvent {
  std::string bytes;
  Sha256 digest{};  // of the bytes
  std::string uid;
  std::chrono::sys_seconds start;  // midnight UTC of an all-day event's first
  // The days that it is about, in its program's zone: a digest's are its month,
  // as who joins a body within the month is concerned by what is still due.
  config::DateRange days;
  std::chrono::sys_seconds last_modified;
};

WrittenEvent Write(const Event& event, const config::DateRange& days,
                   const Graphemes& graphemes, Digester& digester);

class BodyEvents {
 public:
  // Receives each event that is written, before it is; for measurements.
  using Observer = std::function<void(const Event&)>;

  // The schedules of all programs of one body, in order of their permanent
  // ids; they must outlive this object.
  BodyEvents(std::vector<ProgramContext> programs, Digester& digester,
             Observer observer = {});
  BodyEvents(const BodyEvents&) = delete;
  BodyEvents& operator=(const BodyEvents&) = delete;

  const std::vector<ProgramContext>& Programs() const { return programs_; }

  // The sessions of program `program` (an index of Programs()).
  std::vector<const WrittenEvent*> Sessions(std::size_t program);

  // The deadlines of `group`, or (null) of all groups, under `policy`: each,
  // with conditional ones perhaps folded; or as one digest a month; or none.
  std::vector<const WrittenEvent*> Deadlines(const Group* group,
                                             const config::FeedPolicy& policy);

 private:
  using Months = std::map<std::chrono::year_month, std::vector<DigestPart>>;

  const WrittenEvent* Keep(const Event& event);  // an all-day event
  const WrittenEvent* Keep(const Event& event, const config::DateRange& days);
  const WrittenEvent* Conditionals(std::size_t program, std::size_t deadline);
  std::vector<const WrittenEvent*> Each(const Group* group,
                                        config::ConditionalStyle conditional);
  std::vector<const WrittenEvent*> Digests(const Group* group);
  Months DigestParts(const Group* group) const;

  std::vector<ProgramContext> programs_;
  Digester& digester_;
  Observer observer_;
  std::deque<WrittenEvent> written_;  // addresses stay
  // By program and place in its schedule; null until asked for.
  std::vector<std::vector<const WrittenEvent*>> sessions_;
  std::vector<std::vector<const WrittenEvent*>> deadlines_;
  // By program and the first deadline that is folded in.
  std::map<std::pair<std::size_t, std::size_t>, const WrittenEvent*>
      conditionals_;
  std::map<std::pair<const Group*, std::chrono::year_month>,
           const WrittenEvent*>
      digests_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_BODY_EVENTS_H_
