#include "config/item_parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "config/iso_date.h"
#include "config/mapping_reader.h"
#include "config/months.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

using std::chrono::year_month;

constexpr std::array<std::string_view, 13> kItemKeys = {
    "id",
    "formerly",
    "title",
    "short",
    "directorate",
    "heading",
    "months",
    "due",
    "condition",
    "observation",
    "destination",
    "source",
    "ordinary-session-only"};

constexpr std::string_view kMonthsMeaning =
    "months as [mar, jun], 1-11, 2024-03 or all";

class ItemParser {
 public:
  ItemParser(const Node& node, const ProgramScope& scope)
      : node_(node),
        scope_(scope),
        reader_(node, "the item", kItemKeys, scope.diagnostics) {}

  std::optional<Item> Parse(IdentityScope& ids) {
    auto identity = ids.Read(reader_);
    Item item;
    item.title = reader_.RequiredText("title", kText, "its full title");
    item.short_title = reader_.RequiredText("short", kLine,
                                            "a title of at most 60 characters");
    item.short_title_where = reader_.Where("short");
    item.condition = reader_.Text("condition", kText);
    item.observation = reader_.Text("observation", kText);
    item.source = reader_.Text("source", kLine);
    item.ordinary_session_only =
        reader_.Value("ordinary-session-only", kTruth).value_or(false);
    item.responsible = ReadResponsible();
    item.destination = ReadDestination();
    ReadMonths(item.months);
    ReadDue(item.months);
    if (!identity) return std::nullopt;
    item.identity = std::move(*identity);
    return item;
  }

 private:
  Responsible ReadResponsible() {
    constexpr std::string_view kDirectorateMeaning =
        "the id, code or alias of a directorate in the directory";
    constexpr std::string_view kHeadingMeaning =
        "the id or code of a heading of the program's body";
    const Node* const directorate = reader_.Find("directorate");
    const Node* const heading = reader_.Find("heading");
    if (directorate != nullptr && heading != nullptr) {
      scope_.diagnostics.Error(heading->where,
                               "the item has a directorate and a heading",
                               "at most one of the two");
    }
    if (directorate != nullptr) {
      auto id = Resolve(*directorate, "directorate", kDirectorateMeaning,
                        scope_.names.directorates, scope_.diagnostics);
      if (id) return ByDirectorate{std::move(*id)};
    } else if (heading != nullptr && scope_.headings != nullptr) {
      auto id = Resolve(*heading, "heading", kHeadingMeaning, *scope_.headings,
                        scope_.diagnostics);
      if (id) return ByHeading{std::move(*id)};
    } else if (reader_.IsMapping() && !reader_.Has("directorate") &&
               !reader_.Has("heading")) {
      scope_.diagnostics.Warn(node_.where,
                              "the item has no directorate and no heading",
                              "one of the two, so that somebody answers for "
                              "it");
    }
    return Unassigned{};
  }

  std::string ReadDestination() {
    constexpr std::string_view kMeaning =
        "the id or short name of a body in the directory";
    const Node* const node = reader_.Find("destination");
    if (node == nullptr) return {};
    return Resolve(*node, "body", kMeaning, scope_.names.bodies,
                   scope_.diagnostics)
        .value_or("");
  }

  void ReadMonths(std::vector<ItemMonth>& months) {
    const Node* const node = reader_.Require("months", kMonthsMeaning);
    if (node == nullptr) {
      months_are_known_ = false;
      return;
    }
    if (node->kind == Node::Kind::kSequence) {
      if (node->items.empty()) {
        scope_.diagnostics.Error(node->where, "'months' is empty",
                                 std::string(kMonthsMeaning));
      }
      for (const Node& entry : node->items) AddMonths(entry, months);
    } else {
      AddMonths(*node, months);
    }
    std::stable_sort(months.begin(), months.end(),
                     [](const ItemMonth& a, const ItemMonth& b) {
                       return a.month < b.month;
                     });
    months.shrink_to_fit();  // a program is kept for long
  }

  void AddMonths(const Node& node, std::vector<ItemMonth>& months) {
    const auto resolved = Resolved(node);
    if (!resolved) {
      months_are_known_ = false;
      return;
    }
    for (const year_month month : *resolved) {
      const auto same = std::find_if(
          months.begin(), months.end(),
          [&](const ItemMonth& other) { return other.month == month; });
      if (same == months.end()) {
        months.push_back({month, std::nullopt, node.where});
        continue;
      }
      scope_.diagnostics.Error(node.where,
                               "the month " + ToIso(month) + " is given twice",
                               "each month once");
    }
  }

  std::optional<Months> Resolved(const Node& node) {
    if (node.kind != Node::Kind::kScalar) {
      TellWrongKind(node, "a month", kMonthsMeaning, scope_.diagnostics);
      return std::nullopt;
    }
    if (!scope_.period) return std::nullopt;
    auto months = ResolveMonths(node.text, *scope_.period);
    if (auto* const fault = std::get_if<Fault>(&months)) {
      scope_.diagnostics.Error(node.where, std::move(fault->what),
                               std::move(fault->expected));
      return std::nullopt;
    }
    return std::get<Months>(std::move(months));
  }

  void ReadDue(std::vector<ItemMonth>& months) {
    const Node* const node = reader_.Find("due");
    if (node == nullptr) return;
    if (node->kind != Node::Kind::kMapping) {
      const auto date = ReadScalar(*node, kDate, "'due'", scope_.diagnostics);
      if (!date) return;
      const std::chrono::year_month_day day(*date);
      SetDue(day.year() / day.month(), *date, node->where, months);
      return;
    }
    for (const Member& member : node->members) {
      const auto date = ReadScalar(member.value, kDate, KeySubject(member.key),
                                   scope_.diagnostics);
      if (!scope_.period) continue;
      const auto month =
          ResolveMonth(member.key, *scope_.period, *scope_.period);
      if (const auto* const fault = std::get_if<Fault>(&month)) {
        scope_.diagnostics.Error(member.where, fault->what, fault->expected);
      } else if (date) {
        SetDue(std::get<year_month>(month), *date, member.where, months);
      }
    }
  }

  void SetDue(year_month month, std::chrono::sys_days date,
              const Location& where, std::vector<ItemMonth>& months) {
    const auto found = std::find_if(
        months.begin(), months.end(),
        [&](const ItemMonth& other) { return other.month == month; });
    if (found == months.end()) {
      if (!months_are_known_) return;
      scope_.diagnostics.Error(where, "the item is not due in " + ToIso(month),
                               "a date in one of its months");
    } else if (found->due) {
      scope_.diagnostics.Error(where,
                               "the month " + ToIso(month) + " has two dates",
                               "each month once");
    } else {
      found->due = date;
    }
  }

  const Node& node_;
  const ProgramScope& scope_;
  const MappingReader reader_;
  bool months_are_known_ = true;
};

}  // namespace

std::optional<Item> ParseItem(const Node& node, const ProgramScope& scope,
                              IdentityScope& ids) {
  return ItemParser(node, scope).Parse(ids);
}

}  // namespace agendad::config
