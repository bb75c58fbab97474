#include "feeds/withdrawal.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "feeds/ical/event_reader.h"
#include "feeds/ical/event_writer.h"

namespace agendad::feeds {
namespace {

// An event of the previous snapshot that is gone, and who carried it.
struct Gone {
  EventPtr event;
  std::vector<std::string> feeds;
};

using GoneByUid = std::unordered_map<std::string_view, Gone>;

// What stood as cancelled already is not gone, it stands on.
GoneByUid GoneFrom(const std::vector<const Feed*>& before,
                   const UidSet& carried) {
  GoneByUid gone;
  for (const Feed* feed : before) {
    for (const EventPtr& event : feed->events) {
      if (event->is_withdrawn || carried.contains(event->Uid())) continue;
      Gone& entry = gone[event->Uid()];
      entry.event = event;
      entry.feeds.push_back(feed->permanent);
    }
  }
  return gone;
}

// The UIDs that there are, once somebody asks for one.
class Existing {
 public:
  explicit Existing(const std::function<std::vector<std::string>()>& all)
      : all_(all) {}

  bool Has(std::string_view uid) {
    if (!is_known_) {
      uids_ = all_();
      index_.insert(uids_.begin(), uids_.end());
      is_known_ = true;
    }
    return index_.contains(uid);
  }

 private:
  const std::function<std::vector<std::string>()>& all_;
  std::vector<std::string> uids_;
  UidSet index_;
  bool is_known_ = false;
};

bool MayStand(const WrittenEvent& event, std::chrono::sys_days today) {
  const bool is_decided =
      event.kind == EventKind::kSession || event.kind == EventKind::kDeadline;
  return is_decided && event.days.last >= today;
}

Withdrawn Cancelled(const WrittenEvent& event, std::vector<std::string> feeds,
                    const Wording& wording) {
  auto read = ReadEvent(event.bytes.Joined());
  if (!read) {
    throw std::runtime_error("cannot read back the event " +
                             std::string(event.Uid()));
  }
  read->certainty = EventCertainty::kCancelled;
  read->summary =
      wording.Say(Phrase::kCancelledTitle, {{"title", read->summary}});
  read->description =
      wording.Say(Phrase::kCancelled) + "\n\n" + read->description;
  return {WriteContent(*read, wording.Clusters()), event.start, event.days,
          std::move(feeds)};
}

}  // namespace

FeedIds FeedsOf(const std::vector<Standing>& standing) {
  FeedIds feeds;
  for (const auto& each : standing) {
    feeds.insert(each.feeds.begin(), each.feeds.end());
  }
  return feeds;
}

bool StillStands(const Revision& revision, const Retention& retention) {
  return revision.left && revision.withdrawn &&
         retention.today <
             std::chrono::floor<std::chrono::days>(*revision.left) +
                 retention.keep;
}

std::vector<Standing> StandingStill(const Revisions& published,
                                    const UidSet& carried,
                                    const Retention& retention,
                                    EventFinisher& finisher) {
  std::vector<Standing> standing;
  for (const auto& [uid, revision] : published) {
    if (!StillStands(revision, retention) || carried.contains(uid)) continue;
    standing.push_back({finisher.Finish(*revision.withdrawn, revision),
                        revision.withdrawn->feeds});
  }
  return standing;
}

std::vector<Standing> Withdraw(const WithdrawalInput& input,
                               EventFinisher& finisher) {
  std::vector<Standing> standing;
  GoneByUid gone = GoneFrom(input.before, input.carried);
  Existing existing(input.existing);
  for (auto& [uid, entry] : gone) {
    const WrittenEvent& event = *entry.event;
    const std::string id(uid);
    if (!finisher.IsPublished(id)) continue;
    if (event.is_cancelled || !MayStand(event, input.retention.today) ||
        existing.Has(uid)) {
      finisher.Leave(id);
      continue;
    }
    auto withdrawn =
        Cancelled(event, std::move(entry.feeds), input.wording(event.language));
    std::vector<std::string> feeds = withdrawn.feeds;
    auto written = finisher.Withdraw(id, std::move(withdrawn));
    if (input.retention.keep.count() > 0) {
      standing.push_back({std::move(written), std::move(feeds)});
    }
  }
  return standing;
}

void LeaveTheRest(const Revisions& published, const UidSet& carried,
                  EventFinisher& finisher) {
  for (const auto& entry : published) {
    // Leave() knows what has left already.
    if (!carried.contains(entry.first)) finisher.Leave(entry.first);
  }
}

}  // namespace agendad::feeds
