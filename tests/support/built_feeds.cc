#include "tests/support/built_feeds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feeds/feed_builder.h"
#include "tests/support/calendar_rules.h"
#include "tests/support/sample_program.h"

namespace agendad::test {

Calendars BuildAndScan(const config::Definition& definition,
                       const std::vector<std::string>& told) {
  config::Diagnostics diagnostics;
  Calendars calendars;
  const auto built = feeds::BuildFeeds(
      definition, {.now = Day("2024-06-15"), .compress = feeds::Compress::kNo},
      diagnostics);
  for (const auto& feed_ptr : built.snapshot->Feeds()) {
    const auto& feed = *feed_ptr;
    const std::string body = feeds::TextOf(feed);
    EXPECT_THAT(CalendarFaults(body), testing::IsEmpty()) << feed.id;
    calendars[feed.id] = Scan(body);
    EXPECT_EQ(calendars[feed.id].events.size(), feed.events.size());
  }
  EXPECT_EQ(Told(diagnostics), told);
  return calendars;
}

config::Definition SampleDefinition() {
  const config::ByDirectorate kPlanning{"dp"};
  config::Program program = MakeProgram();
  program.sessions = {
      MakeSession("marzo", config::SessionType::kOrdinary, Week(2, "2024-03"))};
  program.items = {
      MakeItem("a", kPlanning, {"2024-03"}),
      Conditional(MakeItem("b", kPlanning, {"2024-03", "2024-04"}), "si"),
      Conditional(MakeItem("c", kPlanning, {"2024-03"}), "si"),
      Conditional(MakeItem("d", kPlanning, {"2024-03 2024-03-20"}), "si"),
      MakeItem("e", config::ByHeading{"ag"}, {"2024-03"}),
      MakeItem("f", config::Unassigned{}, {"2024-05"})};
  return MakeDefinition({program});
}

}  // namespace agendad::test
