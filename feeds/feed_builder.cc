#include "feeds/feed_builder.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "feeds/build_cache.h"
#include "feeds/feed_catalog.h"
#include "feeds/finished_feed.h"
#include "feeds/withdrawal.h"

namespace agendad::feeds {
namespace {

// Whether two bodies are built from the very same programs.
bool AreTheSame(const BodyPrograms& a, const BodyPrograms& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.IsSame(y); });
}

class Builder {
 public:
  // `standing`: the feeds in which something will stand as cancelled; null if
  // nobody knows yet.
  Builder(const config::Definition& definition, const BuildOptions& options,
          const FeedIds* standing, config::Diagnostics& diagnostics)
      : definition_(definition),
        options_(options),
        diagnostics_(diagnostics),
        standing_(standing),
        finisher_(options.published ? &options.published->revisions : nullptr,
                  options.now, digester_) {
    cache_->today = std::chrono::floor<std::chrono::days>(options.now);
    cache_->has_ledger = options.published != nullptr;
    cache_->compress = options.compress;
  }

  BuiltFeeds Run() {
    FindFrame();
    BuildBodies();
    FillDrafts();
    if (options_.published) AddWithdrawn(*options_.published);
    const Finishing finishing{*frame_, finisher_, digester_, cache_->today,
                              options_.compress};
    std::vector<FeedPtr> feeds;
    feeds.reserve(Plans().size());
    for (std::size_t plan = 0; plan < Plans().size(); ++plan) {
      const auto draft = drafts_.find(plan);
      feeds.push_back(
          draft == drafts_.end()
              ? before_->Feeds()[plan]
              : FinishFeed(Plans()[plan], std::move(draft->second), finishing));
      if (feeds.back()->dropped > 0) {
        TellDropped(Plans()[plan], feeds.back()->dropped);
      }
    }
    return {std::make_shared<const Snapshot>(std::move(feeds), before_,
                                             std::move(cache_)),
            finisher_.TakeChanged()};
  }

  // Whether the snapshot that it has built, and that is still there, has feeds
  // of the right bodies, as `standing` is what stands. A frame that was taken
  // over fits.
  bool HasTheRightBodies(const FeedIds& standing) const {
    return before_ || frame_->HasTheBodiesOf(definition_, standing);
  }

 private:
  const std::vector<FeedPlan>& Plans() const { return frame_->Plans(); }

  // The frame of the snapshot before, if it is what this one would have and
  // nothing else has changed that all bytes depend on.
  void FindFrame() {
    const Snapshot* const previous =
        options_.published ? options_.published->previous : nullptr;
    const BuildCache* const known = previous ? previous->Cache() : nullptr;
    if (known && known->has_ledger && options_.published->may_reuse &&
        known->today == cache_->today && known->compress == cache_->compress &&
        known->frame->Fits(definition_, FeedsOf(known->standing))) {
      before_ = previous;
      cache_->frame = known->frame;
    } else {
      cache_->frame = std::make_shared<const BuildFrame>(
          definition_, standing_ ? *standing_ : MayStand());
    }
    frame_ = cache_->frame.get();
    diagnostics_.Append(frame_->Diagnostics());
  }

  Retention RetentionNow() const {
    return {definition_.settings.keep_cancelled, cache_->today};
  }

  // All feeds in which something may stand once everything is built.
  FeedIds MayStand() const {
    FeedIds feeds;
    if (!options_.published) return feeds;
    for (const auto& [uid, revision] : options_.published->revisions) {
      if (!StillStands(revision, RetentionNow())) continue;
      feeds.insert(revision.withdrawn->feeds.begin(),
                   revision.withdrawn->feeds.end());
    }
    if (const Snapshot* const previous = options_.published->previous) {
      for (const auto& feed : previous->Feeds()) feeds.insert(feed->permanent);
    }
    return feeds;
  }

  // Bodies that are gone, and those that are built anew, change their feeds.
  void BuildBodies() {
    for (std::size_t plan = 0; !before_ && plan < Plans().size(); ++plan) {
      drafts_[plan];
    }
    static const std::vector<BuiltBodyPtr> kNone;
    const auto& before = before_ ? before_->Cache()->bodies : kNone;
    auto known = before.begin();  // as both lists are in order
    for (auto& programs : ByBody(definition_)) {
      const std::string& id = programs.front()->body;
      for (; known != before.end() && (*known)->Id() < id; ++known) {
        Redraft(**known);
      }
      const bool was = known != before.end() && (*known)->Id() == id;
      AddBody(std::move(programs), was ? *known++ : nullptr);
    }
    for (; known != before.end(); ++known) Redraft(**known);
  }

  void AddBody(BodyPrograms programs, const BuiltBodyPtr& known) {
    if (known && AreTheSame(known->programs, programs)) {
      cache_->bodies.push_back(known);
    } else {
      built_.push_back(BuildBody(std::move(programs), *frame_, cache_->today,
                                 digester_, finisher_, options_.observer));
      cache_->bodies.push_back(built_.back());
      if (known) Redraft(*known);
      Redraft(*built_.back());
    }
    diagnostics_.Append(cache_->bodies.back()->diagnostics);
  }

  // All feeds that carry anything of this body are put together anew.
  void Redraft(const BuiltBody& body) {
    for (const auto& [plan, events] : body.events) drafts_[plan];
  }

