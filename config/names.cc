#include "config/names.h"

#include <algorithm>

#include "config/forms.h"
#include "config/wording.h"

namespace agendad::config {

const NameIndex::Entry* NameIndex::Add(const std::string& name,
                                       const std::string& id,
                                       const Location& where) {
  const auto [entry, is_new] = entries_.try_emplace(name, Entry{id, where});
  return is_new || entry->second.id == id ? nullptr : &entry->second;
}

const std::string* NameIndex::Find(const std::string& name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second.id;
}

std::vector<std::string> NameIndex::Names() const {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries_) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> Resolve(const Node& node, std::string_view noun,
                                   std::string_view meaning,
                                   const NameIndex& index,
                                   Diagnostics& diagnostics) {
  if (node.kind != Node::Kind::kScalar) {
    TellWrongKind(node, Concat({"the ", noun}), meaning, diagnostics);
    return std::nullopt;
  }
  if (const std::string* const id = index.Find(node.text)) return *id;
  if (index.IsComplete()) {
    diagnostics.Error(
        node.where, Concat({"unknown ", noun, " ", Quoted(node.text)}),
        DidYouMean(std::string(meaning), index.Names(), node.text));
  }
  return std::nullopt;
}

IdentityScope::IdentityScope(std::string_view noun, const FileNames& files,
                             Diagnostics& diagnostics)
    : noun_(noun), files_(files), diagnostics_(diagnostics) {}

std::optional<Identity> IdentityScope::Read(const MappingReader& reader) {
  auto id = reader.RequiredValue("id", kId, kId.expected);
  const Location where = reader.Where("id");
  const bool is_good = id && Claim(*id, where);

  Identity identity;
  for (const Node& node : reader.List("formerly", "a list of ids")) {
    auto former = ReadScalar(node, kId, "an entry of 'formerly'", diagnostics_);
    if (former && Claim(*former, node.where)) {
      identity.formerly.push_back(std::move(*former));
    }
  }
  if (!is_good) return std::nullopt;
  identity.id = std::move(*id);
  identity.where = where;
  return identity;
}

bool IdentityScope::Claim(const std::string& id, const Location& where) {
  const auto [entry, is_new] = taken_.try_emplace(id, where);
  if (is_new) return true;
  diagnostics_.Error(
      where, Concat({"the ", noun_, " id ", Quoted(id), " is given twice"}),
      Concat({"ids, former ones too, that differ; the other one is on ",
              PlaceSeenFrom(where, entry->second, files_)}));
  return false;
}

}  // namespace agendad::config
