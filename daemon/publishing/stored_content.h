// A definition as the ledger keeps it: its files by the digest of their text.
// Of the settings only what feeds depend on (config/published_settings.h), so
// that machines which listen elsewhere share versions, and no password is
// stored. Pure; any thread.
#ifndef AGENDAD_DAEMON_PUBLISHING_STORED_CONTENT_H_
#define AGENDAD_DAEMON_PUBLISHING_STORED_CONTENT_H_

#include <string>
#include <utility>
#include <vector>

#include "config/definition_parser.h"
#include "config/settings.h"
#include "config/shared.h"
#include "daemon/store/ledger.h"

namespace agendad::daemon {

struct StoredContent {
  config::Shared<std::vector<ManifestEntry>> manifest;  // by name
  // In the order of the manifest.
  config::Shared<std::vector<config::SharedText>> texts;
  std::string digest;  // of names and texts

  // Digest and text of the files that are not in `known` under their names.
  std::vector<std::pair<std::string, std::string>> TextsBeyond(
      const StoredContent& known) const;
};

// Remembers the last content, so that a text that the next one shares with it
// is not hashed again. One thread at a time.
class ContentReader {
 public:
  // `settings`: what `sources.settings` says. Files that cannot be read count
  // as empty: such a definition is never stored.
  StoredContent Read(const config::DefinitionSources& sources,
                     const config::Settings& settings);

 private:
  StoredContent last_;
};

// The inverse. Files of unknown names are left out.
config::DefinitionSources SourcesOf(const std::vector<StoredFile>& files);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_PUBLISHING_STORED_CONTENT_H_
