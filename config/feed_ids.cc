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

}  // namespace

void TellFeedIdsTakenTwice(const Directory& directory, const FileNames& files,
                           Diagnostics& diagnostics) {
  FeedIds feeds(files, diagnostics);
  for (const Body& body : directory.bodies) {
    const Location& where = body.identity.where;
    for (const std::string& id : AllIds(body.identity)) {
      feeds.Claim(id, "the body " + Quoted(id), where);
      feeds.Claim(id + "-sessions", "the sessions of " + Quoted(id), where);
      feeds.Claim(id + "-unassigned", "the unassigned items of " + Quoted(id),
                  where);
      for (const Heading& heading : body.headings) {
        for (const std::string& heading_id : AllIds(heading.identity)) {
          feeds.Claim(
              id + "-" + heading_id,
              Concat({"the heading ", Quoted(heading_id), " of ", Quoted(id)}),
              heading.identity.where);
        }
      }
    }
  }
  for (const Directorate& directorate : directory.directorates) {
    for (const std::string& id : AllIds(directorate.identity)) {
      feeds.Claim(id, "the directorate " + Quoted(id),
                  directorate.identity.where);
    }
  }
  for (const Councillor& councillor : directory.councillors) {
    for (const std::string& id : AllIds(councillor.identity)) {
      feeds.Claim(id, "the councillor " + Quoted(id),
                  councillor.identity.where);
    }
  }
}

}  // namespace agendad::config
