// What has been published of each event, so that its numbers only ever rise:
// the rows of the ledger, and the rule by which they change. Values and pure
// functions; any thread.
#ifndef AGENDAD_FEEDS_REVISION_H_
#define AGENDAD_FEEDS_REVISION_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/program.h"
#include "feeds/digest.h"

namespace agendad::feeds {

// An event that was withdrawn for everyone and still stands in calendars as
// STATUS:CANCELLED (P64), as it was when it left.
struct Withdrawn {
  std::string content;             // a VEVENT without its revision lines
  std::chrono::sys_seconds start;  // as WrittenEvent's
  config::DateRange days;
  std::vector<std::string> feeds;  // permanent ids of those that carried it

  friend bool operator==(const Withdrawn&, const Withdrawn&) = default;
};

// One UID.
struct Revision {
  // Of the typed values: kind, dates, status, place, title, who. Absent if it
  // is not known, as of what was restored from a feed.
  std::optional<Sha256> meaning;
  // Of the finished bytes without the revision lines.
  Sha256 bytes{};
  int sequence = 0;
  std::chrono::sys_seconds last_modified;  // DTSTAMP, too
  std::chrono::sys_seconds created;
  // When it left the calendars; absent while it is in them.
  std::optional<std::chrono::sys_seconds> left;
  // What stands for it as CANCELLED, for some time from `left` on; null while
  // it is in calendars, and if it just left them.
  std::shared_ptr<const Withdrawn> withdrawn;

  friend bool operator==(const Revision& a, const Revision& b);
};

// By UID.
using Revisions = std::unordered_map<std::string, Revision>;

// Those of `changed` take their places in `revisions`, without a copy.
void Adopt(Revisions changed, Revisions& revisions);

// The revision of an event with this meaning and these bytes, published at
// `now`; `before` is what was published of its UID, or null.
//
// A new one has SEQUENCE 0. A change of meaning, or a return, raises SEQUENCE;
// any change of bytes moves LAST-MODIFIED to `now`, and by at least a second
// (P55-P57, P60).
Revision Revise(const Revision* before, const Sha256& meaning,
                const Sha256& bytes, std::chrono::sys_seconds now);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_REVISION_H_
