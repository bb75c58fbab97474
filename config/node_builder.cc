#include "config/node_builder.h"

#include <algorithm>
#include <utility>

#include "config/wording.h"

namespace agendad::config {

std::string_view ToText(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::kEmpty:
    case Node::Kind::kBroken:
      return "empty";
    case Node::Kind::kScalar:
      return "a text";
    case Node::Kind::kSequence:
      return "a list";
    case Node::Kind::kMapping:
      return "a mapping";
  }
  return "";
}

void NodeBuilder::Open(Node node) {
  open_.push_back({std::move(node), false, false, {}});
}

void NodeBuilder::Close() {
  Node node = std::move(open_.back().node);
  open_.pop_back();
  if (node.kind == Node::Kind::kMapping) DropDuplicateKeys(node.members);
  Add(std::move(node));
}

void NodeBuilder::Add(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Container& container = open_.back();
  if (container.node.kind == Node::Kind::kSequence) {
    container.node.items.push_back(std::move(node));
  } else if (!container.has_key) {
    AddKey(container, std::move(node));
  } else {
    container.has_key = false;
    if (!container.key_is_good) return;
    if (node.kind == Node::Kind::kEmpty) node.where = container.pending.where;
    container.pending.value = std::move(node);
    container.node.members.push_back(std::move(container.pending));
  }
}

void NodeBuilder::AddMergeKey(const Location& where) {
  diagnostics_.Error(where, "a merge key ('<<')",
                     "the keys and values themselves");
  Node broken;
  broken.kind = Node::Kind::kBroken;
  broken.where = where;
  Add(std::move(broken));
}

Node NodeBuilder::TakeRoot() { return std::move(root_); }

bool NodeBuilder::AwaitsKey() const {
  return !open_.empty() && open_.back().node.kind == Node::Kind::kMapping &&
         !open_.back().has_key;
}

void NodeBuilder::AddKey(Container& container, Node key) {
  container.has_key = true;
  container.key_is_good = key.kind == Node::Kind::kScalar;
  if (!container.key_is_good && key.kind != Node::Kind::kBroken) {
    diagnostics_.Error(key.where, Concat({"a key is ", ToText(key.kind)}),
                       "a word");
  }
  container.pending = {std::move(key.text), key.where, {}};
}

// The first of equal keys stays.
void NodeBuilder::DropDuplicateKeys(std::vector<Member>& members) {
  std::vector<const Member*> sorted;
  sorted.reserve(members.size());
  for (const Member& member : members) sorted.push_back(&member);
  std::stable_sort(
      sorted.begin(), sorted.end(),
      [](const Member* a, const Member* b) { return a->key < b->key; });
  std::vector<bool> is_duplicate(members.size());
  for (std::size_t i = 1, first = 0; i < sorted.size(); ++i) {
    if (sorted[i]->key != sorted[first]->key) {
      first = i;
      continue;
    }
    diagnostics_.Error(sorted[i]->where,
                       "the key " + Quoted(sorted[i]->key) + " is given twice",
                       "each key once; the other one is on line " +
                           std::to_string(sorted[first]->where.line));
    is_duplicate[static_cast<std::size_t>(sorted[i] - members.data())] = true;
  }
  std::size_t index = 0;
  std::erase_if(members, [&](const Member&) { return is_duplicate[index++]; });
}

}  // namespace agendad::config
