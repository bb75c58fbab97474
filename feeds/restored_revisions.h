// The revisions of events, found again in feeds that were published: for a
// ledger that was lost. One thread (libical).
#ifndef AGENDAD_FEEDS_RESTORED_REVISIONS_H_
#define AGENDAD_FEEDS_RESTORED_REVISIONS_H_

#include <string>
#include <string_view>

#include "feeds/revision.h"

namespace agendad::feeds {

// Adds what `text`, a feed with the id `feed_id`, tells of its events; of a UID
// that is there already, the higher number stays. The meaning of what is
// restored is not known: its next change of bytes counts as one of meaning.
// Returns whether it is a feed that agendad may have written.
bool AddRestored(const std::string& feed_id, std::string_view text,
                 Revisions& revisions);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_RESTORED_REVISIONS_H_
