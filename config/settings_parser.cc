#include "config/settings_parser.h"

#include <algorithm>

#include "config/wording.h"

namespace agendad::config {
namespace {

constexpr std::array<std::string_view, 10> kKeys = {
    "listen",  "base-url", "language", "refresh",        "revised",
    "publish", "ledger",   "state",    "keep-cancelled", "feeds"};

constexpr std::array<std::string_view, 3> kPolicyKeys = {
    "deadlines", "conditional", "cancelled"};

std::optional<std::string> ParseFolder(std::string_view text) {
  const bool is_good =
      text.starts_with('/') && text.find('\n') == std::string_view::npos;
  return is_good ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> ParseLedger(std::string_view text) {
  constexpr std::string_view kScheme = "postgresql://";
  if (!text.starts_with(kScheme)) {
    return text.ends_with('/') ? std::nullopt : ParseFolder(text);
  }
  const std::string_view rest = text.substr(kScheme.size());
  const bool is_good =
      !rest.empty() && std::all_of(rest.begin(), rest.end(),
                                   [](char c) { return c >= '!' && c <= '~'; });
  return is_good ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::chrono::days> ParseKeepCancelled(std::string_view text) {
  constexpr int kMostDays = 366;
  if (!text.ends_with('d')) return std::nullopt;
  const auto days = ParseNumber(text.substr(0, text.size() - 1));
  if (!days || *days > kMostDays) return std::nullopt;
  return std::chrono::days(*days);
}

constexpr Form<std::string> kFolder = {
    ParseFolder, "the absolute path of a folder",
    "a path that begins with '/', as /var/lib/agendad"};
constexpr Form<std::string> kLedger = {
    ParseLedger, "a place for the ledger",
    "the absolute path of a file, as /var/lib/agendad/ledger.sqlite, or the "
    "address of a database, as postgresql://user@host/name"};
constexpr Form<std::chrono::days> kKeepCancelled = {
    ParseKeepCancelled, "a number of days", "days as 30d, from 0d to 366d"};

constexpr std::array<Word<PublishMode>, 2> kPublishModes = {{
    {"on-save", PublishMode::kOnSave},
    {"on-command", PublishMode::kOnCommand},
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
  policy.cancelled =
      reader.Choice<CancelledStyle>("cancelled", kCancelledStyles)
          .value_or(policy.cancelled);
}

// A wrong one is never quoted: there may be a password in it.
std::string ParseLedgerOf(const MappingReader& reader) {
  const Node* const node = reader.Find("ledger");
  if (node == nullptr) return "";
  if (node->kind == Node::Kind::kScalar && !kLedger.parse(node->text)) {
    reader.Error("ledger", Concat({"'ledger' is not ", kLedger.noun}),
                 std::string(kLedger.expected));
    return "";
  }
  return reader.Text("ledger", kLedger);
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
  settings.publish = reader.Choice<PublishMode>("publish", kPublishModes)
                         .value_or(settings.publish);
  settings.ledger = ParseLedgerOf(reader);
  settings.state = reader.Text("state", kFolder);
  settings.keep_cancelled = reader.Value("keep-cancelled", kKeepCancelled)
                                .value_or(settings.keep_cancelled);
  if (const Node* const feeds = reader.Find("feeds")) {
    const MappingReader kinds(*feeds, "'feeds'", kFeedKindKeys, diagnostics);
    for (std::size_t kind = 0; kind < kFeedKinds; ++kind) {
      const Node* const policy = kinds.Find(kFeedKindKeys[kind]);
      if (policy == nullptr) continue;
      ParsePolicy(*policy, kFeedKindKeys[kind], settings.feeds[kind],
                  diagnostics);
    }
  }
  return settings;
}

}  // namespace agendad::config
