// The validated definition: what an admin wrote, as values.
//
// This is the language between the reading of files (config/) and the making
// of feeds (feeds/). Plain values without behaviour; any thread. They are what
// ParseDefinition() returns, and hold its promises: every id is well formed
// and unique in its scope, every reference names something that exists, every
// text is valid UTF-8 without control characters other than line feeds, and
// every range ends on or after the day it begins.
//
// Dates are civil dates (no zone). Whatever a later stage may complain about
// keeps the place where it was written.
#ifndef AGENDAD_CONFIG_PROGRAM_H_
#define AGENDAD_CONFIG_PROGRAM_H_

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/diagnostic.h"
#include "config/settings.h"
#include "config/shared.h"

namespace agendad::config {

// A name that never changes: lower-case ASCII letters, digits and single
// hyphens, at most 64 octets. UIDs and feed addresses are made of these.
struct Identity {
  std::string id;
  std::vector<std::string> formerly;  // ids that it had before, oldest first
  Location where;

  // The first id that it ever had: what UIDs are made of.
  const std::string& Permanent() const {
    return formerly.empty() ? id : formerly.front();
  }
};

// Days from `first` to `last`, both included.
struct DateRange {
  std::chrono::sys_days first;
  std::chrono::sys_days last;

  friend auto operator<=>(const DateRange&, const DateRange&) = default;
};

// ---------------------------------------------------------------------------
// The directory: who there is. Shared by all programs.

// A part of a body's program that no directorate answers for, as "Asuntos
// generales". Its feed is <body>-<heading>.
struct Heading {
  Identity identity;
  std::string code;  // in CATEGORIES, as "AG"; without , ; \ and controls
  std::string name;
};

// A commission, a council, a plenary. One that has no program of its own may
// still be the destination of items.
struct Body {
  Identity identity;
  std::string name;
  std::string short_name;  // begins every SUMMARY, as "CSPEN"
  std::vector<Heading> headings;
};

struct Directorate {
  Identity identity;
  std::string code;  // in CATEGORIES and summaries, as "DCPEN"
  std::string name;
  std::vector<std::string> aliases;  // other spellings of the code
};

// Membership of a body; an open end is absent.
struct Membership {
  std::string body;  // id
  std::string role;  // as people read it, "Presidenta"; may be empty
  std::optional<std::chrono::sys_days> from;
  std::optional<std::chrono::sys_days> until;  // last day, included
  Location where;
};

struct Councillor {
  Identity identity;
  std::string name;
  std::string honorific;  // "Mtra."; may be empty
  std::vector<Membership> memberships;
  // How deadlines reach this person; absent: as the settings say for the kind.
  std::optional<DeadlineStyle> deadlines;
};

struct Directory {
  std::chrono::sys_seconds revised;
  std::vector<Body> bodies;
  std::vector<Directorate> directorates;
  std::vector<Councillor> councillors;
};

// ---------------------------------------------------------------------------
// Non-working days: dated data, never code.

// One line of a calendar of non-working days: a recurrence rule (RFC 5545
// 3.3.10, the value of an RRULE) within an optional validity, or a range.
struct NonWorkingDays {
  std::string name;
  std::string rule;  // empty: the range first..last itself
  std::optional<std::chrono::sys_days> first;
  std::optional<std::chrono::sys_days> last;
  bool all_days_count = false;  // a range in which every day is a working day
  Location where;
};

struct NonWorkingCalendar {
  Identity identity;
  std::string name;
  std::vector<NonWorkingDays> days;
};

// ---------------------------------------------------------------------------
// A program.

// Which week of a month "the second week" is; docs/guia-definicion.md shows
// all four side by side.
enum class WeekRule {
  kFullWeek,    // the week of the Nth Monday of the month
  kIso,         // the week of the Nth Thursday of the month
  kDays,        // the days 7N-6 to 7N
  kWeekdayRow,  // the Nth Monday-to-Friday row with a day in the month
};

inline constexpr int kLastWeek = -1;

struct WeekWindow {
  int week = 1;  // 1 to 5, or kLastWeek
  std::chrono::year_month month;
  WeekRule rule = WeekRule::kFullWeek;
};

// Wall-clock time in the program's zone.
struct LocalTime {
  std::chrono::sys_days date;
  std::chrono::minutes time_of_day;
};

struct Unscheduled {};

using When = std::variant<Unscheduled, WeekWindow, std::chrono::sys_days,
                          LocalTime, DateRange>;

enum class SessionType { kOrdinary, kExtraordinary, kUrgent };
inline constexpr std::size_t kSessionTypes = 3;

struct Session {
  Identity identity;
  SessionType type = SessionType::kOrdinary;
  std::string name;  // empty: named by its type and month
  std::string place;
  When when;
  Location when_where;
  // Of a timed session: its own, else that of its type. Always set for one.
  std::optional<std::chrono::minutes> duration;
};

// A month in which an item is due.
struct ItemMonth {
  std::chrono::year_month month;
  std::optional<std::chrono::sys_days> due;  // its own date, which wins
  Location where;
};

struct ByDirectorate {
  std::string id;
};
struct ByHeading {
  std::string id;
};
struct Unassigned {};

using Responsible = std::variant<Unassigned, ByDirectorate, ByHeading>;

struct Item {
  Identity identity;
  std::string title;
  std::string short_title;
  Location short_title_where;
  Responsible responsible;
  std::vector<ItemMonth> months;  // ascending, each once
  std::string condition;          // not empty: due only if a case arises
  std::string observation;
  std::string destination;  // a body's id, or empty
  std::string source;       // its row in the source document
  bool ordinary_session_only = false;

  bool IsConditional() const { return !condition.empty(); }
};

enum class DueRule {
  kBeforeSession,  // before the month's ordinary session, else as kMonthEnd
  kMonthEnd,       // on the month's last working day
};

struct Program {
  Identity identity;
  std::string body;  // id
  std::string name;
  DateRange period;
  std::string time_zone;  // an IANA name; checked when dates are computed
  Location time_zone_where;
  Language language = Language::kSpanish;
  std::string approval;  // reference of the agreement; may be empty
  std::string source;    // the document that rows refer to; may be empty
  std::chrono::sys_seconds revised;
  DueRule due = DueRule::kBeforeSession;
  int due_lead = 0;  // working days before the session's first possible day
  std::vector<std::string> non_working_days;  // ids of calendars
  // Weekdays that are never worked, by c_encoding() (Sunday is 0).
  std::array<bool, 7> weekend = {true, false, false, false, false, false, true};
  std::vector<Session> sessions;
  std::vector<Item> items;
};

// Everything that one configuration directory says.
struct Definition {
  FileNames files;
  Settings settings;
  Shared<Directory> directory;
  std::vector<NonWorkingCalendar> non_working_calendars;
  std::optional<std::chrono::sys_seconds> non_working_days_revised;
  std::vector<Shared<Program>> programs;
  // The same in definitions whose settings, directory and non-working days
  // were read from the same texts, and so are equal; null: nobody knows.
  std::shared_ptr<const void> origin;
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_PROGRAM_H_
