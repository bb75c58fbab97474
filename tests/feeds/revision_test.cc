#include "feeds/revision.h"

#include <gtest/gtest.h>

namespace agendad::feeds {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds kBefore{seconds(1000)};
constexpr sys_seconds kNow{seconds(2000)};

Sha256 Digest(unsigned char value) {
  Sha256 digest{};
  digest[0] = value;
  return digest;
}

Revision Published() {
  Revision revision;
  revision.meaning = Digest(1);
  revision.bytes = Digest(2);
  revision.sequence = 7;
  revision.last_modified = kBefore;
  revision.created = sys_seconds(seconds(500));
  return revision;
}

TEST(Revise, WhatIsNewBeginsNow) {
  const Revision revision = Revise(nullptr, Digest(1), Digest(2), kNow);
  EXPECT_EQ(revision.sequence, 0);
  EXPECT_EQ(revision.last_modified, kNow);
  EXPECT_EQ(revision.created, kNow);
  EXPECT_EQ(revision.meaning, Digest(1));
  EXPECT_EQ(revision.bytes, Digest(2));
  EXPECT_FALSE(revision.left);
}

TEST(Revise, Rows) {
  const struct {
    const char* what;
    unsigned char meaning;
    unsigned char bytes;
    sys_seconds now;
    int sequence;
    sys_seconds last_modified;
  } rows[] = {
      {"nothing", 1, 2, kNow, 7, kBefore},
      {"a rewording", 1, 3, kNow, 7, kNow},
      {"a change of meaning", 9, 3, kNow, 8, kNow},
      // What it means is in no text: SEQUENCE is a line of it all the same.
      {"a change of meaning alone", 9, 2, kNow, 8, kNow},
      {"a clock that stands", 1, 3, kBefore, 7, kBefore + seconds(1)},
      {"a clock put back", 9, 3, sys_seconds(), 8, kBefore + seconds(1)},
  };
  for (const auto& row : rows) {
    const Revision before = Published();
    const Revision revision =
        Revise(&before, Digest(row.meaning), Digest(row.bytes), row.now);
    EXPECT_EQ(revision.sequence, row.sequence) << row.what;
    EXPECT_EQ(revision.last_modified, row.last_modified) << row.what;
    EXPECT_EQ(revision.created, before.created) << row.what;
  }
}

TEST(Revise, WhatReturnsIsNews) {
  Revision before = Published();
  before.left = kBefore;
  before.withdrawn = std::make_shared<const Withdrawn>();
  const Revision revision = Revise(&before, Digest(1), Digest(2), kNow);
  EXPECT_EQ(revision.sequence, 8);
  EXPECT_EQ(revision.last_modified, kNow);
  EXPECT_FALSE(revision.left);
  EXPECT_EQ(revision.withdrawn, nullptr);
}

TEST(Revise, OfAnUnknownMeaningBytesTell) {
  Revision before = Published();
  before.meaning.reset();
  const Revision same = Revise(&before, Digest(1), Digest(2), kNow);
  EXPECT_EQ(same.sequence, 7);
  EXPECT_EQ(same.last_modified, kBefore);
  EXPECT_EQ(same.meaning, Digest(1));
  const Revision other = Revise(&before, Digest(1), Digest(3), kNow);
  EXPECT_EQ(other.sequence, 8);
  EXPECT_EQ(other.last_modified, kNow);
}

TEST(Adopt, ReplacesAndAdds) {
  Revision other = Published();
  other.sequence = 9;
  Revisions revisions = {{"stays", Published()}, {"changes", Published()}};
  Adopt({{"changes", other}, {"new", other}}, revisions);
  EXPECT_EQ(
      revisions,
      (Revisions{{"stays", Published()}, {"changes", other}, {"new", other}}));
  Adopt({}, revisions);
  EXPECT_EQ(revisions.size(), 3U);
}

TEST(Revision, EqualsByWhatItHolds) {
  Revision a = Published();
  Revision b = Published();
  EXPECT_EQ(a, b);
  a.withdrawn = std::make_shared<const Withdrawn>(Withdrawn{"x", {}, {}, {}});
  EXPECT_FALSE(a == b);
  b.withdrawn = std::make_shared<const Withdrawn>(Withdrawn{"x", {}, {}, {}});
  EXPECT_EQ(a, b);
  b.withdrawn = std::make_shared<const Withdrawn>(Withdrawn{"y", {}, {}, {}});
  EXPECT_FALSE(a == b);
}

}  // namespace
}  // namespace agendad::feeds
