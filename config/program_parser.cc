#include "config/program_parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "config/item_parser.h"
#include "config/program_scope.h"
#include "config/program_validator.h"
#include "config/session_parser.h"
#include "config/settings_parser.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

using std::chrono::sys_days;

constexpr std::array<std::string_view, 23> kProgramKeys = {
    "id",        "formerly", "body",    "name",        "year",
    "from",      "until",    "status",  "draft-feeds", "time-zone",
    "language",  "approval", "source",  "revised",     "week-rule",
    "due",       "due-lead", "overdue", "weekend",     "non-working-days",
    "durations", "sessions", "items"};
// In the order of SessionType.
constexpr std::array<std::string_view, kSessionTypes> kDurationKeys = {
    "ordinary", "extraordinary", "urgent"};

constexpr std::array<Word<DueRule>, 2> kDueRules = {{
    {"before-session", DueRule::kBeforeSession},
    {"month-end", DueRule::kMonthEnd},
}};

constexpr std::array<Word<bool>, 2> kOverdueWords = {
    {{"show", true}, {"omit", false}}};
constexpr std::array<Word<ProgramStatus>, 2> kStatuses = {{
    {"approved", ProgramStatus::kApproved},
    {"draft", ProgramStatus::kDraft},
}};

constexpr int kMostMonths = 36;

std::optional<DateRange> ReadRange(const MappingReader& reader) {
  reader.Require("from", "the program's first day, or its 'year'");
  reader.Require("until", "the program's last day, or its 'year'");
  const auto from = reader.Value("from", kDate);
  const auto until = reader.Value("until", kDate);
  if (!from || !until) return std::nullopt;
  if (*until < *from) {
    reader.Error("until", "the program ends before it begins",
                 "a day on or after 'from'");
    return std::nullopt;
  }
  // The last day of a month plus months may be no day at all; the first is one.
  const std::chrono::year_month_day first(*from);
  const sys_days limit = sys_days(first.year() / first.month() / 1 +
                                  std::chrono::months(kMostMonths)) +
                         (first.day() - std::chrono::day(1));
  if (*until >= limit) {
    reader.Error("until", "the program is longer than 36 months",
                 "at most 36 months from 'from'");
    return std::nullopt;
  }
  return DateRange{*from, *until};
}

std::optional<DateRange> ReadPeriod(const MappingReader& reader) {
  if (!reader.IsMapping()) return std::nullopt;
  const bool has_range = reader.Has("from") || reader.Has("until");
  if (reader.Has("year") && has_range) {
    reader.Error("year", "the program has a year and a range",
                 "either 'year', or 'from' and 'until'");
    return std::nullopt;
  }
  if (has_range) return ReadRange(reader);
  const auto year = reader.RequiredValue(
      "year", kYear, "the program's year, or 'from' and 'until'");
  if (!year) return std::nullopt;
  return DateRange{sys_days(*year / 1 / 1), sys_days(*year / 12 / 31)};
}

void ReadWeekend(const MappingReader& reader, Diagnostics& diagnostics,
                 std::array<bool, 7>& weekend) {
  const std::string meaning = "a list of " + Listed(kWeekdays);
  const Node* const node = reader.Find("weekend");
  if (node == nullptr) return;
  std::array<bool, 7> days{};
  for (const Node& entry : reader.List("weekend", meaning)) {
    const auto found =
        std::find(kWeekdays.begin(), kWeekdays.end(), entry.text);
    if (found == kWeekdays.end()) {
      TellUnknownWord(entry, "weekday", {kWeekdays.begin(), kWeekdays.end()},
                      diagnostics);
    } else {
      days[static_cast<std::size_t>(found - kWeekdays.begin())] = true;
    }
  }
  if (std::find(days.begin(), days.end(), false) == days.end()) {
    diagnostics.Error(node->where, "no day of the week is left to work on",
                      "at most six days");
    return;
  }
  if (node->kind == Node::Kind::kSequence) weekend = days;
}

void ReadDurations(const MappingReader& reader, ProgramScope& scope) {
  const Node* const node = reader.Find("durations");
  scope.durations_are_known = node != nullptr || !reader.Has("durations");
  if (node == nullptr) return;
  const MappingReader durations(*node, "'durations'", kDurationKeys,
                                scope.diagnostics);
  for (std::size_t type = 0; type < kSessionTypes; ++type) {
    const std::string_view key = kDurationKeys[type];
    scope.durations[type] = durations.Value(key, kSessionDuration);
    if (durations.Has(key) && !scope.durations[type]) {
      scope.durations_are_known = false;
    }
  }
  if (!durations.IsMapping()) scope.durations_are_known = false;
}

void ReadBody(const MappingReader& reader, const Names& names,
              Diagnostics& diagnostics, Program& program, ProgramScope& scope) {
  constexpr std::string_view kMeaning =
      "the id or short name of a body in the directory";
  const Node* const node = reader.Require("body", kMeaning);
  if (node == nullptr) return;
  auto id = Resolve(*node, "body", kMeaning, names.bodies, diagnostics);
  if (!id) return;
  program.body = std::move(*id);
  const auto headings = names.headings.find(program.body);
  if (headings != names.headings.end()) scope.headings = &headings->second;
}

