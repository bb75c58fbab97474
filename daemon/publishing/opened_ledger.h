// A publisher for a command that runs once, on the ledger of the machine that
// it runs on. First thread only (libical, the ledger).
#ifndef AGENDAD_DAEMON_PUBLISHING_OPENED_LEDGER_H_
#define AGENDAD_DAEMON_PUBLISHING_OPENED_LEDGER_H_

#include <filesystem>
#include <memory>
#include <string>

#include "config/definition_parser.h"
#include "config/settings.h"
#include "daemon/publishing/publisher.h"
#include "daemon/store/ledger.h"
#include "feeds/representation.h"

namespace agendad::daemon {

struct OpenedLedger {
  config::DefinitionSources sources;  // of the configuration directory
  config::Settings settings;
  std::filesystem::path state;  // which a command with kRead does not make
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<Publisher> publisher;
};

// Reads the configuration directory, and takes up what is published. With
// kRead, a ledger that nobody has made yet is none: then `ledger` and
// `publisher` are null. What nobody waits for goes to standard error. Throws
// std::runtime_error if the ledger is there and cannot be read.
OpenedLedger OpenLedger(const std::string& directory, Ledger::Access access,
                        feeds::Compress compress);

// Throws std::runtime_error if this machine's copy has a later version than the
// ledger: who published into one that was lost would give numbers anew that
// calendars have seen.
void RequireAllVersions(const OpenedLedger& opened);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_PUBLISHING_OPENED_LEDGER_H_
