// Reads the values of one mapping of a definition, and tells everything that is
// wrong with its keys. One thread.
#ifndef AGENDAD_CONFIG_MAPPING_READER_H_
#define AGENDAD_CONFIG_MAPPING_READER_H_

#include <cassert>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/diagnostic.h"
#include "config/forms.h"
#include "config/node.h"

namespace agendad::config {

// One of the words that a value may be.
template <typename T>
struct Word {
  std::string_view text;
  T value;
};

// The word that stands for `value`, which has one.
template <typename T>
std::string WordFor(T value, std::span<const Word<T>> words) {
  for (const Word<T>& word : words) {
    if (word.value == value) return std::string(word.text);
  }
  assert(false);
  return {};
}

// The value of `node` in this form; absent if it has none, which is told, with
// `subject` for what it is ("'from'", "an entry of 'months'").
template <typename T>
std::optional<T> ReadScalar(const Node& node, const Form<T>& form,
                            std::string_view subject, Diagnostics& diagnostics);

// In the functions that say Required, an absent or empty value is an error, and
// `meaning` says what was expected ("its full title").
class MappingReader {
 public:
  // `subject` is what the mapping is ("the item"). A node that is no mapping
  // and all keys that are not among `keys` are told. The references must
  // outlive the reader.
  MappingReader(const Node& node, std::string_view subject,
                std::span<const std::string_view> keys,
                Diagnostics& diagnostics);

  bool IsMapping() const { return node_.kind == Node::Kind::kMapping; }

  // Null if it is absent, empty, or told already.
  const Node* Find(std::string_view key) const;
  const Node* Require(std::string_view key, std::string_view meaning) const;

  // Whether the key is there, whatever its value: what depends on it is then
  // not missing but wrong.
  bool Has(std::string_view key) const;

  // Of the value if it is there, else of the mapping.
  Location Where(std::string_view key) const;
  Location Where() const { return node_.where; }

  template <typename T>
  std::optional<T> Value(std::string_view key, const Form<T>& form) const;
  template <typename T>
  std::optional<T> RequiredValue(std::string_view key, const Form<T>& form,
                                 std::string_view meaning) const;

  // "" if it is absent or wrong.
  std::string Text(std::string_view key, const Form<std::string>& form) const;
  std::string RequiredText(std::string_view key, const Form<std::string>& form,
                           std::string_view meaning) const;
  // As Text(), of what is not for everybody's eyes: a wrong one is not quoted.
  std::string SecretText(std::string_view key,
                         const Form<std::string>& form) const;

  template <typename T>
  std::optional<T> Choice(std::string_view key,
                          std::span<const Word<T>> words) const;

  // The entries of a list; empty if it is absent or no list (told).
  std::span<const Node> List(std::string_view key,
                             std::string_view meaning) const;

  // Tells an error about the value of `key`.
  void Error(std::string_view key, std::string what,
             std::string expected) const;

 private:
  const Member* FindMember(std::string_view key) const;

  const Node& node_;
  const std::string_view subject_;
  Diagnostics& diagnostics_;
};

// "'from'", for messages.
std::string KeySubject(std::string_view key);

void TellWrongKind(const Node& node, std::string_view subject,
                   std::string_view expected, Diagnostics& diagnostics);
void TellWrongForm(const Node& node, std::string_view noun,
                   std::string_view expected, Diagnostics& diagnostics);
void TellUnknownWord(const Node& node, std::string_view key,
                     const std::vector<std::string>& words,
                     Diagnostics& diagnostics);

// ---------------------------------------------------------------------------

template <typename T>
std::optional<T> ReadScalar(const Node& node, const Form<T>& form,
                            std::string_view subject,
                            Diagnostics& diagnostics) {
  if (node.kind != Node::Kind::kScalar) {
    TellWrongKind(node, subject, form.expected, diagnostics);
    return std::nullopt;
  }
  std::optional<T> value = form.parse(node.text);
  if (!value) TellWrongForm(node, form.noun, form.expected, diagnostics);
  return value;
}

template <typename T>
std::optional<T> MappingReader::Value(std::string_view key,
                                      const Form<T>& form) const {
  const Node* const node = Find(key);
  if (node == nullptr) return std::nullopt;
  return ReadScalar(*node, form, KeySubject(key), diagnostics_);
}

template <typename T>
std::optional<T> MappingReader::RequiredValue(std::string_view key,
                                              const Form<T>& form,
                                              std::string_view meaning) const {
  const Node* const node = Require(key, meaning);
  if (node == nullptr) return std::nullopt;
  return ReadScalar(*node, form, KeySubject(key), diagnostics_);
}

template <typename T>
std::optional<T> MappingReader::Choice(std::string_view key,
                                       std::span<const Word<T>> words) const {
  const Node* const node = Find(key);
  if (node == nullptr) return std::nullopt;
  for (const Word<T>& word : words) {
    if (node->kind == Node::Kind::kScalar && node->text == word.text) {
      return word.value;
    }
  }
  std::vector<std::string> texts;
  for (const Word<T>& word : words) texts.emplace_back(word.text);
  TellUnknownWord(*node, key, texts, diagnostics_);
  return std::nullopt;
}

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_MAPPING_READER_H_
