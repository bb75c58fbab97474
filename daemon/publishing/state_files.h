// Where a machine's ledger and its copy are. Pure; any thread.
#ifndef AGENDAD_DAEMON_PUBLISHING_STATE_FILES_H_
#define AGENDAD_DAEMON_PUBLISHING_STATE_FILES_H_

#include <filesystem>
#include <string>

#include "config/settings.h"

namespace agendad::daemon {

// Files of the state directory.
inline constexpr char kLedgerFile[] = "ledger.sqlite";
inline constexpr char kCopyFile[] = "copy.sqlite";

// The setting, else the state directory's own.
inline std::string PlaceOfLedger(const config::Settings& settings,
                                 const std::filesystem::path& state) {
  return settings.ledger.empty() ? (state / kLedgerFile).string()
                                 : settings.ledger;
}

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_PUBLISHING_STATE_FILES_H_
