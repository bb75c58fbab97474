#include "feeds/revision.h"

#include <algorithm>
#include <tuple>

namespace agendad::feeds {

bool operator==(const Revision& a, const Revision& b) {
  const auto numbers = [](const Revision& r) {
    return std::tie(r.meaning, r.bytes, r.sequence, r.last_modified, r.created,
                    r.left);
  };
  if (numbers(a) != numbers(b)) return false;
  if (!a.withdrawn || !b.withdrawn) return a.withdrawn == b.withdrawn;
  return *a.withdrawn == *b.withdrawn;
}

void Adopt(Revisions changed, Revisions& revisions) {
  while (!changed.empty()) {
    auto taken = revisions.insert(changed.extract(changed.begin()));
    if (!taken.inserted) {
      taken.position->second = std::move(taken.node.mapped());
    }
  }
}

Revision Revise(const Revision* before, const Sha256& meaning,
                const Sha256& bytes, std::chrono::sys_seconds now) {
  Revision revision;
  revision.meaning = meaning;
  revision.bytes = bytes;
  revision.last_modified = now;
  revision.created = now;
  if (!before) return revision;
  revision.sequence = before->sequence;
  revision.last_modified = before->last_modified;
  revision.created = before->created;
  const bool returns = before->left.has_value();
  const bool bytes_differ = before->bytes != bytes;
  // Of an unknown meaning only bytes can tell.
  const bool meaning_differs =
      before->meaning ? *before->meaning != meaning : bytes_differ;
  if (returns || meaning_differs) ++revision.sequence;
  // SEQUENCE is a line of the event: whatever moves it changes bytes.
  if (returns || meaning_differs || bytes_differ) {
    revision.last_modified =
        std::max(now, before->last_modified + std::chrono::seconds(1));
  }
  return revision;
}

}  // namespace agendad::feeds
