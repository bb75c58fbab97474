// The words of facts, and the keys that go with each. Values; any thread.
#ifndef AGENDAD_CONFIG_FACT_WORDS_H_
#define AGENDAD_CONFIG_FACT_WORDS_H_

#include <array>
#include <span>
#include <string_view>

#include "config/fact.h"
#include "config/mapping_reader.h"

namespace agendad::config {

using FactKeys = std::span<const std::string_view>;

inline constexpr std::array<Word<ItemFactKind>, 6> kItemFacts = {{
    {"met", ItemFactKind::kMet},
    {"done", ItemFactKind::kDone},
    {"not-applicable", ItemFactKind::kNotApplicable},
    {"moved", ItemFactKind::kMoved},
    {"withdrawn", ItemFactKind::kWithdrawn},
    {"undone", ItemFactKind::kUndone},
}};

inline constexpr std::array<Word<SessionFactKind>, 5> kSessionFacts = {{
    {"convened", SessionFactKind::kConvened},
    {"postponed", SessionFactKind::kPostponed},
    {"held", SessionFactKind::kHeld},
    {"cancelled", SessionFactKind::kCancelled},
    {"undone", SessionFactKind::kUndone},
}};

// What a fact has besides what all of its kind have.
inline constexpr std::array<std::string_view, 1> kOfDone = {"on"};
inline constexpr std::array<std::string_view, 1> kOfMoved = {"to"};
inline constexpr std::array<std::string_view, 7> kOfConvened = {
    "when", "duration", "type", "name", "place", "link", "items"};
inline constexpr std::array<std::string_view, 4> kOfPostponed = {
    "when", "duration", "place", "link"};
inline constexpr std::array<std::string_view, 9> kOfSome = {
    "on", "to", "when", "duration", "type", "name", "place", "link", "items"};

inline FactKeys KeysOf(ItemFactKind kind) {
  if (kind == ItemFactKind::kDone) return kOfDone;
  if (kind == ItemFactKind::kMoved) return kOfMoved;
  return {};
}

inline FactKeys KeysOf(SessionFactKind kind) {
  if (kind == SessionFactKind::kConvened) return kOfConvened;
  if (kind == SessionFactKind::kPostponed) return kOfPostponed;
  return {};
}

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_FACT_WORDS_H_
