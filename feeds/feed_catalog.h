// Which feeds a definition has: address, name, and what they carry. Pure; any
// thread. The plans refer to the definition and the index, which must outlive
// them.
#ifndef AGENDAD_FEEDS_FEED_CATALOG_H_
#define AGENDAD_FEEDS_FEED_CATALOG_H_

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "config/program.h"
#include "feeds/directory_index.h"

namespace agendad::feeds {

struct FeedPlan {
  config::FeedKind kind = config::FeedKind::kBody;
  std::string id;
  std::vector<std::string> former_ids;  // addresses that it had before
  std::string permanent;                // the first of all its ids
  std::string name;
  config::Language language = config::Language::kSpanish;  // of its own texts
  config::FeedPolicy policy;                               // the one that wins
  config::Location where;
  // Of the kinds that belong to one: its body.
  const config::Body* body = nullptr;
  // Of kDirectorate, kHeading and kUnassigned: whose items it carries.
  const Group* group = nullptr;
  // Of kCouncillor.
  const config::Councillor* councillor = nullptr;
};

using FeedIds = std::unordered_set<std::string>;

// By body id: the language in which feeds of a body speak of themselves.
using BodyLanguages = std::unordered_map<std::string, config::Language>;

// Of the bodies that have feeds: a body that has a program speaks as the latest
// one, an approved one first; drafts count that name any feed of their body.
// One that has none any more, but a feed in which something of it stands
// as cancelled (`standing`), as the settings.
BodyLanguages LanguagesOfBodies(const config::Definition& definition,
                                const FeedIds& standing);

// Bodies that have a language, each with its sessions, headings and unassigned
// items; then every directorate; then every councillor; each in order of id,
// so that the order of a file's entries means nothing.
std::vector<FeedPlan> PlanFeeds(const config::Definition& definition,
                                const DirectoryIndex& directory,
                                const BodyLanguages& languages);

// "/feeds/<id>.ics".
std::string PathOf(const std::string& feed_id);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_FEED_CATALOG_H_
