#include "feeds/feed_catalog.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "feeds/text/catalogue.h"

namespace agendad::feeds {
namespace {

using config::FeedKind;

constexpr char kSessions[] = "-sessions";
constexpr char kUnassigned[] = "-unassigned";

std::string OfHeading(const std::string& body, const std::string& heading) {
  return body + "-" + heading;
}

std::string Name(Phrase phrase, const std::string& body,
                 config::Language language) {
  std::string name(PatternOf(phrase, language));
  constexpr std::string_view kBody = "{body}";
  name.replace(name.find(kBody), kBody.size(), body);
  return name;
}

std::string Titled(const std::string& code, const std::string& name) {
  return code + " · " + name;
}

template <typename T>
std::vector<const T*> ById(const std::vector<T>& values) {
  std::vector<const T*> sorted;
  for (const auto& value : values) sorted.push_back(&value);
  std::sort(sorted.begin(), sorted.end(), [](const T* a, const T* b) {
    return a->identity.id < b->identity.id;
  });
  return sorted;
}

class Planner {
 public:
  Planner(const config::Definition& definition, const DirectoryIndex& directory,
          const BodyLanguages& languages)
      : definition_(definition), directory_(directory), languages_(languages) {}

  std::vector<FeedPlan> Run() {
    for (const auto* body : ById(definition_.directory->bodies)) {
      const auto language = languages_.find(body->identity.id);
      if (language != languages_.end()) AddBody(*body, language->second);
    }
    for (const auto* unit : ById(definition_.directory->directorates)) {
      FeedPlan& plan = Add(FeedKind::kDirectorate, unit->identity, "");
      plan.name = Titled(unit->code, unit->name);
      Apply(unit->policy, plan);
      plan.group =
          &directory_.GroupOf(config::ByDirectorate{unit->identity.id}, "");
    }
    for (const auto* person : ById(definition_.directory->councillors)) {
      FeedPlan& plan = Add(FeedKind::kCouncillor, person->identity, "");
      plan.name = person->honorific.empty()
                      ? person->name
                      : person->honorific + " " + person->name;
      plan.councillor = person;
      if (person->deadlines) plan.policy.deadlines = *person->deadlines;
      Apply(person->policy, plan);
    }
    return std::move(plans_);
  }

 private:
  static void Apply(const config::OwnPolicy& own, FeedPlan& plan) {
    plan.policy.visibility = own.visibility.value_or(plan.policy.visibility);
    if (own.alarms) plan.policy.alarms = *own.alarms;
  }

  void AddBody(const config::Body& body, config::Language language) {
    const auto add = [&](FeedKind kind, const std::string& suffix,
                         const std::string& name) -> FeedPlan& {
      FeedPlan& plan = Add(kind, body.identity, suffix);
      plan.name = name;
      plan.language = language;
      plan.body = &body;
      Apply(body.policy, plan);
      return plan;
    };
    add(FeedKind::kBody, "", Titled(body.short_name, body.name));
    add(FeedKind::kSessions, kSessions,
        Name(Phrase::kFeedOfSessions, body.short_name, language));
    for (const auto* heading : ById(body.headings)) {
      FeedPlan& plan =
          add(FeedKind::kHeading, OfHeading("", heading->identity.id),
              Titled(body.short_name, heading->name));
      plan.group = &directory_.GroupOf(config::ByHeading{heading->identity.id},
                                       body.identity.id);
      plan.permanent =
          OfHeading(body.identity.Permanent(), heading->identity.Permanent());
      // Either may have been renamed first.
      std::vector<std::string> bodies = body.identity.formerly;
      bodies.push_back(body.identity.id);
      for (const auto& owner : bodies) {
        for (const auto& former : heading->identity.formerly) {
          plan.former_ids.push_back(OfHeading(owner, former));
        }
      }
      plan.where = heading->identity.where;
    }
    add(FeedKind::kUnassigned, kUnassigned,
        Name(Phrase::kFeedOfUnassigned, body.short_name, language))
        .group = &directory_.GroupOf(config::Unassigned{}, body.identity.id);
  }

  FeedPlan& Add(FeedKind kind, const config::Identity& identity,
                const std::string& suffix) {
    FeedPlan& plan = plans_.emplace_back();
    plan.kind = kind;
    plan.id = identity.id + suffix;
    for (const auto& former : identity.formerly) {
      plan.former_ids.push_back(former + suffix);
    }
    plan.permanent = identity.Permanent() + suffix;
    plan.language = definition_.settings.language;
    plan.policy = definition_.settings.feeds[static_cast<std::size_t>(kind)];
    plan.where = identity.where;
    return plan;
  }

  const config::Definition& definition_;
  const DirectoryIndex& directory_;
  const BodyLanguages& languages_;
  std::vector<FeedPlan> plans_;
};

// By the ids that `id_of` gives.
template <typename IdOf>
bool HasAnyFeed(const config::Body& body, const FeedIds& feeds, IdOf id_of) {
  const std::string id = id_of(body.identity);
  return feeds.contains(id) || feeds.contains(id + kSessions) ||
         feeds.contains(id + kUnassigned) ||
         std::any_of(
             body.headings.begin(), body.headings.end(),
             [&](const auto& heading) {
               return feeds.contains(OfHeading(id, id_of(heading.identity)));
             });
}

// What was restored from feeds knows only the ids of now.
bool HasAnyFeed(const config::Body& body, const FeedIds& feeds) {
  return HasAnyFeed(body, feeds, [](const auto& i) { return i.Permanent(); }) ||
         HasAnyFeed(body, feeds, [](const auto& i) { return i.id; });
}

// Whether its body has feeds because of it.
bool HasFeeds(const config::Program& program, const config::Directory& bodies) {
  if (program.status != config::ProgramStatus::kDraft) return true;
  const FeedIds named(program.draft_feeds.begin(), program.draft_feeds.end());
  return std::any_of(
      bodies.bodies.begin(), bodies.bodies.end(), [&](const auto& body) {
        return body.identity.id == program.body &&
               HasAnyFeed(body, named, [](const auto& i) { return i.id; });
      });
}

}  // namespace

BodyLanguages LanguagesOfBodies(const config::Definition& definition,
                                const FeedIds& standing) {
  std::unordered_map<std::string_view, const config::Program*> latest;
  for (const auto& shared : definition.programs) {
    const config::Program& program = *shared;
    if (!HasFeeds(program, *definition.directory)) continue;
    const config::Program*& held = latest[program.body];
    const auto key = [](const config::Program& p) {
      return std::tuple(p.status == config::ProgramStatus::kApproved,
                        p.period.first, std::string_view(p.identity.id));
    };
    if (!held || key(*held) < key(program)) held = &program;
  }
  BodyLanguages languages;
  for (const auto& [body, program] : latest) {
    languages.emplace(body, program->language);
  }
  if (standing.empty()) return languages;
  for (const auto& body : definition.directory->bodies) {
    const std::string& id = body.identity.id;
    if (!languages.contains(id) && HasAnyFeed(body, standing)) {
      languages.emplace(id, definition.settings.language);
    }
  }
  return languages;
}

std::vector<FeedPlan> PlanFeeds(const config::Definition& definition,
                                const DirectoryIndex& directory,
                                const BodyLanguages& languages) {
  return Planner(definition, directory, languages).Run();
}

std::string PathOf(const std::string& feed_id) {
  return "/feeds/" + feed_id + ".ics";
}

}  // namespace agendad::feeds
