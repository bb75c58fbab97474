// Puts the pieces of a file together to a tree, in the order in which they are
// read. Tells keys that are no words, merge keys and duplicate keys, and leaves
// them out. One thread.
#ifndef AGENDAD_CONFIG_NODE_BUILDER_H_
#define AGENDAD_CONFIG_NODE_BUILDER_H_

#include <cstddef>
#include <vector>

#include "config/diagnostic.h"
#include "config/node.h"

namespace agendad::config {

class NodeBuilder {
 public:
  // Keeps a reference to `diagnostics`.
  explicit NodeBuilder(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // How many lists and mappings are open.
  std::size_t Depth() const { return open_.size(); }

  // Whether the next value is a key.
  bool AwaitsKey() const;

  // A list or mapping begins; all that follows is in it, until Close().
  void Open(Node node);
  void Close();

  // The next value; in a mapping a key and its value take turns.
  void Add(Node node);

  // Instead of Add() for a key that is a plain "<<".
  void AddMergeKey(const Location& where);

  // What was added when nothing was open.
  Node TakeRoot();

 private:
  struct Container {
    Node node;
    bool has_key = false;  // `pending` waits for its value
    bool key_is_good = false;
    Member pending;
  };

  void AddKey(Container& container, Node key);
  void DropDuplicateKeys(std::vector<Member>& members);

  Diagnostics& diagnostics_;
  Node root_;
  std::vector<Container> open_;
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_NODE_BUILDER_H_
