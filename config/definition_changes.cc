#include "config/definition_changes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "config/wording.h"

namespace agendad::config {
namespace {

// Something that has an id, with the text by which people know it; "" if there
// is none.
struct Known {
  const Identity* identity;
  std::string name;
};

template <typename T>
const T& Value(const T& thing) {
  return thing;
}
template <typename T>
const T& Value(const Shared<T>& thing) {
  return *thing;
}

template <typename T, typename NameOf>
std::vector<Known> AllKnown(const std::vector<T>& things,
                            const NameOf& name_of) {
  std::vector<Known> known;
  known.reserve(things.size());
  for (const T& thing : things) {
    known.push_back({&Value(thing).identity, name_of(Value(thing))});
  }
  return known;
}

template <typename T>
std::string NameOf(const T& thing) {
  return thing.name;
}

std::string TitleOf(const Item& item) { return item.title; }

// By type and time, which only a session of the same program can share.
std::string NameOrTimeOf(const Session& session) {
  struct Visitor {
    std::string operator()(const Unscheduled&) const { return {}; }
    std::string operator()(const WeekWindow& w) const {
      return Concat({std::to_string(w.week), " ",
                     std::to_string(static_cast<int>(w.month.year())), " ",
                     std::to_string(static_cast<unsigned>(w.month.month()))});
    }
    std::string operator()(std::chrono::sys_days day) const {
      return std::to_string(day.time_since_epoch().count());
    }
    std::string operator()(const LocalTime& time) const {
      return (*this)(time.date) + " at " +
             std::to_string(time.time_of_day.count());
    }
    std::string operator()(const DateRange& range) const {
      return (*this)(range.first) + " to " + (*this)(range.last);
    }
  };
  if (!session.name.empty()) return session.name;
  const std::string time = std::visit(Visitor{}, session.when);
  if (time.empty()) return {};
  return std::to_string(static_cast<int>(session.type)) + " on " + time;
}

// A thing with a new id, and the id of the one before that it resembles.
struct Resemblance {
  const Identity* now;
  const Identity* before;
};

std::vector<Resemblance> Resemblances(const std::vector<Known>& before,
                                      const std::vector<Known>& after) {
  std::unordered_set<std::string_view> ids_before;
  std::unordered_set<std::string_view> ids_after;
  for (const Known& known : before) ids_before.insert(known.identity->id);
  for (const Known& known : after) {
    ids_after.insert(known.identity->id);
    ids_after.insert(known.identity->formerly.begin(),
                     known.identity->formerly.end());
  }
  std::unordered_map<std::string_view, const Identity*> gone;  // by name
  for (const Known& known : before) {
    if (known.name.empty() || ids_after.contains(known.identity->id)) continue;
    gone.try_emplace(known.name, known.identity);
  }
  std::vector<Resemblance> found;
  if (gone.empty()) return found;
  for (const Known& known : after) {
    const auto& formerly = known.identity->formerly;
    const bool is_new =
        !ids_before.contains(known.identity->id) &&
        std::none_of(formerly.begin(), formerly.end(),
                     [&](const auto& id) { return ids_before.contains(id); });
    const auto same_name = gone.find(known.name);
    if (is_new && same_name != gone.end()) {
      found.push_back({known.identity, same_name->second});
    }
  }
  return found;
}

void TellNewIds(std::string_view noun, std::string_view property,
                const std::vector<Known>& before,
                const std::vector<Known>& after, Diagnostics& diagnostics) {
  for (const auto& [now, then] : Resemblances(before, after)) {
    diagnostics.Warn(
        now->where,
        Concat({"the ", noun, " ", Quoted(now->id), " has the ", property,
                " of ", Quoted(then->id), ", which is gone"}),
        Concat({"the id ", Quoted(then->id), ", or 'formerly: [", then->id,
                "]' if it is the same ", noun}));
  }
}

void TellOtherIds(std::string_view noun, std::string_view property,
                  const Program& earlier, const std::vector<Known>& before,
                  const std::vector<Known>& after, Diagnostics& diagnostics) {
  for (const auto& [now, then] : Resemblances(before, after)) {
    diagnostics.Warn(
        now->where,
        Concat({"the ", noun, " ", Quoted(now->id), " has the ", property,
                " of ", Quoted(then->id), " in the program ",
                Quoted(earlier.identity.id)}),
        Concat({"the id ", Quoted(then->id), " in both programs"}));
  }
}

// What is the very same program on both sides is neither new nor gone.
std::vector<Shared<Program>> Beyond(const std::vector<Shared<Program>>& others,
                                    const std::vector<Shared<Program>>& all) {
  std::vector<Shared<Program>> beyond;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i < others.size() && others[i].IsSame(all[i])) continue;
    beyond.push_back(all[i]);
  }
  return beyond;
}

