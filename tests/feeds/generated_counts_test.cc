// How many events each feed of a generated definition has, counted from the
// definition alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "feeds/snapshot.h"
#include "tests/support/generated_definition.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::ConditionalStyle;
using config::DeadlineStyle;
using config::Definition;
using config::FeedKind;
using std::chrono::year_month;

constexpr std::uint32_t kSeeds = 60;

// Which of a program's items a feed is about.
using Chooses = std::function<bool(const config::Item&)>;

std::size_t CountSessions(const config::Program& program) {
  std::size_t count = 0;
  for (const auto& session : program.sessions) {
    count += std::holds_alternative<config::Unscheduled>(session.when) ? 0 : 1;
  }
  return count;
}

// Who answers, as one text.
std::string Answers(const config::Item& item) {
  if (const auto* by = std::get_if<config::ByDirectorate>(&item.responsible)) {
    return "directorate " + by->id;
  }
  if (const auto* by = std::get_if<config::ByHeading>(&item.responsible)) {
    return "heading " + by->id;
  }
  return "nobody";
}

std::size_t CountDeadlines(const Definition& definition,
                           const std::string& body,
                           const config::FeedPolicy& policy,
                           const Chooses& chooses) {
  if (policy.deadlines == DeadlineStyle::kNone) return 0;
  std::size_t single = 0;
  std::set<std::tuple<std::string, std::string, year_month>> folds;
  std::set<year_month> months;
  for (const auto& shared : definition.programs) {
    const auto& program = *shared;
    if (program.body != body) continue;
    for (const auto& item : program.items) {
      if (!chooses(item)) continue;
      for (const auto& month : item.months) {
        months.insert(month.month);
        if (policy.conditional == ConditionalStyle::kMonthly &&
            !item.condition.empty() && !month.due) {
          folds.emplace(program.identity.id, Answers(item), month.month);
        } else {
          ++single;
        }
      }
    }
  }
  return policy.deadlines == DeadlineStyle::kMonthly ? months.size()
                                                     : single + folds.size();
}

std::size_t CountForBody(const Definition& definition, const std::string& body,
                         const config::FeedPolicy& policy,
                         const Chooses& chooses) {
  std::size_t count = CountDeadlines(definition, body, policy, chooses);
  for (const auto& shared : definition.programs) {
    const auto& program = *shared;
    if (program.body == body) count += CountSessions(program);
  }
  return count;
}

std::size_t CountForDirectorate(const Definition& definition,
                                const std::string& id,
                                const config::FeedPolicy& policy) {
  const Chooses chooses = [&](const config::Item& item) {
    return Answers(item) == "directorate " + id;
  };
  std::size_t count = 0;
  for (const auto& body : definition.directory->bodies) {
    count += CountDeadlines(definition, body.identity.id, policy, chooses);
  }
  for (const auto& shared : definition.programs) {
    const auto& program = *shared;
    if (std::any_of(program.items.begin(), program.items.end(), chooses)) {
      count += CountSessions(program);
    }
  }
  return count;
}

// Of a member without first or last day; absent for others.
std::optional<std::size_t> CountForCouncillor(
    const Definition& definition, const config::Councillor& councillor) {
  config::FeedPolicy policy =
      definition.settings
          .feeds[static_cast<std::size_t>(FeedKind::kCouncillor)];
  policy.deadlines = councillor.deadlines.value_or(policy.deadlines);
  std::set<std::string> bodies;
  for (const auto& membership : councillor.memberships) {
    if (membership.from || membership.until) return std::nullopt;
    bodies.insert(membership.body);
  }
  std::size_t count = 0;
  for (const auto& body : bodies) {
    count += CountForBody(definition, body, policy,
                          [](const config::Item&) { return true; });
  }
  return count;
}

// By the feed's id, from the definition alone.
std::map<std::string, std::size_t> ExpectedCounts(
    const Definition& definition) {
  std::map<std::string, std::size_t> counts;
  const auto policy = [&](FeedKind kind) {
    return definition.settings.feeds[static_cast<std::size_t>(kind)];
  };
  for (const auto& shared : definition.programs) {
    const auto& program = *shared;
    const std::string& body = program.body;
    const auto count = [&](FeedKind kind, const std::string& answers) {
      return CountForBody(definition, body, policy(kind),
                          [&](const config::Item& item) {
                            return answers.empty() || Answers(item) == answers;
                          });
    };
    counts[body] = count(FeedKind::kBody, "");
    counts[body + "-sessions"] = count(FeedKind::kSessions, "");
    counts[body + "-unassigned"] = count(FeedKind::kUnassigned, "nobody");
    for (const auto& owner : definition.directory->bodies) {
      if (owner.identity.id != body) continue;
      for (const auto& heading : owner.headings) {
        const std::string& id = heading.identity.id;
        counts[body + "-" + id] = count(FeedKind::kHeading, "heading " + id);
      }
    }
  }
  for (const auto& unit : definition.directory->directorates) {
    counts[unit.identity.id] = CountForDirectorate(
        definition, unit.identity.id, policy(FeedKind::kDirectorate));
  }
  for (const auto& councillor : definition.directory->councillors) {
    const auto count = CountForCouncillor(definition, councillor);
    if (count) counts[councillor.identity.id] = *count;
  }
  return counts;
}

TEST(GeneratedFeeds, HaveAsManyEventsAsTheDefinitionSays) {
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Definition definition = test::GenerateDefinition(seed);
    // What a crowded day is depends on dates; here only the definition counts.
    for (auto& policy : definition.settings.feeds) policy.most_a_day = 0;
    const auto snapshot =
        BuildSnapshot(definition, test::Day("2024-06-15"), Compress::kNo)
            .snapshot;
    ASSERT_TRUE(snapshot);
    for (const auto& [id, count] : ExpectedCounts(definition)) {
      const Feed* const feed = snapshot->Find("/feeds/" + id + ".ics");
      ASSERT_NE(feed, nullptr) << id;
      EXPECT_EQ(feed->events.size(), std::max<std::size_t>(count, 1)) << id;
    }
  }
}

}  // namespace
}  // namespace agendad::feeds
