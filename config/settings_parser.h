// Reads agendad.yaml. One thread.
#ifndef AGENDAD_CONFIG_SETTINGS_PARSER_H_
#define AGENDAD_CONFIG_SETTINGS_PARSER_H_

#include <array>
#include <string_view>

#include "config/diagnostic.h"
#include "config/mapping_reader.h"
#include "config/node.h"
#include "config/settings.h"

namespace agendad::config {

inline constexpr std::array<Word<Language>, 2> kLanguages = {{
    {"es", Language::kSpanish},
    {"en", Language::kEnglish},
}};

inline constexpr std::array<Word<DeadlineStyle>, 3> kDeadlineStyles = {{
    {"each", DeadlineStyle::kEach},
    {"monthly", DeadlineStyle::kMonthly},
    {"none", DeadlineStyle::kNone},
}};

inline constexpr std::array<Word<ConditionalStyle>, 2> kConditionalStyles = {{
    {"each", ConditionalStyle::kEach},
    {"monthly", ConditionalStyle::kMonthly},
}};

inline constexpr std::array<Word<CancelledStyle>, 2> kCancelledStyles = {{
    {"show", CancelledStyle::kShow},
    {"omit", CancelledStyle::kOmit},
}};

inline constexpr std::array<Word<Visibility>, 2> kVisibilities = {{
    {"public", Visibility::kPublic},
    {"private", Visibility::kPrivate},
}};

// The keys of `feeds`, in the order of FeedKind.
inline constexpr std::array<std::string_view, kFeedKinds> kFeedKindKeys = {
    "body", "sessions", "directorate", "heading", "unassigned", "councillor"};

// What is absent or wrong stays at its default.
Settings ParseSettings(const Node& root, Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_SETTINGS_PARSER_H_
