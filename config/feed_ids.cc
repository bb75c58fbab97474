#include "config/feed_ids.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/wording.h"

namespace agendad::config {
namespace {

struct Feed {
  std::string of_what;  // "the sessions of 'cspen'"
  Location where;
};

class FeedIds {
 public:
  FeedIds(const FileNames& files, Diagnostics& diagnostics)
      : files_(files), diagnostics_(diagnostics) {}

  void Claim(const std::string& id, const std::string& of_what,
             const Location& where) {
    const auto [entry, is_new] = feeds_.try_emplace(id, Feed{of_what, where});
    if (is_new) return;
    const Feed& other = entry->second;
    diagnostics_.Error(
        where,
        Concat({"the feed ", Quoted(id), " would be both ", other.of_what,
                " and ", of_what}),
        Concat({"ids that give different feeds; the other one is on ",
                PlaceSeenFrom(where, other.where, files_)}));
  }

 private:
  const FileNames& files_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string, Feed> feeds_;
};

std::vector<std::string> AllIds(const Identity& identity) {
  std::vector<std::string> ids = {identity.id};
  ids.insert(ids.end(), identity.formerly.begin(), identity.formerly.end());
  return ids;
}

// `visit(id, own, of_what, where, body)` for every id of every feed: `own` is
// the one that it has now; `body` is null if it is not the feed of one.
template <typename Visit>
void VisitFeedsOf(const Body& body, const Visit& visit) {
  const Location& where = body.identity.where;
  const std::string& now = body.identity.id;
  for (const std::string& id : AllIds(body.identity)) {
    visit(id, now, "the body " + Quoted(id), where, &body);
    visit(id + "-sessions", now + "-sessions", "the sessions of " + Quoted(id),
          where, &body);
    visit(id + "-unassigned", now + "-unassigned",
          "the unassigned items of " + Quoted(id), where, &body);
    for (const Heading& heading : body.headings) {
      for (const std::string& heading_id : AllIds(heading.identity)) {
        visit(id + "-" + heading_id, now + "-" + heading.identity.id,
              Concat({"the heading ", Quoted(heading_id), " of ", Quoted(id)}),
              heading.identity.where, &body);
      }
    }
  }
}

template <typename Visit>
void VisitFeeds(const Directory& directory, const Visit& visit) {
  constexpr const Body* kNoBody = nullptr;
  for (const Body& body : directory.bodies) VisitFeedsOf(body, visit);
  const auto visit_all = [&](const auto& owners, std::string_view noun) {
    for (const auto& owner : owners) {
      const Identity& identity = owner.identity;
      for (const std::string& id : AllIds(identity)) {
        visit(id, identity.id, Concat({"the ", noun, " ", Quoted(id)}),
              identity.where, kNoBody);
      }
    }
  };
  visit_all(directory.directorates, "directorate");
  visit_all(directory.councillors, "councillor");
}

}  // namespace

void TellFeedIdsTakenTwice(const Directory& directory, const FileNames& files,
                           Diagnostics& diagnostics) {
  FeedIds feeds(files, diagnostics);
  VisitFeeds(directory, [&](const std::string& id, const std::string&,
                            const std::string& of_what, const Location& where,
                            const Body*) { feeds.Claim(id, of_what, where); });
}

void NameFeeds(const Directory& directory, Names& names) {
  VisitFeeds(directory,
             [&](const std::string& id, const std::string& own,
                 const std::string&, const Location& where, const Body* body) {
               names.feeds.Add(id, own, where);
               if (body) names.bodies_of_feeds.emplace(own, body->identity.id);
             });
  bool is_complete =
      names.bodies.IsComplete() && names.directorates.IsComplete();
  for (const auto& [body, headings] : names.headings) {
    is_complete = is_complete && headings.IsComplete();
  }
  if (!is_complete) names.feeds.SetIncomplete();
}

}  // namespace agendad::config
