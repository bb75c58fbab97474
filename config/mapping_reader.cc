#include "config/mapping_reader.h"

#include <algorithm>

#include "config/wording.h"

namespace agendad::config {

std::string KeySubject(std::string_view key) { return Quoted(key); }

void TellWrongKind(const Node& node, std::string_view subject,
                   std::string_view expected, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::kBroken) return;
  diagnostics.Error(node.where, Concat({subject, " is ", ToText(node.kind)}),
                    std::string(expected));
}

void TellWrongForm(const Node& node, std::string_view noun,
                   std::string_view expected, Diagnostics& diagnostics) {
  diagnostics.Error(node.where, Concat({Quoted(node.text), " is not ", noun}),
                    std::string(expected));
}

namespace {

// What does not look like a key may be a value behind a missing space, as
// "link:https://...", which is not for everybody's eyes.
std::string Shown(const std::string& key) {
  constexpr std::string_view kUnlikely = ":/=?&@";
  const bool is_key = key.find_first_of(kUnlikely) == std::string::npos;
  return is_key ? Quoted(key)
                : Quoted(key.substr(0, key.find_first_of(kUnlikely)) + "...");
}

}  // namespace

MappingReader::MappingReader(const Node& node, std::string_view subject,
                             std::span<const std::string_view> keys,
                             Diagnostics& diagnostics)
    : node_(node), subject_(subject), diagnostics_(diagnostics) {
  if (!IsMapping()) {
    TellWrongKind(node, subject, "a mapping, with the keys " + Listed(keys),
                  diagnostics);
    return;
  }
  for (const Member& member : node.members) {
    if (std::find(keys.begin(), keys.end(), member.key) != keys.end()) continue;
    diagnostics.Error(member.where, "unknown key " + Shown(member.key),
                      OneOf({keys.begin(), keys.end()}, member.key));
  }
}

const Member* MappingReader::FindMember(std::string_view key) const {
  for (const Member& member : node_.members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

const Node* MappingReader::Find(std::string_view key) const {
  const Member* const member = FindMember(key);
  if (member == nullptr) return nullptr;
  const Node::Kind kind = member->value.kind;
  return kind == Node::Kind::kEmpty || kind == Node::Kind::kBroken
             ? nullptr
             : &member->value;
}

const Node* MappingReader::Require(std::string_view key,
                                   std::string_view meaning) const {
  if (!IsMapping()) return nullptr;
  const Member* const member = FindMember(key);
  if (member == nullptr) {
    diagnostics_.Error(node_.where, Concat({subject_, " has no ", Quoted(key)}),
                       std::string(meaning));
  } else if (member->value.kind == Node::Kind::kEmpty) {
    diagnostics_.Error(member->where, Concat({Quoted(key), " is empty"}),
                       std::string(meaning));
  }
  return Find(key);
}

bool MappingReader::Has(std::string_view key) const {
  const Member* const member = FindMember(key);
  return member != nullptr && member->value.kind != Node::Kind::kEmpty;
}

Location MappingReader::Where(std::string_view key) const {
  const Member* const member = FindMember(key);
  return member != nullptr ? member->value.where : node_.where;
}

std::string MappingReader::Text(std::string_view key,
                                const Form<std::string>& form) const {
  return Value(key, form).value_or("");
}

std::string MappingReader::RequiredText(std::string_view key,
                                        const Form<std::string>& form,
                                        std::string_view meaning) const {
  return RequiredValue(key, form, meaning).value_or("");
}

std::string MappingReader::SecretText(std::string_view key,
                                      const Form<std::string>& form) const {
  const Node* const node = Find(key);
  if (node == nullptr) return "";
  if (node->kind == Node::Kind::kScalar && !form.parse(node->text)) {
    Error(key, Concat({KeySubject(key), " is not ", form.noun}),
          std::string(form.expected));
    return "";
  }
  return Text(key, form);
}

std::span<const Node> MappingReader::List(std::string_view key,
                                          std::string_view meaning) const {
  const Node* const node = Find(key);
  if (node == nullptr) return {};
  if (node->kind != Node::Kind::kSequence) {
    TellWrongKind(*node, KeySubject(key), meaning, diagnostics_);
    return {};
  }
  return node->items;
}

void MappingReader::Error(std::string_view key, std::string what,
                          std::string expected) const {
  diagnostics_.Error(Where(key), std::move(what), std::move(expected));
}

void TellUnknownWord(const Node& node, std::string_view key,
                     const std::vector<std::string>& words,
                     Diagnostics& diagnostics) {
  if (node.kind != Node::Kind::kScalar) {
    TellWrongKind(node, KeySubject(key), OneOf(words, ""), diagnostics);
  } else {
    diagnostics.Error(node.where,
                      Concat({"unknown ", key, " ", Quoted(node.text)}),
                      OneOf(words, node.text));
  }
}

}  // namespace agendad::config
