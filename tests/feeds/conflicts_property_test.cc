// Conflicts of generated definitions, against a computation that looks at every
// councillor, every two sessions, and every minute or day of them.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "config/iso_date.h"
#include "feeds/conflicts.h"
#include "feeds/session_dates.h"
#include "feeds/working_days.h"
#include "tests/support/generated_definition.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Councillor;
using config::Definition;
using config::SessionState;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr std::uint32_t kSeeds = 80;

// Moves sessions and changes of members into one week and a day, lets some
// sessions be off or held, and gives each a line of its own.
class Crowd {
 public:
  Crowd(std::uint32_t seed, Definition& definition) : random_(seed) {
    definition.files = {"all.yaml"};
    for (auto& councillor : definition.directory.Edit().councillors) {
      for (auto& membership : councillor.memberships) Limit(membership);
    }
    for (auto& program : definition.programs) {
      auto& sessions = program.Edit().sessions;
      for (int i = 0; i < 4; ++i) {
        config::Session more;
        more.identity.id = "more" + std::to_string(i);
        sessions.push_back(more);
      }
      for (auto& session : sessions) Change(session);
    }
  }

 private:
  unsigned Below(unsigned limit) {
    return static_cast<unsigned>(random_()) % limit;
  }
  sys_days ADay() { return test::Day("2024-02-05") + days(Below(8)); }

  void Limit(config::Membership& membership) {
    membership.from.reset();
    membership.until.reset();
    if (Below(4) == 0) membership.from = ADay();
    if (!membership.from && Below(3) == 0) membership.until = ADay();
  }

  void Change(config::Session& session) {
    session.when_where = {0, ++line_, 1};
    session.duration = minutes(1 + Below(12 * 60));
    const sys_days day = ADay();
    switch (Below(3)) {
      case 0:
        session.when = day;
        break;
      case 1:
        session.when = config::LocalTime{day, hours(8 + Below(15))};
        break;
      default:
        session.when = config::DateRange{day, day + days(Below(4))};
    }
    config::SessionProgress progress;
    progress.state = static_cast<SessionState>(Below(5));
    session.progress =
        Below(2) == 0
            ? nullptr
            : std::make_shared<const config::SessionProgress>(progress);
  }

  std::mt19937 random_;
  std::uint32_t line_ = 0;
};

struct Dated {
  bool IsWindow() const {
    return std::holds_alternative<config::DateRange>(scheduled.span) &&
           scheduled.days.first < scheduled.days.last;
  }
  bool IsToCome() const {
    return !scheduled.IsOff() && scheduled.State() != SessionState::kHeld;
  }
  std::uint32_t Line() const { return scheduled.session->when_where.line; }

  const config::Program* program = nullptr;
  ScheduledSession scheduled;
};

bool IsMember(const Councillor& councillor, const std::string& body,
              sys_days day) {
  for (const auto& membership : councillor.memberships) {
    if (membership.body != body) continue;
    if (membership.from && day < *membership.from) continue;
    if (membership.until && day > *membership.until) continue;
    return true;
  }
  return false;
}

bool Attends(const Councillor& councillor, const Dated& session) {
  return IsMember(councillor, session.program->body,
                  session.scheduled.days.first);
}

bool Takes(const Dated& session, sys_days day) {
  return session.scheduled.days.first <= day &&
         day <= session.scheduled.days.last;
}

bool ClashByHand(const Dated& a, const Dated& b) {
  const auto* const one = std::get_if<TimedSpan>(&a.scheduled.span);
  const auto* const other = std::get_if<TimedSpan>(&b.scheduled.span);
  if (one && other) {
    for (auto at = one->start; at < one->end; at += minutes(1)) {
      if (other->start <= at && at < other->end) return true;
    }
    return false;
  }
  for (sys_days day = a.scheduled.days.first; day <= a.scheduled.days.last;
       day += days(1)) {
    if (Takes(b, day)) return true;
  }
  return false;
}

