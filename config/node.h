// What a definition file says, before anybody asks what it means: a tree of
// texts with their places. A value; any thread.
#ifndef AGENDAD_CONFIG_NODE_H_
#define AGENDAD_CONFIG_NODE_H_

#include <string>
#include <string_view>
#include <vector>

#include "config/diagnostic.h"

namespace agendad::config {

struct Member;

struct Node {
  enum class Kind {
    kEmpty,     // nothing, or one of YAML's words for it (~, null)
    kScalar,    // `text`
    kSequence,  // `items`
    kMapping,   // `members`, in the order of the file, keys unique
    kBroken,    // what stood here is told already: say nothing more about it
  };

  Kind kind = Kind::kEmpty;
  // Of an empty value: where its key is.
  Location where;
  // Not empty, without white space at either end; line feeds are its only
  // control characters.
  std::string text;
  std::vector<Node> items;
  std::vector<Member> members;
};

struct Member {
  std::string key;
  Location where;
  Node value;
};

// "a text", "a list", "a mapping", "empty".
std::string_view ToText(Node::Kind kind);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_NODE_H_
