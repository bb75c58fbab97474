#include "feeds/snapshot.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using test::Day;

TEST(Snapshot, FindsAFeedByItsPathsOnly) {
  config::Definition definition = test::MakeDefinition({test::MakeProgram()});
  definition.directory.Edit().bodies[0].identity.formerly = {"spe"};
  // An id that another feed gave up is that of the feed that has it now.
  definition.directory.Edit().directorates[0].identity.formerly = {"dj"};
  const auto result = BuildSnapshot(definition, Day("2024-06-15"));
  ASSERT_TRUE(result.snapshot);
  const auto found = [&](std::string_view path) {
    const Feed* const feed = result.snapshot->Find(path);
    return feed ? feed->id : "none";
  };
  EXPECT_EQ(found("/feeds/cspen.ics"), "cspen");
  EXPECT_EQ(found("/feeds/spe.ics"), "cspen");
  EXPECT_EQ(found("/feeds/spe-ag.ics"), "cspen-ag");
  EXPECT_EQ(found("/feeds/dj.ics"), "dj");
  for (const auto* path :
       {"", "/", "/feeds/", "feeds/cspen.ics", "/feeds/cspen",
        "/feeds/CSPEN.ics", "/feeds/cspen.ics/", "/feeds/cspen.ics?x",
        "/feeds/nobody.ics"}) {
    EXPECT_EQ(found(path), "none") << path;
  }
}

TEST(BuildSnapshot, HasNoneIfThereAreErrors) {
  config::Program program = test::MakeProgram();
  program.time_zone = "Nowhere";
  const auto result =
      BuildSnapshot(test::MakeDefinition({program}), Day("2024-06-15"));
  EXPECT_EQ(result.snapshot, nullptr);
  EXPECT_TRUE(result.diagnostics.HasErrors());
}

TEST(BuildSnapshot, EntityTagsAreOfTheBytes) {
  const auto tags = [](const config::Definition& definition,
                       std::string_view today) {
    std::set<std::string> all;
    const auto result = BuildSnapshot(definition, Day(today), Compress::kNo);
    for (const auto& shared : result.snapshot->Feeds()) {
      const auto& feed = *shared;
      all.insert(feed.representations[0].etag);
    }
    return all;
  };
  config::Definition definition = test::MakeDefinition({test::MakeProgram()});
  const auto before = tags(definition, "2024-06-15");
  EXPECT_EQ(before.size(), 6U);
  EXPECT_EQ(tags(definition, "2030-01-01"), before);
  definition.directory.Edit().revised += std::chrono::seconds(1);
  for (const auto& tag : tags(definition, "2024-06-15")) {
    EXPECT_FALSE(before.contains(tag));
  }
}

}  // namespace
}  // namespace agendad::feeds
