#include "tests/support/publication.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/calendar_rules.h"

namespace agendad::test {
namespace {

using feeds::Compress;

}  // namespace

std::map<std::string, std::string> BytesOf(const feeds::Snapshot& snapshot) {
  std::map<std::string, std::string> bytes;
  for (const auto& feed : snapshot.Feeds()) {
    bytes[feed->path] = feeds::TextOf(*feed);
  }
  return bytes;
}

void Publication::Publish(const config::Definition& definition) {
  const auto result = feeds::BuildSnapshot(
      definition, feeds::Published{revisions_, shown_.get()}, now_,
      Compress::kNo);
  ASSERT_TRUE(result.snapshot);
  for (const auto& [uid, revision] : result.changed) {
    revisions_.insert_or_assign(uid, revision);
  }
  shown_ = result.snapshot;
  for (const auto& [id, calendar] : Scanned()) {
    SCOPED_TRACE(id);
    for (const auto& event : calendar.events) ExpectNewer(id, event);
  }
  const auto again = feeds::BuildSnapshot(
      definition, feeds::Published{revisions_, nullptr}, now_, Compress::kNo);
  ASSERT_TRUE(again.snapshot);
  EXPECT_EQ(BytesOf(*again.snapshot), BytesOf(*shown_));
  EXPECT_TRUE(again.changed.empty());
  for (std::size_t i = 0; i < shown_->Feeds().size(); ++i) {
    EXPECT_EQ(shown_->Feeds()[i]->representations[0].etag,
              again.snapshot->Feeds()[i]->representations[0].etag);
  }
}

Calendars Publication::Scanned() const {
  Calendars calendars;
  for (const auto& feed : shown_->Feeds()) {
    const std::string body = feeds::TextOf(*feed);
    EXPECT_THAT(CalendarFaults(body), testing::IsEmpty()) << feed->id;
    calendars[feed->id] = Scan(body);
  }
  return calendars;
}

void Publication::ExpectNewer(const std::string& feed,
                              const ScannedEvent& event) {
  const std::string uid = event.Value("UID");
  const Known now{std::stoi(event.Value("SEQUENCE")),
                  event.Value("LAST-MODIFIED"), event.Value("CREATED"),
                  event.bytes};
  const auto [in_feed, is_new_there] =
      known_in_feed_.emplace(feed + " " + uid, now);
  if (!is_new_there && now.lines != in_feed->second.lines) {
    EXPECT_GT(now.last_modified, in_feed->second.last_modified) << uid;
  }
  in_feed->second = now;
  const auto [place, is_new] = known_.emplace(uid, now);
  Known& known = place->second;
  if (is_new) return;
  EXPECT_GE(now.sequence, known.sequence) << uid;
  EXPECT_GE(now.last_modified, known.last_modified) << uid;
  EXPECT_EQ(now.created, known.created) << uid;
  known = now;
}

}  // namespace agendad::test
