// Properties of every feed of generated definitions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "feeds/snapshot.h"
#include "feeds/text/unicode.h"
#include "tests/support/calendar_rules.h"
#include "tests/support/generated_definition.h"
#include "tests/support/libical_reader.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Definition;
using testing::IsEmpty;

constexpr std::uint32_t kSeeds = 25;

std::shared_ptr<const Snapshot> Built(const Definition& definition) {
  const auto result =
      BuildSnapshot(definition, test::Day("2024-06-15"), Compress::kNo);
  EXPECT_TRUE(result.snapshot);
  if (!result.snapshot) {
    ADD_FAILURE() << testing::PrintToString(test::Told(result.diagnostics));
  }
  return result.snapshot;
}

std::string BytesOf(const Feed& feed) { return TextOf(feed); }

// By path.
std::map<std::string, std::string> AllBytes(const Snapshot& snapshot) {
  std::map<std::string, std::string> all;
  for (const auto& feed : snapshot.Feeds()) all[feed->path] = BytesOf(*feed);
  return all;
}

// Calls `look` with the definition, its snapshot and each feed.
template <typename Look>
void ForEveryFeed(Look look) {
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Definition definition = test::GenerateDefinition(seed);
    const auto snapshot = Built(definition);
    ASSERT_TRUE(snapshot);
    for (const auto& shared : snapshot->Feeds()) {
      const auto& feed = *shared;
      SCOPED_TRACE(feed.path);
      look(definition, feed);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(GeneratedFeeds, KeepEveryRule) {
  ForEveryFeed([](const Definition&, const Feed& feed) {
    EXPECT_THAT(test::CalendarFaults(BytesOf(feed)), IsEmpty());
    EXPECT_EQ(test::Scan(BytesOf(feed)).events.size(), feed.events.size());
  });
}

TEST(GeneratedFeeds, HoldCleanTextAndNoEmptyPlaceholders) {
  ForEveryFeed([](const Definition&, const Feed& feed) {
    EXPECT_EQ(CleanText(test::Unfolded(BytesOf(feed)) + "é"),
              CleanText(test::Unfolded(BytesOf(feed))) + "é");
    EXPECT_EQ(BytesOf(feed).find_first_of("{}#"), std::string::npos);
    for (const auto& event : test::Scan(BytesOf(feed)).events) {
      EXPECT_EQ(CleanText(event.Text("DESCRIPTION")),
                event.Text("DESCRIPTION"));
      EXPECT_EQ(CleanText(event.Text("SUMMARY")), event.Text("SUMMARY"));
    }
  });
}

TEST(GeneratedFeeds, AreReadBackByLibical) {
  ForEveryFeed([](const Definition&, const Feed& feed) {
    const auto ours = test::Scan(BytesOf(feed));
    const auto theirs = test::ReadByLibical(BytesOf(feed));
    ASSERT_TRUE(theirs.parsed);
    EXPECT_EQ(theirs.errors, 0);
    EXPECT_TRUE(theirs.is_by_the_book);
    ASSERT_EQ(theirs.events.size(), ours.events.size());
    for (std::size_t i = 0; i < ours.events.size(); ++i) {
      const auto& event = ours.events[i];
      EXPECT_EQ(theirs.events[i].uid, event.Value("UID"));
      EXPECT_EQ(theirs.events[i].start, event.Value("DTSTART"));
      EXPECT_EQ(theirs.events[i].end, event.Value("DTEND"));
      EXPECT_EQ(theirs.events[i].summary, event.Text("SUMMARY"));
      EXPECT_EQ(theirs.events[i].description, event.Text("DESCRIPTION"));
      EXPECT_EQ(theirs.events[i].location, event.Text("LOCATION"));
    }
  });
}

TEST(GeneratedFeeds, AreTheSameTwiceAndInAnyOrder) {
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Definition definition = test::GenerateDefinition(seed);
    const auto once = Built(definition);
    const auto again = Built(definition);
    const auto shuffled = Built(test::Shuffled(definition, seed));
    ASSERT_TRUE(once && again && shuffled);
    EXPECT_EQ(AllBytes(*once), AllBytes(*again));
    EXPECT_EQ(AllBytes(*once), AllBytes(*shuffled));
  }
}

// One event has the same bytes wherever it stands.
TEST(GeneratedFeeds, CarryAnEventUnchanged) {
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    const auto snapshot = Built(test::GenerateDefinition(seed));
    ASSERT_TRUE(snapshot);
    std::map<std::string, std::string> by_uid;
    for (const auto& shared : snapshot->Feeds()) {
      const auto& feed = *shared;
      for (const auto& event : test::Scan(BytesOf(feed)).events) {
        const auto [known, is_new] =
            by_uid.emplace(event.Value("UID"), event.bytes);
        EXPECT_EQ(known->second, event.bytes) << "seed " << seed;
      }
    }
  }
}

// What the generator is for: these days and kinds do appear.
TEST(GeneratedFeeds, ReachTheEdges) {
  std::string all;
  ForEveryFeed([&](const Definition&, const Feed& feed) {
    all += test::Unfolded(BytesOf(feed));
  });
  for (const auto* seen :
       {"DTSTART;VALUE=DATE:20240229", "DTEND;VALUE=DATE:20240301",
        "DTSTART;VALUE=DATE:20241231", "DTEND;VALUE=DATE:20250101",
        "DTSTART;VALUE=DATE:20240430", "DTEND;VALUE=DATE:20240229",
        "STATUS:TENTATIVE", "TRANSP:OPAQUE", "👩‍👩‍👧‍👦",
        "\\;\\;\\,\\,\\\\\\\\"}) {
    EXPECT_NE(all.find(seen), std::string::npos) << seen;
  }
}

}  // namespace
}  // namespace agendad::feeds
