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
  const Schedule& schedule;
  const DirectoryIndex& directory;
  const Wording& wording;
  std::chrono::sys_seconds revised;  // of all files that the events depend on
};

void AddLine(std::string& text, const std::string& line);

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

// An event of one day that takes nobody's time.
Event AllDayNotice(std::string uid, std::chrono::sys_days day,
                   std::chrono::sys_seconds revised);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_EVENT_TEXT_H_
