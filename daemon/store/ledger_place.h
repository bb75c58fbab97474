// Where a ledger is: an SQLite file, or a PostgreSQL database by its URL
// (PostgreSQL's documentation, "Connection URIs"), and how people may see it.
// Any thread.
#ifndef AGENDAD_DAEMON_STORE_LEDGER_PLACE_H_
#define AGENDAD_DAEMON_STORE_LEDGER_PLACE_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace agendad::daemon {

struct LedgerPlace {
  std::string shown;           // without secrets
  std::filesystem::path file;  // absolute; empty if it is PostgreSQL
  std::string url;             // complete, with its secrets, for libpq

  // What must never be told, as it is and as it was written.
  std::vector<std::string> secrets;
};

// Throws std::runtime_error if it begins as a URL of PostgreSQL but is none;
// the text has nothing of it, as any part may be a password.
LedgerPlace ParseLedgerPlace(const std::string& place);

// Everything but unreserved characters and slashes as %XX (RFC 3986 2.1).
std::string PercentEncoded(std::string_view text);

// `text` with every secret of `place` replaced.
std::string WithoutSecrets(std::string text, const LedgerPlace& place);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STORE_LEDGER_PLACE_H_
