// What becomes of events that were published and that no feed has any more.
//
// What all programs have lost stands in calendars as cancelled for some time
// (P64): a client that polls once a day would else never tell why it is gone.
// What only left its feeds (another directorate answers for it, the settings
// show it otherwise) just leaves, as do lists, notices, and what is over.
// One thread (libical).
#ifndef AGENDAD_FEEDS_WITHDRAWAL_H_
#define AGENDAD_FEEDS_WITHDRAWAL_H_

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "feeds/feed_catalog.h"
#include "feeds/revision.h"
#include "feeds/snapshot.h"
#include "feeds/text/wording.h"
#include "feeds/written_event.h"

namespace agendad::feeds {

using UidSet = std::unordered_set<std::string_view>;

// A cancelled event, and the feeds (by permanent id) that it stands in.
struct Standing {
  EventPtr event;
  std::vector<std::string> feeds;
};

// All feeds in which any of these stands.
FeedIds FeedsOf(const std::vector<Standing>& standing);

// How long a cancelled event stands, from the day on which it left.
struct Retention {
  std::chrono::days keep;
  std::chrono::sys_days today;
};

// Whether what was published of an event stands as cancelled.
bool StillStands(const Revision& revision, const Retention& retention);

// What stood as cancelled before, and still does: what `carried` has not.
std::vector<Standing> StandingStill(const Revisions& published,
                                    const UidSet& carried,
                                    const Retention& retention,
                                    EventFinisher& finisher);

struct WithdrawalInput {
  // The feeds that are built anew, as they were before, and what they carry
  // now.
  std::vector<const Feed*> before;
  const UidSet& carried;
  // The UIDs of every session and deadline that there is, carried or not;
  // called at most once, and only if something is gone that may stand.
  std::function<std::vector<std::string>()> existing;
  std::function<const Wording&(config::Language)> wording;
  Retention retention;
};

// Lets what is gone leave, and returns what stands as cancelled from now on.
// Throws std::runtime_error if an event is none that agendad can have written.
std::vector<Standing> Withdraw(const WithdrawalInput& input,
                               EventFinisher& finisher);

// Lets everything leave that was published, that `carried` has not, and that
// has not left already, as what stands has: what nobody can tell any more what
// it was.
void LeaveTheRest(const Revisions& published, const UidSet& carried,
                  EventFinisher& finisher);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_WITHDRAWAL_H_
