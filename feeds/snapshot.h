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
#include "feeds/representation.h"

namespace agendad::feeds {

// One published calendar.
struct Feed {
  std::string id;
  config::FeedKind kind = config::FeedKind::kBody;
  std::string name;  // X-WR-CALNAME and NAME, before escaping
  std::string path;  // "/feeds/<id>.ics"
  std::vector<std::string> former_paths;  // under former ids, served as well
  std::size_t event_count = 0;
  Representations representations;
};

// Immutable once built; any thread may read it for as long as it holds it.
class Snapshot {
 public:
  explicit Snapshot(std::vector<Feed> feeds);

  // In the order of the directory: bodies with their own, directorates,
  // councillors.
  const std::vector<Feed>& Feeds() const { return feeds_; }

  // The feed at exactly this path (as "/feeds/cspen.ics"), which may be a
  // former one, or null.
  const Feed* Find(std::string_view path) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  std::vector<Feed> feeds_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> by_path_;
};

struct BuildResult {
  std::shared_ptr<const Snapshot> snapshot;  // null if there are errors
  config::Diagnostics diagnostics;
};

// Expands every program, writes every event once, and puts the feeds together.
// `today` (in UTC) decides only what is dropped from a feed that is over its
// limits (P36). What is wrong or suspect in the dates is told with the place
// where it was written. One thread at a time, always the same one (libical).
BuildResult BuildSnapshot(const config::Definition& definition,
                          std::chrono::sys_days today,
                          Compress compress = Compress::kYes);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_SNAPSHOT_H_