class ByHand {
 public:
  explicit ByHand(const Definition& definition)
      : definition_(definition), table_(definition, diagnostics_) {
    for (const auto& program : definition.programs) {
      for (auto& session : DateSessions(*program, diagnostics_)) {
        all_.push_back({&*program, std::move(session)});
      }
    }
  }

  // "7 3 person0 person2", by the lines of both.
  std::multiset<std::string> Pairs() const {
    std::multiset<std::string> pairs;
    for (const auto& a : all_) {
      for (const auto& b : all_) {
        if (a.Line() <= b.Line() || a.IsWindow() || b.IsWindow() ||
            !a.IsToCome() || !b.IsToCome() || !ClashByHand(a, b)) {
          continue;
        }
        std::set<std::string> who;
        for (const auto& councillor : definition_.directory->councillors) {
          if (Attends(councillor, a) && Attends(councillor, b)) {
            who.insert(councillor.name);
          }
        }
        std::string names;
        for (const auto& name : who)
          names += (names.empty() ? "" : ", ") + name;
        if (who.empty()) continue;
        pairs.insert(std::to_string(a.Line()) + " (line " +
                     std::to_string(b.Line()) + ") " + names);
      }
    }
    return pairs;
  }

  // The lines of windows without a day.
  std::multiset<std::uint32_t> Windows() const {
    std::multiset<std::uint32_t> lines;
    for (const auto& window : all_) {
      if (!window.IsWindow() || !window.IsToCome()) continue;
      const WorkingDays working_days(*window.program, table_);
      int worked = 0;
      int good = 0;
      for (sys_days day = window.scheduled.days.first;
           day <= window.scheduled.days.last; day += days(1)) {
        if (!working_days.IsWorkingDay(day)) continue;
        ++worked;
        good += AllAreFree(window, day) ? 1 : 0;
      }
      if (worked > 0 && good == 0) lines.insert(window.Line());
    }
    return lines;
  }

 private:
  bool AllAreFree(const Dated& window, sys_days day) const {
    for (const auto& councillor : definition_.directory->councillors) {
      if (!IsMember(councillor, window.program->body, day)) continue;
      for (const auto& session : all_) {
        if (!session.IsWindow() && !session.scheduled.IsOff() &&
            Attends(councillor, session) && Takes(session, day)) {
          return false;
        }
      }
    }
    return true;
  }

  const Definition& definition_;
  config::Diagnostics diagnostics_;
  NonWorkingDayTable table_;
  std::vector<Dated> all_;
};

TEST(TellConflicts, OfAnyDefinitionAreThoseThatCountingFinds) {
  std::size_t found_pairs = 0;
  std::size_t found_windows = 0;
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    Definition definition = test::GenerateDefinition(seed);
    const Crowd crowded(seed, definition);
    config::Diagnostics diagnostics;
    TellConflicts(definition, diagnostics);
    std::multiset<std::string> pairs;
    std::multiset<std::uint32_t> windows;
    for (const auto& diagnostic : diagnostics.All()) {
      const std::string& what = diagnostic.what;
      if (what.starts_with("the window of")) {
        windows.insert(diagnostic.where.line);
        continue;
      }
      const std::string by = "attended by ";
      const std::size_t place = what.find("(line ");
      pairs.insert(std::to_string(diagnostic.where.line) + " " +
                   what.substr(place, what.find(')', place) - place + 1) + " " +
                   what.substr(what.find(by) + by.size()));
    }
    const ByHand by_hand(definition);
    EXPECT_EQ(pairs, by_hand.Pairs()) << "seed " << seed;
    EXPECT_EQ(windows, by_hand.Windows()) << "seed " << seed;
    found_pairs += pairs.size();
    found_windows += windows.size();
  }
  EXPECT_GT(found_pairs, 4 * kSeeds);
  EXPECT_GT(found_windows, kSeeds);
}

}  // namespace
}  // namespace agendad::feeds
