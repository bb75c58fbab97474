#include "feeds/directory_index.h"

namespace agendad::feeds {

DirectoryIndex::DirectoryIndex(const config::Directory& directory) {
  for (const auto& body : directory.bodies) {
    bodies_.emplace(body.identity.id, &body);
    auto& headings = headings_[body.identity.id];
    for (const auto& heading : body.headings) {
      headings.emplace(
          heading.identity.id,
          Group{Group::Kind::kHeading, heading.identity.id,
                heading.identity.Permanent(), heading.code, heading.name});
    }
  }
  for (const auto& directorate : directory.directorates) {
    directorates_.emplace(
        directorate.identity.id,
        Group{Group::Kind::kDirectorate, directorate.identity.id,
              directorate.identity.Permanent(), directorate.code,
              directorate.name});
  }
}

const Group& DirectoryIndex::GroupOf(const config::Responsible& responsible,
                                     const std::string& body) const {
  if (const auto* by = std::get_if<config::ByDirectorate>(&responsible)) {
    return directorates_.at(by->id);
  }
  if (const auto* by = std::get_if<config::ByHeading>(&responsible)) {
    return headings_.at(body).at(by->id);
  }
  return unassigned_;
}

}  // namespace agendad::feeds
