#include "config/settings_parser.h"

#include "config/wording.h"

namespace agendad::config {
namespace {

constexpr std::array<std::string_view, 6> kKeys = {
    "listen", "base-url", "language", "refresh", "revised", "feeds"};

// In the order of FeedKind.
constexpr std::array<std::string_view, kFeedKinds> kKinds = {
    "body", "sessions", "directorate", "heading", "unassigned", "councillor"};

constexpr std::array<std::string_view, 2> kPolicyKeys = {"deadlines",
                                                         "conditional"};

constexpr std::array<Word<ConditionalStyle>, 2> kConditionalStyles = {{
    {"each", ConditionalStyle::kEach},
    {"monthly", ConditionalStyle::kMonthly},
}};

void ParsePolicy(const Node& node, std::string_view kind, FeedPolicy& policy,
                 Diagnostics& diagnostics) {
  const std::string subject = KeySubject(kind);
  const MappingReader reader(node, subject, kPolicyKeys, diagnostics);
  policy.deadlines = reader.Choice<DeadlineStyle>("deadlines", kDeadlineStyles)
                         .value_or(policy.deadlines);
  policy.conditional =
      reader.Choice<ConditionalStyle>("conditional", kConditionalStyles)
          .value_or(policy.conditional);
}

}  // namespace

Settings ParseSettings(const Node& root, Diagnostics& diagnostics) {
  Settings settings;
  if (root.kind == Node::Kind::kEmpty) return settings;
  const MappingReader reader(root, "the file", kKeys, diagnostics);
  settings.listen = reader.Value("listen", kListen).value_or(settings.listen);
  settings.base_url = reader.Text("base-url", kBaseUrl);
  settings.language = reader.Choice<Language>("language", kLanguages)
                          .value_or(settings.language);
  settings.refresh_interval =
      reader.Value("refresh", kRefresh).value_or(settings.refresh_interval);
  settings.revised = reader.Value("revised", kInstant);
  if (const Node* const feeds = reader.Find("feeds")) {
    const MappingReader kinds(*feeds, "'feeds'", kKinds, diagnostics);
    for (std::size_t kind = 0; kind < kFeedKinds; ++kind) {
      const Node* const policy = kinds.Find(kKinds[kind]);
      if (policy == nullptr) continue;
      ParsePolicy(*policy, kKinds[kind], settings.feeds[kind], diagnostics);
    }
  }
  return settings;
}

}  // namespace agendad::config
