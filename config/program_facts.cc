#include "config/program_facts.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "config/iso_date.h"
#include "config/months.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

// Facts about one thing that nobody has undone, as they were decided.
using Standing = std::vector<const Fact*>;

// A session's id and "", or an item's and its month.
using Subject = std::pair<std::string, std::string>;

Subject SubjectOf(const Fact& fact) {
  if (const auto* item = std::get_if<ItemFact>(&fact.about)) {
    return {item->item, ToIso(item->month)};
  }
  return {std::get<SessionFact>(fact.about).session, ""};
}

bool IsUndone(const Fact& fact) {
  if (const auto* item = std::get_if<ItemFact>(&fact.about)) {
    return item->kind == ItemFactKind::kUndone;
  }
  return std::get<SessionFact>(fact.about).kind == SessionFactKind::kUndone;
}

std::map<Subject, Standing> WhatStands(const std::vector<Fact>& facts,
                                       Diagnostics& diagnostics) {
  std::map<Subject, Standing> standing;
  for (const Fact& fact : facts) {
    Standing& about = standing[SubjectOf(fact)];
    if (!IsUndone(fact)) {
      about.push_back(&fact);
    } else if (!about.empty()) {
      about.pop_back();
    } else {
      diagnostics.Error(fact.where, "there is nothing to be undone",
                        "a fact about the same thing before it");
    }
  }
  return standing;
}

class Applier {
 public:
  Applier(const FileNames& files, Diagnostics& diagnostics, Program& program)
      : files_(files), diagnostics_(diagnostics), program_(program) {}

  void ApplyToItem(const Standing& facts) {
    ItemProgress progress;
    const ItemFact& about = std::get<ItemFact>(facts.front()->about);
    Item* const item = Find(program_.items, about.item);
    const Fact* last = nullptr;  // after which nothing comes
    for (const Fact* const fact : facts) {
      if (last != nullptr) {
        TellTooLate(*fact, *last);
        continue;
      }
      if (!Advance(*item, *fact, progress)) continue;
      progress.decision = fact->decision;
      if (progress.outcome != Outcome::kPending &&
          progress.outcome != Outcome::kMet) {
        last = fact;
      }
    }
    for (ItemMonth& month : item->months) {
      if (month.month != about.month) continue;
      month.progress = std::make_shared<const ItemProgress>(progress);
    }
  }

  void ApplyToSession(const Standing& facts) {
    const SessionFact& first = std::get<SessionFact>(facts.front()->about);
    Session* session = Find(program_.sessions, first.session);
    if (session == nullptr) {
      if (!MayBeNew(*facts.front(), first)) return;
      session = &program_.sessions.emplace_back();
      session->identity = {first.session, {}, facts.front()->where};
      session->type = first.type.value_or(session->type);
    }
    SessionProgress progress;
    const Fact* last = nullptr;
    for (const Fact* const fact : facts) {
      if (last != nullptr) {
        TellTooLate(*fact, *last);
        continue;
      }
      if (!Advance(std::get<SessionFact>(fact->about), *fact, *session,
                   progress)) {
        continue;
      }
      progress.decision = fact->decision;
      if (progress.state == SessionState::kHeld) last = fact;
    }
    session->progress =
        std::make_shared<const SessionProgress>(std::move(progress));
  }

 private:
  template <typename T>
  static T* Find(std::vector<T>& things, const std::string& id) {
    const auto found =
        std::find_if(things.begin(), things.end(),
                     [&](const T& thing) { return thing.identity.id == id; });
    return found == things.end() ? nullptr : &*found;
  }

  bool Advance(const Item& item, const Fact& fact, ItemProgress& progress) {
    const ItemFact& about = std::get<ItemFact>(fact.about);
    switch (about.kind) {
      case ItemFactKind::kMet:
        if (!item.IsConditional()) {
          diagnostics_.Error(fact.where, "the item has no condition",
                             "'met' only for one that has");
          return false;
        }
        progress.outcome = Outcome::kMet;
        break;
      case ItemFactKind::kDone:
        if (TellDraft(fact)) return false;
        progress.outcome = Outcome::kDone;
        progress.done_on = about.on;
        break;
      case ItemFactKind::kNotApplicable:
        progress.outcome = Outcome::kNotApplicable;
        break;
      case ItemFactKind::kWithdrawn:
        progress.outcome = Outcome::kWithdrawn;
        break;
      case ItemFactKind::kMoved:
        return Move(fact, about, progress);
      case ItemFactKind::kUndone:
        break;
    }
    return true;
  }

