// The differences between snapshots as the builder makes them.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "feeds/changes.h"
#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using test::Day;

std::vector<std::string> Lines(const std::vector<FeedChanges>& changes) {
  std::vector<std::string> lines;
  for (const auto& feed : changes) {
    lines.push_back(feed.id);
    for (const auto& change : feed.events) {
      lines.push_back(std::string(ToText(change.kind)) + " " + change.summary);
    }
  }
  return lines;
}

config::Definition TwoItems() {
  config::Program program = test::MakeProgram();
  program.items = {
      test::MakeItem("june", config::ByDirectorate{"dp"}, {"2024-06"}),
      test::MakeItem("july", config::ByDirectorate{"dp"}, {"2024-07"})};
  return test::MakeDefinition({program});
}

// What a program lost is cancelled where it stood, and just leaves a feed that
// shows it no more.
TEST(PublishedChanges, TellWhatAProgramLost) {
  config::Definition definition = TwoItems();
  test::Publication publication(Day("2024-06-01"));
  publication.Publish(definition);
  const auto before = publication.Share();
  auto& items = definition.programs[0].Edit().items;
  items.pop_back();
  items[0].responsible = config::ByDirectorate{"dj"};
  publication.Wait(1s);
  publication.Publish(definition);
  const std::vector<std::string> all = {
      "cspen", "reworded CSPEN · Asunto june", "cancelled CSPEN · Asunto july",
      "dj",    "gone Sin eventos por ahora",   "new CSPEN · Asunto june",
      "dp",    "gone CSPEN · Asunto june",     "cancelled CSPEN · Asunto july"};
  EXPECT_EQ(Lines(Compare(before.get(), publication.Shown())), all);
}

// What a fact called off is cancelled, and leaves later; both are told.
TEST(PublishedChanges, TellWhatWasCalledOff) {
  config::Definition definition = TwoItems();
  config::ItemProgress withdrawn;
  withdrawn.outcome = config::Outcome::kWithdrawn;
  withdrawn.decision.at = Day("2024-06-02");
  test::Publication publication(Day("2024-06-01"));
  publication.Publish(definition);
  const auto planned = publication.Share();
  definition.programs[0].Edit().items[0].months[0].progress =
      std::make_shared<const config::ItemProgress>(withdrawn);
  publication.Wait(days(1));
  publication.Publish(definition);
  const auto called_off = publication.Share();
  const std::vector<std::string> cancelled = {
      "cspen", "cancelled CSPEN · Asunto june", "dp",
      "cancelled CSPEN · Asunto june"};
  EXPECT_EQ(Lines(Compare(planned.get(), *called_off)), cancelled);
  publication.Wait(days(40));
  publication.Publish(definition);
  const std::vector<std::string> gone = {
      "cspen", "gone Retirado: CSPEN · Asunto june", "dp",
      "gone Retirado: CSPEN · Asunto june"};
  EXPECT_EQ(Lines(Compare(called_off.get(), publication.Shown())), gone);
}

}  // namespace
}  // namespace agendad::feeds
