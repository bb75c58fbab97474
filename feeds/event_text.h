// What the texts of all events have in common: titles, groups, the rule behind
// a date. Pure; one thread at a time.
#ifndef AGENDAD_FEEDS_EVENT_TEXT_H_
#define AGENDAD_FEEDS_EVENT_TEXT_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "feeds/directory_index.h"
#include "feeds/event.h"
#include "feeds/schedule.h"
#include "feeds/text/wording.h"

namespace agendad::feeds {

// Octets of a description's list, before escaping: phones show no more.
inline constexpr std::size_t kMaxDescription = 2048;

// Everything that the events of one program are composed from; it refers to
// values that must outlive it.
struct ProgramContext {
  bool IsDraft() const {
    return schedule.program->status == config::ProgramStatus::kDraft;
  }

  const Schedule& schedule;
  const DirectoryIndex& directory;
  const Wording& wording;
  std::chrono::sys_seconds revised;  // of all files that the events depend on
  // The day of the publication, in UTC; where there is no ledger, that on which
  // the files were revised, so that the same files give the same bytes.
  std::chrono::sys_days today = std::chrono::sys_days::min();
  // Nobody is told beforehand of what is due if the day for it is before this
  // one and it was not published then: `today`, or where there is no ledger the
  // day on which the program itself was revised.
  std::chrono::sys_days notices_since = std::chrono::sys_days::min();
  // What was called off before this day is not shown any more, once calendars
  // have told so since before it (P64). After `today`: it is never shown.
  std::chrono::sys_days off_since = std::chrono::sys_days::min();
};

void AddLine(std::string& text, const std::string& line);

// "cspen/cspen-2024", of permanent ids: what the names of UIDs begin with.
std::string ProgramKey(const ProgramContext& context);

// "heading.ag", "directorate.dcpen", "unassigned": a group in a UID's name.
std::string GroupKey(const Group& group);

// "AG", "DCPEN", "Sin área": a group as people read it.
std::string GroupLabel(const Group& group, const Wording& wording);

// Every summary begins with the body's short name.
std::string Summary(const ProgramContext& context, const std::string& title);

// The group's code, if it has one, and the kind of event.
std::vector<std::string> Categories(const Group& group, Phrase kind,
                                    const Wording& wording);

// Which rule gave the date, in words.
std::string DueLine(const ProgramContext& context, const DueDate& due,
                    std::chrono::year_month month);

// Whether its day is over and nobody said that it was done: only of what is
// firm, and where the program wants it told.
bool IsOverdue(const ProgramContext& context, const Deadline& deadline);

// Who decided it and why, a line each; nothing of what is not told.
void AddDecision(const config::Decision& decision, const Wording& wording,
                 std::string& text);

// Says of an event of a draft that it is to be approved; nothing of any other,
// nor of what was called off.
void MarkDraft(const ProgramContext& context, Event& event);

// An event of one day that takes nobody's time.
Event AllDayNotice(std::string uid, std::chrono::sys_days day,
                   std::chrono::sys_seconds revised);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_EVENT_TEXT_H_
