#include "config/facts_parser.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

#include "config/fact_words.h"
#include "config/forms.h"
#include "config/iso_date.h"
#include "config/mapping_reader.h"
#include "config/months.h"
#include "config/program_scope.h"
#include "config/session_parser.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

using std::chrono::year_month;

constexpr std::array<std::string_view, 16> kFactKeys = {
    "at",       "item", "month", "session", "fact", "on",    "to", "when",
    "duration", "type", "name",  "place",   "link", "items", "by", "because"};

template <typename T>
std::vector<std::string> IdsOf(const std::vector<T>& things) {
  std::vector<std::string> ids;
  for (const T& thing : things) ids.push_back(thing.identity.id);
  return ids;
}

std::string MonthsOf(const Item& item) {
  std::string months;
  for (const ItemMonth& month : item.months) {
    months += (months.empty() ? "" : ", ") + ToIso(month.month);
  }
  return months;
}

// What people date with a day alone was written after the line above, if that
// is of the same day.
void NotBefore(std::chrono::sys_seconds above, std::chrono::sys_seconds& at) {
  const auto day = std::chrono::floor<std::chrono::days>(above);
  if (at == day) at = above;
}

class FactParser {
 public:
  FactParser(const Node& node, const Program& program,
             const ProgramScope& scope)
      : program_(program),
        scope_(scope),
        reader_(node, "the fact", kFactKeys, scope.diagnostics) {}

  std::optional<Fact> Parse() {
    if (!reader_.IsMapping()) return std::nullopt;
    Fact fact;
    fact.where = reader_.Where();
    const auto at = reader_.RequiredValue("at", kInstant, kInstant.expected);
    fact.decision = {at.value_or(std::chrono::sys_seconds()),
                     reader_.Text("by", kLine), reader_.Text("because", kText)};
    if (reader_.Has("item") == reader_.Has("session")) {
      scope_.diagnostics.Error(fact.where, "the fact is not about one thing",
                               "either 'item' and 'month', or 'session'");
      return std::nullopt;
    }
    if (reader_.Has("item")) {
      auto about = ParseItemFact();
      if (!about) return std::nullopt;
      fact.about = std::move(*about);
    } else {
      auto about = ParseSessionFact();
      if (!about) return std::nullopt;
      fact.about = std::move(*about);
    }
    if (!at) return std::nullopt;
    fact.decision.fact = reader_.Text("fact", kLine);
    return fact;
  }

 private:
  std::optional<ItemFact> ParseItemFact() {
    const Node* const node = reader_.Require("item", "the id of an item");
    const Item* const item = node ? FindItem(*node) : nullptr;
    const auto month = item ? ReadMonth(*item) : std::nullopt;
    const auto kind = ReadKind<ItemFactKind>(kItemFacts);
    if (!kind) return std::nullopt;
    ItemFact fact{*kind, {}, {}, std::nullopt, std::nullopt};
    if (*kind == ItemFactKind::kDone) {
      fact.on = reader_.RequiredValue("on", kDate, "the day it was done");
      if (!fact.on) return std::nullopt;
    }
    if (*kind == ItemFactKind::kMoved) {
      fact.to = ReadMonthIn("to", program_.PeriodAndAfter(),
                            "the month it is due in now");
      if (!fact.to) return std::nullopt;
    }
    if (!item || !month) return std::nullopt;
    fact.item = item->identity.id;
    fact.month = *month;
    return fact;
  }

  std::optional<SessionFact> ParseSessionFact() {
    if (reader_.Has("month")) {
      reader_.Error("month", "'month' with a session", "it only with 'item'");
    }
    const auto id = reader_.RequiredValue("session", kId, kId.expected);
    const auto kind = ReadKind<SessionFactKind>(kSessionFacts);
    if (!id || !kind) return std::nullopt;
    SessionFact fact;
    fact.kind = *kind;
    const Session* const session = FindById(program_.sessions, *id);
    fact.session = session ? session->identity.id : *id;
    const FactKeys keys = KeysOf(*kind);
    if (!keys.empty() && !ReadTime(fact)) return std::nullopt;
    fact.place = reader_.Text("place", kLine);
    fact.link = reader_.SecretText("link", kLink);
    fact.name = reader_.Text("name", kLine);
    fact.type = ReadSessionType(reader_, "type");
    if (fact.type && session) {
      reader_.Error("type",
                    Concat({"the program has the session ",
                            Quoted(fact.session), " already"}),
                    "'type' only for one that it does not have");
    }
    for (const Node& node : reader_.List("items", "a list of ids of items")) {
      if (const Item* const item = FindItem(node)) {
        fact.items.push_back(item->identity.id);
      }
    }
    std::sort(fact.items.begin(), fact.items.end());
    const auto twice = std::adjacent_find(fact.items.begin(), fact.items.end());
    if (twice != fact.items.end()) {
      reader_.Error("items", Concat({Quoted(*twice), " is given twice"}),
                    "each item once");
    }
    return fact;
  }

