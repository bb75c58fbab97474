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

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/diagnostic.h"
#include "config/progress.h"
#include "config/settings.h"
#include "config/shared.h"
#include "config/when.h"

namespace agendad::config {

// A name that never changes: lower-case ASCII letters, digits and single
// hyphens, at most 64 octets. UIDs and feed addresses are made of these.
struct Identity {
  std::string id;
  std::vector<std::string> formerly;  // ids that it had before, oldest first
  Location where;

  // Whether it has this id, or had it.
  bool Is(std::string_view any_id) const {
    return id == any_id || std::find(formerly.begin(), formerly.end(),
                                     any_id) != formerly.end();
  }

  // The first id that it ever had: what UIDs are made of.
  const std::string& Permanent() const {
    return formerly.empty() ? id : formerly.front();
  }
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
  OwnPolicy policy = {};  // of its own feeds, headings' included
};

struct Directorate {
  Identity identity;
  std::string code;  // in CATEGORIES and summaries, as "DCPEN"
  std::string name;
  std::vector<std::string> aliases;  // other spellings of the code
  OwnPolicy policy = {};
};

// Membership of a body; an open end is absent.
struct Membership {
  // Whether it holds on any of these days.
  bool Overlaps(const DateRange& days) const {
    return (!from || *from <= days.last) && (!until || days.first <= *until);
  }

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
  OwnPolicy policy = {};
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
  // What has become of it; null while it is as the program planned it. The rest
  // of the session is as it stands now.
  std::shared_ptr<const SessionProgress> progress = nullptr;
};

// A month in which an item is due.
struct ItemMonth {
  std::chrono::year_month month;             // as it was planned, for ever
  std::optional<std::chrono::sys_days> due;  // its own date, which wins
  Location where;
  // What has become of it; null while nothing has.
  std::shared_ptr<const ItemProgress> progress = nullptr;
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

enum class ProgramStatus {
  kApproved,
  kDraft,  // only the feeds that it names show it, as to be approved
};

struct Program {
  // The days on which what it planned may be held or due in the end.
  DateRange PeriodAndAfter() const {
    const auto end = std::chrono::year_month_day(period.last) + kLatestAfterEnd;
    return {period.first, end.ok()
                              ? std::chrono::sys_days(end)
                              : end.year() / end.month() / std::chrono::last};
  }

  Identity identity;
  std::string body;  // id
  std::string name;
  DateRange period;
  ProgramStatus status = ProgramStatus::kApproved;
  std::vector<std::string> draft_feeds;  // ids; they count while it is a draft
  std::string time_zone;  // an IANA name; checked when dates are computed
  Location time_zone_where;
  Language language = Language::kSpanish;
  std::string approval;  // reference of the agreement; may be empty
  std::string source;    // the document that rows refer to; may be empty
  std::chrono::sys_seconds revised;       // with its facts
  std::chrono::sys_seconds plan_revised;  // without them
  Location last_fact;                     // by its time, if there is any
  DueRule due = DueRule::kBeforeSession;
  int due_lead = 0;  // working days before the session's first possible day
  // Whether what is firm, over, and not told to be done is called overdue: only
  // where somebody tells.
  bool shows_overdue = false;
  WeekRule week_rule = WeekRule::kFullWeek;  // of weeks that name none
  // How long timed sessions last that do not say it, by SessionType.
  std::array<std::optional<std::chrono::minutes>, kSessionTypes> durations;
  std::vector<std::string> non_working_days;  // ids of calendars
  // Weekdays that are never worked, by c_encoding() (Sunday is 0).
  std::array<bool, 7> weekend = {true, false, false, false, false, false, true};
  std::vector<Session> sessions;
  std::vector<Item> items;
};

// The one of `things` that has this id, or had it; null if there is none.
template <typename T>
const T* FindById(const std::vector<T>& things, std::string_view id) {
  for (const T& thing : things) {
    if (thing.identity.Is(id)) return &thing;
  }
  return nullptr;
}

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
