// What an event is known by outlives everything that may change.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "tests/support/built_feeds.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Definition;
using test::BuildAndScan;
using test::Calendars;
using test::Day;

std::set<std::string> Uids(const test::ScannedCalendar& calendar) {
  std::set<std::string> uids;
  for (const auto& event : calendar.events) uids.insert(event.Value("UID"));
  return uids;
}

TEST(EventIdentity, UidsOutliveWhateverMayChange) {
  const Definition before = test::SampleDefinition();
  Definition after = test::SampleDefinition();
  auto& program = after.programs[0].Edit();
  program.name = "Otro nombre";
  program.time_zone = "America/Tijuana";
  program.revised = Day("2024-07-01");
  program.due = config::DueRule::kMonthEnd;
  program.sessions[0].when = test::At("2024-03-13", std::chrono::hours(10));
  program.sessions[0].duration = std::chrono::hours(2);
  program.items[0].title = "Otro título";
  program.items[0].short_title = "Otro";
  program.items[4].months[0].due = Day("2024-03-27");
  std::reverse(program.items.begin(), program.items.end());
  auto& directory = after.directory.Edit();
  directory.bodies[0].name = "Otra comisión";
  directory.bodies[0].short_name = "OTRA";
  directory.directorates[0].code = "DPX";
  const Calendars old_feeds = BuildAndScan(before);
  const Calendars new_feeds = BuildAndScan(after);
  for (const auto& [id, calendar] : old_feeds) {
    EXPECT_EQ(Uids(new_feeds.at(id)), Uids(calendar)) << id;
  }
}

TEST(EventIdentity, UidsFollowFormerIds) {
  const Calendars old_feeds = BuildAndScan(test::SampleDefinition());
  Definition after = test::SampleDefinition();
  const auto rename = [](config::Identity& identity) {
    identity.formerly = {identity.id};
    identity.id = "new-" + identity.id;
  };
  auto& program = after.programs[0].Edit();
  rename(program.identity);
  rename(program.sessions[0].identity);
  for (auto& item : program.items) rename(item.identity);
  rename(after.directory.Edit().bodies[0].identity);
  rename(after.directory.Edit().bodies[0].headings[0].identity);
  rename(after.directory.Edit().directorates[0].identity);
  rename(after.directory.Edit().directorates[1].identity);
  program.body = "new-cspen";
  for (auto& item : program.items) {
    if (std::holds_alternative<config::ByDirectorate>(item.responsible)) {
      item.responsible = config::ByDirectorate{"new-dp"};
    } else if (std::holds_alternative<config::ByHeading>(item.responsible)) {
      item.responsible = config::ByHeading{"new-ag"};
    }
  }
  const Calendars new_feeds = BuildAndScan(after);
  for (const std::string id :
       {"cspen", "cspen-sessions", "cspen-unassigned", "dp", "dj"}) {
    EXPECT_EQ(Uids(new_feeds.at("new-" + id)), Uids(old_feeds.at(id))) << id;
  }
  EXPECT_EQ(Uids(new_feeds.at("new-cspen-new-ag")),
            Uids(old_feeds.at("cspen-ag")));
}

}  // namespace
}  // namespace agendad::feeds