  bool Move(const Fact& fact, const ItemFact& about, ItemProgress& progress) {
    if (about.to == progress.moved_to.value_or(about.month)) {
      diagnostics_.Error(fact.where,
                         "the item is due in " + ToIso(*about.to) + " already",
                         "another month");
      return false;
    }
    progress.moved_to = about.to;
    if (about.to == about.month) progress.moved_to.reset();
    return true;
  }

  bool MayBeNew(const Fact& fact, const SessionFact& about) {
    if (about.type && about.when) return true;
    std::vector<std::string> ids;
    for (const Session& session : program_.sessions) {
      ids.push_back(session.identity.id);
    }
    diagnostics_.Error(
        fact.where, Concat({"unknown session ", Quoted(about.session)}),
        DidYouMean("the id of a session of the program, or 'convened' with a "
                   "'type' to add one",
                   ids, about.session));
    return false;
  }

  bool Advance(const SessionFact& about, const Fact& fact, Session& session,
               SessionProgress& progress) {
    switch (about.kind) {
      case SessionFactKind::kConvened:
        if (!SetTime(about, session, progress)) return false;
        progress.state = SessionState::kConvened;
        break;
      case SessionFactKind::kPostponed:
        if (!SetTime(about, session, progress)) return false;
        progress.state = SessionState::kPostponed;
        break;
      case SessionFactKind::kHeld:
        if (TellDraft(fact)) return false;
        if (progress.state == SessionState::kCancelled) {
          diagnostics_.Error(fact.where, "the session was cancelled",
                             "'undone', or 'convened' once more, before it");
          return false;
        }
        if (!std::holds_alternative<LocalTime>(session.when) &&
            !std::holds_alternative<std::chrono::sys_days>(session.when)) {
          diagnostics_.Error(fact.where, "the session was held on no day",
                             "'convened', with its day, before it");
          return false;
        }
        progress.state = SessionState::kHeld;
        break;
      case SessionFactKind::kCancelled:
        progress.state = SessionState::kCancelled;
        break;
      case SessionFactKind::kUndone:
        break;
    }
    return true;
  }

  bool SetTime(const SessionFact& about, Session& session,
               SessionProgress& progress) {
    if (!about.when) return false;  // not what the parser promises
    const When& when = *about.when;
    auto duration = about.duration ? about.duration : session.duration;
    if (std::holds_alternative<LocalTime>(when)) {
      if (!duration) {
        duration = program_.durations[static_cast<std::size_t>(session.type)];
      }
      if (!duration) {
        diagnostics_.Error(about.when_where,
                           "the session has an hour but no duration",
                           "its 'duration', or that of its type in the "
                           "program's 'durations'");
        return false;
      }
    }
    session.duration = duration;
    if (session.when != when) {
      if (!std::holds_alternative<Unscheduled>(session.when)) {
        progress.earlier.push_back(session.when);
      }
      session.when = when;
      session.when_where = about.when_where;
      // It had no time meanwhile, and is held when it was planned all the same.
      if (!progress.earlier.empty() &&
          progress.earlier.back() == session.when) {
        progress.earlier.pop_back();
      }
    }
    if (about.type) session.type = *about.type;
    if (!about.name.empty()) session.name = about.name;
    if (!about.place.empty()) session.place = about.place;
    if (!about.link.empty()) progress.link = about.link;
    if (!about.items.empty()) progress.items = about.items;
    return true;
  }

  // What nobody has approved is not carried out.
  bool TellDraft(const Fact& fact) {
    if (program_.status != ProgramStatus::kDraft) return false;
    diagnostics_.Error(fact.where, "the program is a draft",
                       "'done' and 'held' only once it is approved");
    return true;
  }

  void TellTooLate(const Fact& fact, const Fact& last) {
    diagnostics_.Error(fact.where,
                       "what became of it was decided on " +
                           PlaceSeenFrom(fact.where, last.where, files_),
                       "'undone' before another fact");
  }

  const FileNames& files_;
  Diagnostics& diagnostics_;
  Program& program_;
};

}  // namespace

void ApplyFacts(std::vector<Fact> facts, const FileNames& files,
                Diagnostics& diagnostics, Program& program) {
  std::stable_sort(facts.begin(), facts.end(),
                   [](const Fact& a, const Fact& b) {
                     return a.decision.at < b.decision.at;
                   });
  if (!facts.empty()) {
    program.revised = std::max(program.revised, facts.back().decision.at);
    program.last_fact = facts.back().where;
  }
  Applier applier(files, diagnostics, program);
  for (const auto& [subject, standing] : WhatStands(facts, diagnostics)) {
    if (standing.empty()) continue;
    if (std::holds_alternative<ItemFact>(standing.front()->about)) {
      applier.ApplyToItem(standing);
    } else {
      applier.ApplyToSession(standing);
    }
  }
}

}  // namespace agendad::config
