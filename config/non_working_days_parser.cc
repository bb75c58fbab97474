#include "config/non_working_days_parser.h"

#include <array>
#include <utility>

namespace agendad::config {
namespace {

constexpr std::array<std::string_view, 2> kFileKeys = {"revised", "calendars"};
constexpr std::array<std::string_view, 4> kCalendarKeys = {"id", "formerly",
                                                           "name", "days"};
constexpr std::array<std::string_view, 6> kDaysKeys = {
    "name", "rule", "date", "from", "until", "all-days-count"};

// Which of the three ways to say it this is: a rule, a date, or a range. Tells
// keys that do not go together.
std::optional<NonWorkingDays> ParseExtent(const MappingReader& reader) {
  NonWorkingDays days;
  const auto from = reader.Value("from", kDate);
  const auto until = reader.Value("until", kDate);
  const auto date = reader.Value("date", kDate);
  days.rule = reader.Text("rule", kLine);
  if (from && until && *until < *from) {
    reader.Error("until", "the days end before they begin",
                 "a day on or after 'from'");
    return std::nullopt;
  }
  if (reader.Has("date")) {
    for (const std::string_view key : {"rule", "from", "until"}) {
      if (!reader.Has(key)) continue;
      reader.Error(key, "'date' and '" + std::string(key) + "' together",
                   "'date' alone, or 'from' and 'until'");
    }
    days.first = days.last = date;
  } else if (reader.Has("rule")) {
    reader.Require("from", "the first day on which the rule holds");
    days.first = from;
    days.last = until;
  } else {
    reader.Require("from", "'rule' and 'from', 'date', or 'from' and 'until'");
    if (reader.Has("from")) {
      reader.Require("until", "the last day of the range, or a 'rule'");
    }
    days.first = from;
    days.last = until;
  }
  return days;
}

std::optional<NonWorkingDays> ParseDays(const Node& node,
                                        Diagnostics& diagnostics) {
  const MappingReader reader(node, "the entry", kDaysKeys, diagnostics);
  if (!reader.IsMapping()) return std::nullopt;
  std::string name = reader.RequiredText("name", kLine, "what the days are");
  const bool all_days_count =
      reader.Value("all-days-count", kTruth).value_or(false);
  auto days = ParseExtent(reader);
  if (!days) return std::nullopt;
  if (all_days_count && reader.Has("rule")) {
    reader.Error("all-days-count", "'all-days-count' with a rule",
                 "it only with 'from' and 'until'");
  }
  days->name = std::move(name);
  days->all_days_count = all_days_count;
  days->where = reader.Has("rule") ? reader.Where("rule") : node.where;
  return days;
}

}  // namespace

void ParseNonWorkingDays(const Node& root, Definition& definition, Names& names,
                         Diagnostics& diagnostics) {
  if (root.kind == Node::Kind::kEmpty) return;
  const MappingReader reader(root, "the file", kFileKeys, diagnostics);
  definition.non_working_days_revised = reader.Value("revised", kInstant);
  const Node* const list = reader.Find("calendars");
  const bool is_list = list != nullptr && list->kind == Node::Kind::kSequence;
  if (!reader.IsMapping() || (reader.Has("calendars") && !is_list)) {
    names.calendars.SetIncomplete();
  }
  IdentityScope ids("calendar", definition.files, diagnostics);
  for (const Node& node : reader.List("calendars", "a list of calendars")) {
    const MappingReader entry(node, "the calendar", kCalendarKeys, diagnostics);
    auto identity = ids.Read(entry);
    NonWorkingCalendar calendar;
    calendar.name = entry.RequiredText("name", kLine, "its name");
    entry.Require("days", "a list of days");
    for (const Node& day : entry.List("days", "a list of days")) {
      auto days = ParseDays(day, diagnostics);
      if (days) calendar.days.push_back(std::move(*days));
    }
    if (!identity) {
      names.calendars.SetIncomplete();
      continue;
    }
    names.calendars.Add(identity->id, identity->id, identity->where);
    calendar.identity = std::move(*identity);
    definition.non_working_calendars.push_back(std::move(calendar));
  }
}

}  // namespace agendad::config
