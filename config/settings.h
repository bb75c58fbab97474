// The settings of one installation: agendad.yaml, as values. Any thread.
#ifndef AGENDAD_CONFIG_SETTINGS_H_
#define AGENDAD_CONFIG_SETTINGS_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/listening.h"

namespace agendad::config {

enum class Language { kSpanish, kEnglish };

// The kinds of feeds; ids are unique over all of them.
enum class FeedKind {
  kBody,         // <body>: everything
  kSessions,     // <body>-sessions
  kDirectorate,  // <directorate>, over all programs
  kHeading,      // <body>-<heading>
  kUnassigned,   // <body>-unassigned: items that nobody answers for
  kCouncillor,   // <councillor>, over all bodies they sit on
};
inline constexpr std::size_t kFeedKinds = 6;

// How item deadlines stand in a feed.
enum class DeadlineStyle {
  kEach,     // one event an item and month
  kMonthly,  // one digest a month and body
  kNone,
};

// How deadlines that are due only if a case arises stand beside firm ones;
// it matters where deadlines are kEach.
enum class ConditionalStyle {
  kEach,     // one event each
  kMonthly,  // folded into one event a month and directorate
};

// Whether events that were called off still stand in a feed, marked as such.
enum class CancelledStyle { kShow, kOmit };

// Who may read a feed. A private one has what is for members only, and is not
// served at its address.
enum class Visibility { kPublic, kPrivate };

// Reminders in a feed, each some time before the start; at most two of each,
// the longest first (P70, P71).
struct Alarms {
  std::vector<std::chrono::minutes> sessions;   // whose hour is known
  std::vector<std::chrono::minutes> deadlines;  // whole hours before their day

  friend bool operator==(const Alarms&, const Alarms&) = default;
};

struct FeedPolicy {
  DeadlineStyle deadlines = DeadlineStyle::kEach;
  ConditionalStyle conditional = ConditionalStyle::kEach;
  CancelledStyle cancelled = CancelledStyle::kShow;
  // Where deadlines are kEach: if those that one directorate has on one day
  // would be more events than this, they are one. 0: as many as there are.
  std::uint8_t most_a_day = 0;
  Visibility visibility = Visibility::kPublic;
  Alarms alarms = {};

  friend bool operator==(const FeedPolicy&, const FeedPolicy&) = default;
};

// What a feed's entry in the directory says; it wins over the settings of its
// kind.
struct OwnPolicy {
  std::optional<Visibility> visibility = {};
  std::optional<Alarms> alarms = {};

  friend bool operator==(const OwnPolicy&, const OwnPolicy&) = default;
};

// When a definition on disk becomes what everybody sees.
enum class PublishMode {
  kOnSave,     // as soon as its files change
  kOnCommand,  // when somebody says so
};

// More deadlines than this on one day are one event of a directorate's feed,
// unless the settings say otherwise: calendars on phones show three or four.
inline constexpr std::uint8_t kCrowdedDay = 3;

struct Settings {
  Listening listening;
  // It names private feeds, so only this machine can ask. Absent: nobody can.
  std::optional<ListenAddress> admin;
  // Whether each answer is a line of the log.
  bool access_log = false;
  // What people reach the feeds at, as "https://agenda.example.org", without
  // a final slash. Empty: http and whatever host the client names.
  std::string base_url;
  Language language = Language::kSpanish;  // of feeds, unless a program differs
  // What calendars are asked to wait between two fetches (P42).
  std::chrono::minutes refresh_interval{60};
  std::optional<std::chrono::sys_seconds> revised;
  PublishMode publish = PublishMode::kOnSave;
  // Where what was published is remembered: the absolute path of an SQLite
  // file, or a "postgresql://" URL, which may hold a password: not for people's
  // eyes. Empty: ledger.sqlite in the state directory.
  std::string ledger;
  // Absolute path of the state directory. Empty: as the system says.
  std::string state;
  // How long a cancelled event stands, from its cancellation; 0 to 366.
  std::chrono::days keep_cancelled{30};
  // How many months a program is shown after its end; 1 to 600.
  std::chrono::months keep_programs{12};
  // In directorates' feeds, how many working days before something is due they
  // are told so; 1 to 60 each, falling. Empty: they are not.
  std::vector<int> notices;
  // Indexed by FeedKind.
  std::array<FeedPolicy, kFeedKinds> feeds = {
      FeedPolicy{DeadlineStyle::kEach, ConditionalStyle::kEach},
      FeedPolicy{DeadlineStyle::kNone, ConditionalStyle::kEach},
      FeedPolicy{DeadlineStyle::kEach, ConditionalStyle::kMonthly,
                 CancelledStyle::kShow, kCrowdedDay},
      FeedPolicy{DeadlineStyle::kEach, ConditionalStyle::kMonthly},
      FeedPolicy{DeadlineStyle::kEach, ConditionalStyle::kMonthly},
      FeedPolicy{DeadlineStyle::kMonthly, ConditionalStyle::kEach},
  };
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_SETTINGS_H_
