#include "config/directory_parser.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "config/alarms_parser.h"
#include "config/settings_parser.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

constexpr std::array<std::string_view, 4> kDirectoryKeys = {
    "revised", "bodies", "directorates", "councillors"};
constexpr std::array<std::string_view, 7> kBodyKeys = {
    "id", "formerly", "short", "name", "visibility", "alarms", "headings"};
constexpr std::array<std::string_view, 4> kHeadingKeys = {"id", "formerly",
                                                          "code", "name"};
constexpr std::array<std::string_view, 7> kDirectorateKeys = {
    "id", "formerly", "code", "name", "visibility", "alarms", "aliases"};
constexpr std::array<std::string_view, 8> kCouncillorKeys = {
    "id",        "formerly",   "name",   "honorific",
    "deadlines", "visibility", "alarms", "memberships"};
constexpr std::array<std::string_view, 4> kMembershipKeys = {"body", "role",
                                                             "from", "until"};

class DirectoryParser {
 public:
  DirectoryParser(const FileNames& files, Names& names,
                  Diagnostics& diagnostics)
      : files_(files),
        names_(names),
        diagnostics_(diagnostics),
        directorate_ids_("directorate", files, diagnostics),
        body_ids_("body", files, diagnostics),
        councillor_ids_("councillor", files, diagnostics) {}

  Directory Parse(const Node& root) {
    Directory directory;
    const MappingReader reader(root, "the file", kDirectoryKeys, diagnostics_);
    directory.revised =
        reader.RequiredValue("revised", kInstant, kInstant.expected)
            .value_or(directory.revised);
    for (const Node& node : List(reader, "bodies", names_.bodies)) {
      Keep(ParseBody(node), directory.bodies, names_.bodies);
    }
    for (const Node& node : List(reader, "directorates", names_.directorates)) {
      Keep(ParseDirectorate(node), directory.directorates, names_.directorates);
    }
    for (const Node& node : List(reader, "councillors", names_.feeds)) {
      Keep(ParseCouncillor(node), directory.councillors, names_.feeds);
    }
    return directory;
  }

 private:
  // A list that is wrong as a whole leaves its names unknown, not absent.
  std::span<const Node> List(const MappingReader& reader, std::string_view key,
                             NameIndex& index) {
    const Node* const node = reader.Find(key);
    const bool is_list = node != nullptr && node->kind == Node::Kind::kSequence;
    if (!reader.IsMapping() || (reader.Has(key) && !is_list)) {
      index.SetIncomplete();
    }
    return reader.List(key, Concat({"a list of ", key}));
  }

  template <typename T>
  void Keep(std::optional<T> thing, std::vector<T>& things, NameIndex& index) {
    if (thing) {
      things.push_back(std::move(*thing));
    } else {
      index.SetIncomplete();
    }
  }

  void AddName(NameIndex& index, std::string_view noun, const std::string& name,
               const Identity& identity, const Location& where) {
    if (name.empty()) {
      index.SetIncomplete();
      return;
    }
    const NameIndex::Entry* const other = index.Add(name, identity.id, where);
    if (other == nullptr) return;
    diagnostics_.Error(
        where, Concat({Quoted(name), " names two ", noun}),
        Concat({"ids, codes and aliases that differ; the other one is on ",
                PlaceSeenFrom(where, other->where, files_)}));
  }

  OwnPolicy ReadPolicy(const MappingReader& reader) {
    OwnPolicy policy;
    policy.visibility = reader.Choice<Visibility>("visibility", kVisibilities);
    if (const Node* const alarms = reader.Find("alarms")) {
      policy.alarms = ParseAlarms(*alarms, diagnostics_);
    }
    return policy;
  }

  std::optional<Body> ParseBody(const Node& node) {
    const MappingReader reader(node, "the body", kBodyKeys, diagnostics_);
    auto identity = body_ids_.Read(reader);
    Body body;
    body.short_name =
        reader.RequiredText("short", kShortName, "what begins its summaries");
    body.name = reader.RequiredText("name", kLine, "its full name");
    body.policy = ReadPolicy(reader);
    NameIndex headings;
    IdentityScope heading_ids("heading", files_, diagnostics_);
    for (const Node& entry : List(reader, "headings", headings)) {
      Keep(ParseHeading(entry, heading_ids, headings), body.headings, headings);
    }
    if (!identity) return std::nullopt;
    AddName(names_.bodies, "bodies", identity->id, *identity, identity->where);
    AddName(names_.bodies, "bodies", body.short_name, *identity,
            reader.Where("short"));
    names_.headings.emplace(identity->id, std::move(headings));
    body.identity = std::move(*identity);
    return body;
  }

