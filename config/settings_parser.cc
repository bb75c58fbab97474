#include "config/settings_parser.h"

#include <algorithm>
#include <functional>

#include "config/alarms_parser.h"
#include "config/listening_parser.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

constexpr std::array<std::string_view, 17> kSettingsKeys = {
    "listen",
    "base-url",
    "tls",
    "trusted-proxies",
    "connections-per-address",
    "admin",
    "access-log",
    "language",
    "refresh",
    "revised",
    "publish",
    "ledger",
    "state",
    "keep-cancelled",
    "keep-programs",
    "notices",
    "feeds"};

constexpr std::array<std::string_view, 6> kPolicyKeys = {
    "deadlines",  "conditional", "cancelled",
    "most-a-day", "visibility",  "alarms"};

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

std::optional<std::chrono::months> ParseKeepPrograms(std::string_view text) {
  constexpr int kMostMonths = 600;
  const auto number = ParseNumber(text);
  if (!number || *number < 1 || *number > kMostMonths) return std::nullopt;
  return std::chrono::months(*number);
}

std::optional<std::uint8_t> ParseMostADay(std::string_view text) {
  constexpr int kMost = 99;
  const auto number = ParseNumber(text);
  if (!number || *number > kMost) return std::nullopt;
  return static_cast<std::uint8_t>(*number);
}

std::optional<int> ParseNoticeLead(std::string_view text) {
  const auto lead = ParseDueLead(text);
  return lead && *lead > 0 ? lead : std::nullopt;
}

constexpr Form<std::chrono::months> kKeepPrograms = {
    ParseKeepPrograms, "a number of months", "a number of months, 1 to 600"};
constexpr Form<std::uint8_t> kMostADay = {ParseMostADay, "a number of events",
                                          "a number of events, 0 (any) to 99"};
constexpr Form<int> kNoticeLead = {ParseNoticeLead, "a number of working days",
                                   "a number of working days, 1 to 60"};
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

// More would be noise.
constexpr std::size_t kMostNotices = 4;

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
  policy.most_a_day =
      reader.Value("most-a-day", kMostADay).value_or(policy.most_a_day);
  policy.visibility = reader.Choice<Visibility>("visibility", kVisibilities)
                          .value_or(policy.visibility);
  if (const Node* const alarms = reader.Find("alarms")) {
    policy.alarms = ParseAlarms(*alarms, diagnostics);
  }
}

// The longest first, each once, however they are written.
std::vector<int> ParseNotices(const MappingReader& reader,
                              Diagnostics& diagnostics) {
  std::vector<int> leads;
  for (const Node& entry :
       reader.List("notices", "numbers of working days, as [10, 3]")) {
    const auto lead =
        ReadScalar(entry, kNoticeLead, "an entry of 'notices'", diagnostics);
    if (lead) leads.push_back(*lead);
  }
  if (leads.size() > kMostNotices) {
    reader.Error("notices", "'notices' has too many entries",
                 "at most " + std::to_string(kMostNotices));
  }
  std::sort(leads.begin(), leads.end(), std::greater<>());
  leads.erase(std::unique(leads.begin(), leads.end()), leads.end());
  return leads;
}

}  // namespace

Settings ParseSettings(const Node& root, Diagnostics& diagnostics) {
  Settings settings;
  if (root.kind == Node::Kind::kEmpty) return settings;
  const MappingReader reader(root, "the file", kSettingsKeys, diagnostics);
  settings.admin = reader.Value("admin", kAdmin);
  settings.access_log =
      reader.Value("access-log", kTruth).value_or(settings.access_log);
  settings.base_url = reader.Text("base-url", kBaseUrl);
  settings.listening = ParseListening(reader, settings.base_url, diagnostics);
  settings.language = reader.Choice<Language>("language", kLanguages)
                          .value_or(settings.language);
  settings.refresh_interval =
      reader.Value("refresh", kRefresh).value_or(settings.refresh_interval);
  settings.revised = reader.Value("revised", kInstant);
  settings.publish = reader.Choice<PublishMode>("publish", kPublishModes)
                         .value_or(settings.publish);
  // There may be a password in it.
  settings.ledger = reader.SecretText("ledger", kLedger);
  settings.state = reader.Text("state", kFolder);
  settings.keep_cancelled = reader.Value("keep-cancelled", kKeepCancelled)
                                .value_or(settings.keep_cancelled);
  settings.keep_programs = reader.Value("keep-programs", kKeepPrograms)
                               .value_or(settings.keep_programs);
  settings.notices = ParseNotices(reader, diagnostics);
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