// A list of names, each of something in `index`: their ids, each once, without
// those that `refuses(node, id)`, which tells why.
template <typename Refuses>
std::vector<std::string> ReadNames(const MappingReader& reader,
                                   std::string_view key, std::string_view noun,
                                   std::string_view meaning,
                                   const NameIndex& index,
                                   Diagnostics& diagnostics,
                                   const Refuses& refuses) {
  std::vector<std::string> ids;
  for (const Node& node : reader.List(key, Concat({"a list of ", noun, "s"}))) {
    auto id = Resolve(node, noun, meaning, index, diagnostics);
    if (!id || refuses(node, *id)) continue;
    if (std::find(ids.begin(), ids.end(), *id) != ids.end()) {
      diagnostics.Error(
          node.where,
          Concat({"the ", noun, " ", Quoted(*id), " is given twice"}),
          Concat({"each ", noun, " once"}));
      continue;
    }
    ids.push_back(std::move(*id));
  }
  return ids;
}

std::vector<std::string> ReadDraftFeeds(const MappingReader& reader,
                                        const Names& names,
                                        const std::string& body,
                                        Diagnostics& diagnostics) {
  const auto is_elsewhere = [&](const Node& node, const std::string& feed) {
    const auto owner = names.bodies_of_feeds.find(feed);
    if (body.empty() || owner == names.bodies_of_feeds.end() ||
        owner->second == body) {
      return false;
    }
    diagnostics.Error(
        node.where,
        Concat({"the feed ", Quoted(feed), " is that of another body"}),
        Concat({"a feed of ", Quoted(body),
                ", of a directorate or of a councillor"}));
    return true;
  };
  return ReadNames(reader, "draft-feeds", "feed", "the id of a feed",
                   names.feeds, diagnostics, is_elsewhere);
}

// Returns whether all entries could be read.
template <typename T, typename Parse>
bool ReadEntries(const MappingReader& reader, std::string_view key,
                 const Parse& parse, std::vector<T>& entries) {
  const auto list = reader.List(key, Concat({"a list of ", key}));
  entries.reserve(list.size());
  for (const Node& node : list) {
    if (auto entry = parse(node)) entries.push_back(std::move(*entry));
  }
  const Node* const node = reader.Find(key);
  const bool is_readable =
      !reader.Has(key) ||
      (node != nullptr && node->kind == Node::Kind::kSequence);
  return is_readable && entries.size() == list.size();
}

}  // namespace

std::string ToText(DueRule rule) { return WordFor<DueRule>(rule, kDueRules); }

ProgramParser::ProgramParser(const Names& names, const FileNames& files,
                             Language default_language,
                             Diagnostics& diagnostics)
    : names_(names),
      files_(files),
      default_language_(default_language),
      diagnostics_(diagnostics),
      program_ids_("program", files, diagnostics) {}

std::optional<Program> ProgramParser::Parse(const Node& root) {
  const MappingReader reader(root, "the program", kProgramKeys, diagnostics_);
  if (!reader.IsMapping()) return std::nullopt;
  auto identity = program_ids_.Read(reader);

  Program program;
  ProgramScope scope{
      .names = names_, .files = files_, .diagnostics = diagnostics_};
  ReadBody(reader, names_, diagnostics_, program, scope);
  program.name = reader.RequiredText("name", kLine, "its name");
  scope.period = ReadPeriod(reader);
  scope.days = scope.period;
  if (scope.period) program.period = *scope.period;
  program.status = reader.Choice<ProgramStatus>("status", kStatuses)
                       .value_or(program.status);
  program.draft_feeds =
      ReadDraftFeeds(reader, names_, program.body, diagnostics_);
  program.time_zone =
      reader.RequiredText("time-zone", kLine, "a zone as America/Mexico_City");
  program.time_zone_where = reader.Where("time-zone");
  program.language = reader.Choice<Language>("language", kLanguages)
                         .value_or(default_language_);
  program.approval = reader.Text("approval", kLine);
  program.source = reader.Text("source", kLine);
  program.revised = reader.RequiredValue("revised", kInstant, kInstant.expected)
                        .value_or(program.revised);
  program.plan_revised = program.revised;
  scope.week_rule = ReadWeekRule(reader, "week-rule").value_or(scope.week_rule);
  program.due = reader.Choice<DueRule>("due", kDueRules).value_or(program.due);
  program.due_lead =
      reader.Value("due-lead", kDueLead).value_or(program.due_lead);
  program.shows_overdue =
      reader.Choice<bool>("overdue", kOverdueWords).value_or(false);
  ReadWeekend(reader, diagnostics_, program.weekend);
  program.non_working_days = ReadNames(
      reader, "non-working-days", "calendar",
      "the id of a calendar of non-working days", names_.calendars,
      diagnostics_, [](const Node&, const std::string&) { return false; });
  ReadDurations(reader, scope);
  program.week_rule = scope.week_rule;
  program.durations = scope.durations;

  IdentityScope session_ids("session", files_, diagnostics_);
  IdentityScope item_ids("item", files_, diagnostics_);
  const bool sessions_are_whole = ReadEntries(
      reader, "sessions",
      [&](const Node& node) { return ParseSession(node, scope, session_ids); },
      program.sessions);
  const bool items_are_whole = ReadEntries(
      reader, "items",
      [&](const Node& node) { return ParseItem(node, scope, item_ids); },
      program.items);

  program.identity.where = reader.Where("id");
  if (identity) program.identity = std::move(*identity);
  TellWhatIsSuspect(program, {sessions_are_whole, items_are_whole}, files_,
                    diagnostics_);
  if (program.identity.id.empty()) return std::nullopt;
  return program;
}

}  // namespace agendad::config