  std::optional<Heading> ParseHeading(const Node& node, IdentityScope& ids,
                                      NameIndex& names) {
    const MappingReader reader(node, "the heading", kHeadingKeys, diagnostics_);
    auto identity = ids.Read(reader);
    Heading heading;
    heading.code =
        reader.RequiredText("code", kCode, "its code in categories, as AG");
    heading.name = reader.RequiredText("name", kLine, "its full name");
    if (!identity) return std::nullopt;
    AddName(names, "headings", identity->id, *identity, identity->where);
    AddName(names, "headings", heading.code, *identity, reader.Where("code"));
    heading.identity = std::move(*identity);
    return heading;
  }

  std::optional<Directorate> ParseDirectorate(const Node& node) {
    const MappingReader reader(node, "the directorate", kDirectorateKeys,
                               diagnostics_);
    auto identity = directorate_ids_.Read(reader);
    Directorate directorate;
    directorate.code =
        reader.RequiredText("code", kCode, "its code in categories, as DCPEN");
    directorate.name = reader.RequiredText("name", kLine, "its full name");
    directorate.policy = ReadPolicy(reader);
    NameIndex& names = names_.directorates;
    if (identity) {
      AddName(names, "directorates", identity->id, *identity, identity->where);
      AddName(names, "directorates", directorate.code, *identity,
              reader.Where("code"));
    }
    for (const Node& entry : List(reader, "aliases", names)) {
      auto alias =
          ReadScalar(entry, kLine, "an entry of 'aliases'", diagnostics_);
      if (!alias) {
        names.SetIncomplete();
        continue;
      }
      if (identity) {
        AddName(names, "directorates", *alias, *identity, entry.where);
      }
      directorate.aliases.push_back(std::move(*alias));
    }
    if (!identity) return std::nullopt;
    directorate.identity = std::move(*identity);
    return directorate;
  }

  std::optional<Councillor> ParseCouncillor(const Node& node) {
    const MappingReader reader(node, "the councillor", kCouncillorKeys,
                               diagnostics_);
    auto identity = councillor_ids_.Read(reader);
    Councillor councillor;
    councillor.name = reader.RequiredText("name", kLine, "the full name");
    councillor.honorific = reader.Text("honorific", kLine);
    councillor.deadlines =
        reader.Choice<DeadlineStyle>("deadlines", kDeadlineStyles);
    councillor.policy = ReadPolicy(reader);
    for (const Node& entry :
         reader.List("memberships", "a list of memberships")) {
      auto membership = ParseMembership(entry);
      if (!membership) continue;
      TellOverlap(*membership, councillor.memberships);
      councillor.memberships.push_back(std::move(*membership));
    }
    if (!identity) return std::nullopt;
    councillor.identity = std::move(*identity);
    return councillor;
  }

  std::optional<Membership> ParseMembership(const Node& node) {
    constexpr std::string_view kMeaning =
        "the id or short name of a body of this file";
    const MappingReader reader(node, "the membership", kMembershipKeys,
                               diagnostics_);
    Membership membership;
    membership.where = node.where;
    membership.role = reader.Text("role", kLine);
    membership.from = reader.Value("from", kDate);
    membership.until = reader.Value("until", kDate);
    const bool is_whole = reader.Has("from") == membership.from.has_value() &&
                          reader.Has("until") == membership.until.has_value();
    if (membership.from && membership.until &&
        *membership.until < *membership.from) {
      reader.Error("until", "the membership ends before it begins",
                   "a day on or after 'from'");
      return std::nullopt;
    }
    const Node* const body = reader.Require("body", kMeaning);
    if (body == nullptr) return std::nullopt;
    auto id = Resolve(*body, "body", kMeaning, names_.bodies, diagnostics_);
    if (!id || !is_whole) return std::nullopt;
    membership.body = std::move(*id);
    return membership;
  }

  void TellOverlap(const Membership& membership,
                   const std::vector<Membership>& others) {
    const auto begins_after = [](const Membership& a, const Membership& b) {
      return a.from && b.until && *a.from > *b.until;
    };
    for (const Membership& other : others) {
      if (other.body != membership.body || begins_after(other, membership) ||
          begins_after(membership, other)) {
        continue;
      }
      diagnostics_.Error(
          membership.where,
          "two memberships of " + Quoted(membership.body) + " overlap",
          "one at a time; the other one is on " +
              PlaceSeenFrom(membership.where, other.where, files_));
      return;
    }
  }

  const FileNames& files_;
  Names& names_;
  Diagnostics& diagnostics_;
  IdentityScope directorate_ids_;
  IdentityScope body_ids_;
  IdentityScope councillor_ids_;
};

}  // namespace

Directory ParseDirectory(const Node& root, const FileNames& files, Names& names,
                         Diagnostics& diagnostics) {
  return DirectoryParser(files, names, diagnostics).Parse(root);
}

}  // namespace agendad::config
