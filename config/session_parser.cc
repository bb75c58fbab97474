#include "config/session_parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "config/months.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

constexpr std::array<std::string_view, 7> kSessionKeys = {
    "id", "formerly", "type", "when", "duration", "name", "place"};
constexpr std::array<std::string_view, 5> kWhenKeys = {"week", "month", "rule",
                                                       "from", "until"};

constexpr std::array<Word<SessionType>, kSessionTypes> kTypes = {{
    {"ordinary", SessionType::kOrdinary},
    {"extraordinary", SessionType::kExtraordinary},
    {"urgent", SessionType::kUrgent},
}};

constexpr std::array<Word<WeekRule>, 4> kWeekRules = {{
    {"full-week", WeekRule::kFullWeek},
    {"iso", WeekRule::kIso},
    {"days", WeekRule::kDays},
    {"weekday-row", WeekRule::kWeekdayRow},
}};

// They are told already, and may be what is missing.
bool HasUnknownKeys(const Node& node) {
  return std::any_of(
      node.members.begin(), node.members.end(), [](const Member& member) {
        return std::find(kWhenKeys.begin(), kWhenKeys.end(), member.key) ==
               kWhenKeys.end();
      });
}

class WhenParser {
 public:
  explicit WhenParser(const ProgramScope& scope) : scope_(scope) {}

  std::optional<When> Parse(const Node& node) const {
    if (node.kind == Node::Kind::kScalar) return ParseWord(node);
    if (node.kind != Node::Kind::kMapping) {
      TellWrongKind(node, "'when'", kWhenMeaning, scope_.diagnostics);
      return std::nullopt;
    }
    const MappingReader reader(node, "'when'", kWhenKeys, scope_.diagnostics);
    const bool has_week = reader.Has("week") || reader.Has("month");
    const bool has_range = reader.Has("from") || reader.Has("until");
    if (has_week == has_range) {
      if (has_week || !HasUnknownKeys(node)) {
        scope_.diagnostics.Error(
            node.where, "'when' is neither a week nor a range",
            "either 'week' and 'month', or 'from' and 'until'");
      }
      return std::nullopt;
    }
    return has_week ? ParseWeekWindow(reader) : ParseRange(reader);
  }

 private:
  std::optional<When> ParseWord(const Node& node) const {
    if (node.text == "unscheduled") return Unscheduled{};
    if (const auto date = ParseDate(node.text)) {
      CheckDate(*date, node.where);
      return *date;
    }
    if (const auto time = ParseLocalTime(node.text)) {
      CheckDate(time->date, node.where);
      return *time;
    }
    TellWrongForm(node, "a time of a session", kWhenMeaning,
                  scope_.diagnostics);
    return std::nullopt;
  }

  std::optional<When> ParseWeekWindow(const MappingReader& reader) const {
    const auto week = reader.RequiredValue("week", kWeek, kWeek.expected);
    const auto rule = ReadWeekRule(reader, "rule");
    const auto month = reader.RequiredValue("month", kLine, "a month as mar");
    if (!week || !month || !scope_.period || !scope_.days) return std::nullopt;
    const auto resolved = ResolveMonth(*month, *scope_.period, *scope_.days);
    if (const auto* const fault = std::get_if<Fault>(&resolved)) {
      reader.Error("month", fault->what, fault->expected);
      return std::nullopt;
    }
    return WeekWindow{*week, std::get<std::chrono::year_month>(resolved),
                      rule.value_or(scope_.week_rule)};
  }

  std::optional<When> ParseRange(const MappingReader& reader) const {
    const auto from = reader.RequiredValue("from", kDate, "its first day");
    const auto until = reader.RequiredValue("until", kDate, "its last day");
    if (reader.Has("rule")) {
      reader.Error("rule", "'rule' with a range",
                   "it only with 'week' and 'month'");
    }
    if (!from || !until) return std::nullopt;
    if (*until < *from) {
      reader.Error("until", "the range ends before it begins",
                   "a day on or after 'from'");
      return std::nullopt;
    }
    CheckDate(*from, reader.Where("from"));
    CheckDate(*until, reader.Where("until"));
    return DateRange{*from, *until};
  }

  void CheckDate(std::chrono::sys_days date, const Location& where) const {
    if (!scope_.days || scope_.days->Has(date)) return;
    scope_.diagnostics.Error(
        where, "the session is outside of the program",
        scope_.days == scope_.period
            ? "a day within the program's period"
            : "a day within the program's period, or in the year after it");
  }

  const ProgramScope& scope_;
};

// A session with an hour needs a duration, and only that one may have its own.
std::optional<std::chrono::minutes> ReadDuration(
    const MappingReader& reader, const ProgramScope& scope,
    const std::optional<SessionType>& type, const When& when,
    const Location& when_where) {
  const auto own = reader.Value("duration", kSessionDuration);
  if (!std::holds_alternative<LocalTime>(when)) {
    if (reader.Has("duration")) {
      reader.Error("duration", "a duration without an hour",
                   "it only for a session with a date and hour");
    }
    return std::nullopt;
  }
  if (own || reader.Has("duration") || !type || !scope.durations_are_known) {
    return own;
  }
  const auto of_type = scope.durations[static_cast<std::size_t>(*type)];
  if (!of_type) {
    scope.diagnostics.Error(when_where,
                            "the session has an hour but no duration",
                            "its 'duration', or that of its type in the "
                            "program's 'durations'");
  }
  return of_type;
}

}  // namespace

std::optional<WeekRule> ReadWeekRule(const MappingReader& reader,
                                     std::string_view key) {
  return reader.Choice<WeekRule>(key, kWeekRules);
}

std::optional<SessionType> ReadSessionType(const MappingReader& reader,
                                           std::string_view key) {
  return reader.Choice<SessionType>(key, kTypes);
}

std::string ToText(SessionType type) {
  return WordFor<SessionType>(type, kTypes);
}

std::string ToText(WeekRule rule) {
  return WordFor<WeekRule>(rule, kWeekRules);
}

std::optional<When> ParseWhen(const Node& node, const ProgramScope& scope) {
  return WhenParser(scope).Parse(node);
}

std::optional<Session> ParseSession(const Node& node, const ProgramScope& scope,
                                    IdentityScope& ids) {
  const MappingReader reader(node, "the session", kSessionKeys,
                             scope.diagnostics);
  auto identity = ids.Read(reader);
  Session session;
  session.name = reader.Text("name", kLine);
  session.place = reader.Text("place", kLine);

  reader.Require("type", "one of ordinary, extraordinary, urgent");
  const auto type = ReadSessionType(reader, "type");
  const Node* const when = reader.Require("when", kWhenMeaning);
  if (when == nullptr) return std::nullopt;
  const auto parsed = ParseWhen(*when, scope);
  if (!parsed) return std::nullopt;
  session.when = *parsed;
  session.when_where = when->where;
  session.duration = ReadDuration(reader, scope, type, *parsed, when->where);
  if (!identity || !type) return std::nullopt;
  session.identity = std::move(*identity);
  session.type = *type;
  return session;
}

}  // namespace agendad::config