  bool ReadTime(SessionFact& fact) {
    const bool is_convened = fact.kind == SessionFactKind::kConvened;
    const Node* const node =
        reader_.Require("when", is_convened ? kConvenedMeaning : kWhenMeaning);
    if (node == nullptr) return false;
    fact.when = ParseWhen(*node, scope_);
    fact.when_where = node->where;
    if (!fact.when) return false;
    const bool has_hour = std::holds_alternative<LocalTime>(*fact.when);
    if (is_convened && !has_hour &&
        !std::holds_alternative<std::chrono::sys_days>(*fact.when)) {
      reader_.Error("when", "the session is convened for no day",
                    std::string(kConvenedMeaning));
      return false;
    }
    fact.duration = reader_.Value("duration", kSessionDuration);
    if (fact.duration && !has_hour) {
      reader_.Error("duration", "a duration without an hour",
                    "it only for a session with a date and hour");
    }
    return true;
  }

  // Tells the keys that do not go with the kind, too.
  template <typename T>
  std::optional<T> ReadKind(std::span<const Word<T>> words) {
    std::string meaning = "one of ";
    for (const auto& word : words) {
      meaning += (&word == words.data() ? "" : ", ") + std::string(word.text);
    }
    reader_.Require("fact", meaning);
    const auto kind = reader_.Choice<T>("fact", words);
    if (!kind) return kind;
    const FactKeys own = KeysOf(*kind);
    for (const auto key : kOfSome) {
      if (!reader_.Has(key) ||
          std::find(own.begin(), own.end(), key) != own.end()) {
        continue;
      }
      const std::string word = reader_.Text("fact", kLine);
      reader_.Error(key, Concat({KeySubject(key), " with ", Quoted(word)}),
                    own.empty() ? "no such key" : "only " + Listed(own));
    }
    return kind;
  }

  const Item* FindItem(const Node& node) {
    if (node.kind != Node::Kind::kScalar) {
      TellWrongKind(node, "the item", "the id of an item", scope_.diagnostics);
      return nullptr;
    }
    const Item* const item = FindById(program_.items, node.text);
    if (!item) {
      scope_.diagnostics.Error(
          node.where, Concat({"unknown item ", Quoted(node.text)}),
          DidYouMean(
              Concat({"the id of an item of ", Quoted(program_.identity.id)}),
              IdsOf(program_.items), node.text));
    }
    return item;
  }

  std::optional<year_month> ReadMonth(const Item& item) {
    const auto month =
        ReadMonthIn("month", program_.period, "one of the item's months");
    if (!month) return month;
    const bool is_due =
        std::any_of(item.months.begin(), item.months.end(),
                    [&](const ItemMonth& due) { return due.month == *month; });
    if (is_due) return month;
    reader_.Error("month", "the item is not due in " + ToIso(*month),
                  "one of " + MonthsOf(item));
    return std::nullopt;
  }

  std::optional<year_month> ReadMonthIn(std::string_view key,
                                        const DateRange& days,
                                        std::string_view meaning) {
    const auto text = reader_.RequiredValue(key, kLine, meaning);
    if (!text) return std::nullopt;
    const auto month = ResolveMonth(*text, program_.period, days);
    if (const auto* const fault = std::get_if<Fault>(&month)) {
      reader_.Error(key, fault->what, fault->expected);
      return std::nullopt;
    }
    return std::get<year_month>(month);
  }

  static constexpr std::string_view kConvenedMeaning =
      "a date as 2024-03-13 or a date and hour as 2024-03-13 10:00";

  const Program& program_;
  const ProgramScope& scope_;
  const MappingReader reader_;
};

}  // namespace

std::string_view ProgramOfFacts(std::string_view name) {
  name.remove_prefix(name.rfind('/') + 1);
  return name.substr(0, name.find('.'));
}

std::vector<Fact> ParseFacts(const Node& root, const Program& program,
                             const Names& names, const FileNames& files,
                             Diagnostics& diagnostics) {
  std::vector<Fact> facts;
  if (root.kind == Node::Kind::kEmpty) return facts;
  if (root.kind != Node::Kind::kSequence) {
    TellWrongKind(root, "the file", "a list of facts", diagnostics);
    return facts;
  }
  const ProgramScope scope{.period = program.period,
                           .days = program.PeriodAndAfter(),
                           .week_rule = program.week_rule,
                           .durations = program.durations,
                           .names = names,
                           .files = files,
                           .diagnostics = diagnostics};
  for (const Node& node : root.items) {
    auto fact = FactParser(node, program, scope).Parse();
    if (!fact) continue;
    if (!facts.empty()) NotBefore(facts.back().decision.at, fact->decision.at);
    facts.push_back(std::move(*fact));
  }
  return facts;
}

}  // namespace agendad::config
