// The ids of all feeds that a directory gives rise to: each must be one feed's.
// Pure; any thread.
#ifndef AGENDAD_CONFIG_FEED_IDS_H_
#define AGENDAD_CONFIG_FEED_IDS_H_

#include "config/diagnostic.h"
#include "config/names.h"
#include "config/program.h"

namespace agendad::config {

// Tells feed ids that two feeds have, over all kinds (FeedKind), former ids
// included: a former id keeps its feed's old address alive.
void TellFeedIdsTakenTwice(const Directory& directory, const FileNames& files,
                           Diagnostics& diagnostics);

// Adds all feeds to `names`, former ids included. What could not be read may be
// a feed, too.
void NameFeeds(const Directory& directory, Names& names);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_FEED_IDS_H_