  // A body gives to few feeds, and few feeds are drafted: each body is asked
  // once for what it gives to any of them.
  void FillDrafts() {
    std::vector<EventList*> by_plan(Plans().size());
    for (auto& [plan, draft] : drafts_) {
      draft.clear();
      by_plan[plan] = &draft;
    }
    for (const auto& body : cache_->bodies) {
      for (const auto& [plan, events] : body->events) {
        EventList* const draft = by_plan[plan];
        if (draft) draft->insert(draft->end(), events.begin(), events.end());
      }
    }
  }

  UidSet Carried() const {
    UidSet carried;
    for (const auto& [plan, draft] : drafts_) {
      for (const auto& event : draft) carried.insert(event->Uid());
    }
    return carried;
  }

  void AddWithdrawn(const Published& published) {
    const Retention retention = RetentionNow();
    if (before_) RedraftWhereSomethingIsBack();
    const UidSet carried = Carried();
    finisher_.KeepOnly(carried);
    std::vector<Standing>& standing = cache_->standing;
    if (before_) {
      for (const auto& still : before_->Cache()->standing) {
        if (!carried.contains(still.event->Uid())) standing.push_back(still);
      }
    } else {
      standing =
          StandingStill(published.revisions, carried, retention, finisher_);
    }
    auto withdrawn =
        Withdraw({FeedsBefore(published), carried, [this] { return AllUids(); },
                  [this](config::Language language) -> const Wording& {
                    return frame_->WordingIn(language);
                  },
                  retention},
                 finisher_);
    standing.insert(standing.end(), std::make_move_iterator(withdrawn.begin()),
                    std::make_move_iterator(withdrawn.end()));
    if (!before_) LeaveTheRest(published.revisions, carried, finisher_);
    for (const auto& [event, feeds] : standing) {
      for (const auto& feed : feeds) Show(event, feed);
    }
  }

  // What stood as cancelled and is back stands in no feed any more, also not
  // in one that does not carry it now.
  void RedraftWhereSomethingIsBack() {
    const UidSet carried = Carried();
    const std::size_t drafted = drafts_.size();
    for (const auto& [event, feeds] : before_->Cache()->standing) {
      if (!carried.contains(event->Uid())) continue;
      for (const auto& feed : feeds) {
        const std::size_t plan = frame_->PlanAt(feed);
        if (plan != BuildFrame::kNoPlan) drafts_[plan];
      }
    }
    if (drafts_.size() > drafted) FillDrafts();
  }

  // As they were: those that are built anew.
  std::vector<const Feed*> FeedsBefore(const Published& published) const {
    std::vector<const Feed*> feeds;
    if (!published.previous) return feeds;
    const auto& all = published.previous->Feeds();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!before_ || drafts_.contains(i)) feeds.push_back(all[i].get());
    }
    return feeds;
  }

  std::vector<std::string> AllUids() {
    std::vector<std::string> uids;
    for (const auto& body : built_) {
      const auto of_body = feeds::AllUids(body->programs, *frame_, digester_);
      uids.insert(uids.end(), of_body.begin(), of_body.end());
    }
    return uids;
  }

  void Show(const EventPtr& cancelled, const std::string& feed) {
    const std::size_t plan = frame_->PlanAt(feed);
    const auto draft = drafts_.find(plan);
    if (draft == drafts_.end() ||
        Plans()[plan].policy.cancelled == config::CancelledStyle::kOmit) {
      return;
    }
    draft->second.push_back(cancelled);
  }

  void TellDropped(const FeedPlan& plan, std::size_t dropped) {
    diagnostics_.Warn(plan.where,
                      "feed '" + plan.id + "' has more than calendars " +
                          "accept; " + std::to_string(dropped) +
                          " events are left out of it",
                      "at most 1000 events and 1000000 octets");
  }

  const config::Definition& definition_;
  const BuildOptions& options_;
  config::Diagnostics& diagnostics_;
  const FeedIds* const standing_;
  Digester digester_;
  EventFinisher finisher_;
  // Of this build, for the next one.
  std::shared_ptr<BuildCache> cache_ = std::make_shared<BuildCache>();
  const BuildFrame* frame_ = nullptr;
  // The snapshot before, if feeds can be taken over from it.
  const Snapshot* before_ = nullptr;
  // Feeds that are put together in this build, by plan.
  std::unordered_map<std::size_t, EventList> drafts_;
  std::vector<BuiltBodyPtr> built_;  // in this build
};

}  // namespace

// Which bodies have feeds depends on what stands as cancelled, and that on what
// feeds carry: a body that lost its last program is first given the benefit of
// the doubt.
BuiltFeeds BuildFeeds(const config::Definition& definition,
                      const BuildOptions& options,
                      config::Diagnostics& diagnostics) {
  config::Diagnostics found;
  Builder first(definition, options, nullptr, found);
  BuiltFeeds built = first.Run();
  const FeedIds standing = FeedsOf(built.snapshot->Cache()->standing);
  if (!first.HasTheRightBodies(standing)) {
    found = {};
    built = {};
    built = Builder(definition, options, &standing, found).Run();
  }
  diagnostics.Append(found);
  return built;
}

}  // namespace agendad::feeds