void TellNewIdsOfPrograms(const Definition& before, const Definition& after,
                          Diagnostics& diagnostics) {
  const auto name_of = [](const Program& program) {
    return program.body + "\n" + program.name;
  };
  TellNewIds("program", "name",
             AllKnown(Beyond(after.programs, before.programs), name_of),
             AllKnown(Beyond(before.programs, after.programs), name_of),
             diagnostics);
}

// The one in `things` that has this id or had it.
template <typename T>
const T* FindSame(const std::vector<T>& things, const std::string& id) {
  const auto found =
      std::find_if(things.begin(), things.end(), [&](const T& thing) {
        const auto& formerly = Value(thing).identity.formerly;
        return Value(thing).identity.id == id ||
               std::find(formerly.begin(), formerly.end(), id) !=
                   formerly.end();
      });
  return found == things.end() ? nullptr : &*found;
}

void TellNewIdsOfDirectory(const Directory& then, const Directory& now,
                           Diagnostics& diagnostics) {
  TellNewIds("body", "name", AllKnown(then.bodies, NameOf<Body>),
             AllKnown(now.bodies, NameOf<Body>), diagnostics);
  for (const Body& body : then.bodies) {
    const Body* const same = FindSame(now.bodies, body.identity.id);
    if (same == nullptr) continue;
    TellNewIds("heading", "name", AllKnown(body.headings, NameOf<Heading>),
               AllKnown(same->headings, NameOf<Heading>), diagnostics);
  }
  TellNewIds("directorate", "name",
             AllKnown(then.directorates, NameOf<Directorate>),
             AllKnown(now.directorates, NameOf<Directorate>), diagnostics);
  TellNewIds("councillor", "name",
             AllKnown(then.councillors, NameOf<Councillor>),
             AllKnown(now.councillors, NameOf<Councillor>), diagnostics);
}

}  // namespace

Diagnostics SuspectChanges(const Definition& before, const Definition& after) {
  Diagnostics diagnostics;
  if (!before.directory.IsSame(after.directory)) {
    TellNewIdsOfDirectory(*before.directory, *after.directory, diagnostics);
  }
  TellNewIdsOfPrograms(before, after, diagnostics);
  for (std::size_t i = 0; i < before.programs.size(); ++i) {
    const auto& program = before.programs[i];
    if (i < after.programs.size() && program.IsSame(after.programs[i])) {
      continue;
    }
    const auto* const same = FindSame(after.programs, program->identity.id);
    if (same == nullptr) continue;
    TellNewIds("session", "name or time",
               AllKnown(program->sessions, NameOrTimeOf),
               AllKnown((*same)->sessions, NameOrTimeOf), diagnostics);
    TellNewIds("item", "title", AllKnown(program->items, TitleOf),
               AllKnown((*same)->items, TitleOf), diagnostics);
  }
  diagnostics.Sort();
  return diagnostics;
}

Diagnostics SuspectChanges(const Program& earlier, const Program& later) {
  Diagnostics diagnostics;
  TellOtherIds("session", "name", earlier,
               AllKnown(earlier.sessions, NameOf<Session>),
               AllKnown(later.sessions, NameOf<Session>), diagnostics);
  TellOtherIds("item", "title", earlier, AllKnown(earlier.items, TitleOf),
               AllKnown(later.items, TitleOf), diagnostics);
  return diagnostics;
}

}  // namespace agendad::config
