#include "daemon/publishing/opened_ledger.h"

#include "config/definition_files.h"
#include "daemon/clock.h"
#include "daemon/output.h"
#include "daemon/publishing/node_settings.h"
#include "daemon/publishing/state_files.h"
#include "daemon/state_directory.h"

namespace agendad::daemon {
namespace {

void Tell(const std::string& text) {
  WriteToStandardError("agendad: " + text + "\n");
}

// Nobody can tell whether a database is empty without asking it.
bool IsThere(const config::Settings& settings, const std::string& place) {
  return settings.ledger.starts_with("postgresql:") ||
         std::filesystem::exists(place);
}

}  // namespace

OpenedLedger OpenLedger(const std::string& directory, Ledger::Access access,
                        feeds::Compress compress) {
  OpenedLedger opened;
  opened.sources = config::ReadDefinitionFiles(directory);
  const bool reads = access == Ledger::Access::kRead;
  const auto folder = [&](const config::Settings& settings) {
    return reads ? StateDirectoryName(settings, directory)
                 : StateDirectory(settings, directory);
  };
  std::string told;
  opened.settings =
      ReadNodeSettings(opened.sources.settings,
                       StateDirectoryName(config::Settings(), directory), told);
  if (!told.empty()) Tell(told);
  opened.state = folder(opened.settings);
  const std::string place = PlaceOfLedger(opened.settings, opened.state);
  if (reads && !IsThere(opened.settings, place)) return opened;
  opened.ledger = std::make_unique<Ledger>(place, access);
  opened.publisher =
      std::make_unique<Publisher>(*opened.ledger, nullptr, compress, Now, Tell);
  opened.publisher->Follow();
  return opened;
}

void RequireAllVersions(const OpenedLedger& opened) {
  const auto place = opened.state / kCopyFile;
  if (!std::filesystem::exists(place)) return;
  Ledger copy(place.string(), Ledger::Access::kRead);
  RequireVersion(*opened.ledger, LastCopied(copy), &copy);
}

}  // namespace agendad::daemon
