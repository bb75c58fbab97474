// One immutable state of everything that is published, and the pure function
// that makes it: the centre of agendad.
//
//   definition --> schedules --> events --> feeds --> Snapshot
//
// Same input, same bytes: nothing here reads a clock, a file, the locale or
// the environment. (The time zone data of the system is an input, too: see
// feeds/ical/time_zone.h.)
#ifndef AGENDAD_FEEDS_SNAPSHOT_H_
#define AGENDAD_FEEDS_SNAPSHOT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/pieces.h"
#include "feeds/representation.h"
#include "feeds/revision.h"
#include "feeds/written_event.h"

namespace agendad::feeds {

// One published calendar.
struct Feed {
  std::string id;
  std::string permanent;  // the first of all its ids
  config::FeedKind kind = config::FeedKind::kBody;
  bool is_private = false;  // never to be served at its path
  std::string name;         // X-WR-CALNAME and NAME, before escaping
  std::string path;         // "/feeds/<id>.ics"
  std::vector<std::string> former_paths;  // under former ids, served as well
  std::string head;                       // the lines before the events
  EventList events;                       // in their order
  std::size_t dropped = 0;                // events beyond the limits (P36)
  Representations representations;
};

using FeedPtr = std::shared_ptr<const Feed>;

// The feed's calendar, as it is without a content coding; views into `feed`.
void AddText(const Feed& feed, Pieces& pieces);
std::string TextOf(const Feed& feed);

struct BuildCache;  // feeds/build_cache.h

struct PathHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

// Places in the list of feeds, by path.
using PathIndex =
    std::unordered_map<std::string, std::size_t, PathHash, std::equal_to<>>;

// Immutable once built; any thread may read it for as long as it holds it.
class Snapshot {
 public:
  explicit Snapshot(std::vector<FeedPtr> feeds);

  // The same with `like`, which has feeds at the same places with the same
  // paths, or null; and with what the next build may take over.
  Snapshot(std::vector<FeedPtr> feeds, const Snapshot* like,
           std::shared_ptr<const BuildCache> cache);

  // In the order of the directory: bodies with their own, directorates,
  // councillors.
  const std::vector<FeedPtr>& Feeds() const { return feeds_; }

  // The feed at exactly this path (as "/feeds/cspen.ics"), which may be a
  // former one, or null.
  const Feed* Find(std::string_view path) const;

  // What the next build may take over; null if nothing.
  const BuildCache* Cache() const { return cache_.get(); }

 private:
  std::vector<FeedPtr> feeds_;
  std::shared_ptr<const PathIndex> by_path_;
  std::shared_ptr<const BuildCache> cache_;
};

struct BuildResult {
  std::shared_ptr<const Snapshot> snapshot;  // null if there are errors
  config::Diagnostics diagnostics;
  // What differs from the revisions that were given, if any were.
  Revisions changed;
};

// Expands every program, writes every event once, and puts the feeds together.
// `today` (in UTC) decides only what is dropped from a feed that is over its
// limits (P36); all else is as on the day on which the files were revised. What
// // is wrong or suspect in the dates is told with the place where it was
// written. One thread at a time, always the same one (libical).
//
// There is no ledger here: every event has SEQUENCE 0, and was modified when
// its files were revised.
BuildResult BuildSnapshot(const config::Definition& definition,
                          std::chrono::sys_days today,
                          Compress compress = Compress::kYes);

// What is in people's calendars.
struct Published {
  const Revisions& revisions;
  // The snapshot that they were written with; null if nobody knows it any
  // more: what is missing then just leaves, as of a cancelled event one must
  // know what it was.
  const Snapshot* previous = nullptr;
  // Whether what `previous` has of unchanged programs still is what the
  // revisions say: others may have revised it since.
  bool may_reuse = true;
};

// The same with numbers that only rise: an event that differs from what was
// published of it was modified at `now`, what all programs have lost stands as
// cancelled for the settings' time, and everything else stays to the byte.
BuildResult BuildSnapshot(const config::Definition& definition,
                          const Published& published,
                          std::chrono::sys_seconds now,
                          Compress compress = Compress::kYes);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_SNAPSHOT_H_
