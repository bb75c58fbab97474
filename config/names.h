// The names by which one part of a definition refers to another: ids, codes,
// aliases. One thread.
#ifndef AGENDAD_CONFIG_NAMES_H_
#define AGENDAD_CONFIG_NAMES_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/diagnostic.h"
#include "config/mapping_reader.h"
#include "config/node.h"
#include "config/program.h"

namespace agendad::config {

// Every name of one kind of thing, and the id that it means.
class NameIndex {
 public:
  struct Entry {
    std::string id;
    Location where;
  };

  // Null, or the entry that has this name already for another id.
  const Entry* Add(const std::string& name, const std::string& id,
                   const Location& where);

  // Part of the list could not be read: a name that is not here may be there.
  void SetIncomplete() { is_complete_ = false; }
  bool IsComplete() const { return is_complete_; }

  // The id that this name means, or null.
  const std::string* Find(const std::string& name) const;

  // All names, sorted.
  std::vector<std::string> Names() const;

 private:
  std::unordered_map<std::string, Entry> entries_;
  bool is_complete_ = true;
};

// What programs may refer to.
struct Names {
  NameIndex bodies;
  NameIndex directorates;
  NameIndex calendars;
  NameIndex feeds;
  std::unordered_map<std::string, std::string> bodies_of_feeds;  // by their ids
  std::unordered_map<std::string, NameIndex> headings;  // by the body's id
};

// The id that the name in `node` means. Tells a name that means nothing (if the
// index is complete), as "unknown <noun> 'x'; expected <meaning>".
std::optional<std::string> Resolve(const Node& node, std::string_view noun,
                                   std::string_view meaning,
                                   const NameIndex& index,
                                   Diagnostics& diagnostics);

// The ids of one kind of thing in one scope: each is given once, and former ids
// are never given again.
class IdentityScope {
 public:
  // `noun` is what has these ids ("directorate"). The references must outlive
  // the scope.
  IdentityScope(std::string_view noun, const FileNames& files,
                Diagnostics& diagnostics);

  // Reads `id` and `formerly`. Absent if the id is missing, ill-formed or taken
  // (all told).
  std::optional<Identity> Read(const MappingReader& reader);

 private:
  bool Claim(const std::string& id, const Location& where);

  const std::string_view noun_;
  const FileNames& files_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string, Location> taken_;
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_NAMES_H_
