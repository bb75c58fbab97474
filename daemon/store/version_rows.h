// The tables of versions, manifests and contents (schema.h). One thread;
// errors as sql_session.h; within a transaction of the caller's where more
// than one statement belongs together.
#ifndef AGENDAD_DAEMON_STORE_VERSION_ROWS_H_
#define AGENDAD_DAEMON_STORE_VERSION_ROWS_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/store/ledger.h"
#include "daemon/store/sql_session.h"

namespace agendad::daemon {

// 0 if there is none.
VersionNumber LastNumber(SqlSession& session);

std::optional<Version> ReadVersion(SqlSession& session, VersionNumber number);
std::vector<Version> ReadVersions(SqlSession& session);  // newest first
VersionNumber LastNumberWith(SqlSession& session, const std::string& content);

// Empty if there is no such version.
std::vector<ManifestEntry> ReadManifest(SqlSession& session,
                                        VersionNumber number);

void WriteVersion(SqlSession& session, const Version& version,
                  const std::vector<ManifestEntry>& manifest);

// Calls `each` with the digest and the text of those of these digests that
// the ledger has, in any order.
using EachText =
    std::function<void(const std::string& digest, std::string&& text)>;
void ReadTexts(SqlSession& session, const std::vector<std::string>& digests,
               const EachText& each);

// One that is known stays as it is.
void WriteTexts(SqlSession& session,
                const std::vector<std::pair<std::string, std::string>>& texts);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STORE_VERSION_ROWS_H_
