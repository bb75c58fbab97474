// The directory by id, and who answers for items as feeds and lists group
// them. Refers to the definition, which must outlive it. Immutable once built;
// any thread.
#ifndef AGENDAD_FEEDS_DIRECTORY_INDEX_H_
#define AGENDAD_FEEDS_DIRECTORY_INDEX_H_

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "config/program.h"

namespace agendad::feeds {

// In lists headings come first, then directorates, then what nobody answers
// for; by code.
struct Group {
  enum class Kind { kHeading, kDirectorate, kUnassigned };

  Kind kind = Kind::kUnassigned;
  std::string id;         // empty for kUnassigned
  std::string permanent;  // the permanent id; empty for kUnassigned
  std::string code;       // empty for kUnassigned
  std::string name;       // empty for kUnassigned

  friend bool operator==(const Group& a, const Group& b) {
    return a.kind == b.kind && a.permanent == b.permanent;
  }
  friend auto operator<=>(const Group& a, const Group& b) {
    return std::tie(a.kind, a.code, a.permanent) <=>
           std::tie(b.kind, b.code, b.permanent);
  }
};

class DirectoryIndex {
 public:
  explicit DirectoryIndex(const config::Directory& directory);

  // The body must exist.
  const config::Body& BodyAt(const std::string& id) const {
    return *bodies_.at(id);
  }

  // The group of an item in a program of `body`; what it names must exist.
  const Group& GroupOf(const config::Responsible& responsible,
                       const std::string& body) const;

 private:
  std::unordered_map<std::string, const config::Body*> bodies_;
  std::unordered_map<std::string, Group> directorates_;
  std::unordered_map<std::string, std::map<std::string, Group>> headings_;
  Group unassigned_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_DIRECTORY_INDEX_H_
