// What `agendad status` shows of a running daemon: for people, and as JSON.
// Values; any thread.
#ifndef AGENDAD_DAEMON_SERVICE_STATUS_H_
#define AGENDAD_DAEMON_SERVICE_STATUS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/monitoring/clients_seen.h"
#include "daemon/reloader.h"

namespace agendad::daemon {

struct Status {
  std::string release;    // "0.1.0"
  std::string directory;  // of the definition
  std::string url;        // empty: not serving yet
  Reloader::Outcome outcome;
  // When what is served was shown first, and when the files were read last.
  std::optional<std::chrono::sys_seconds> shown;
  std::optional<std::chrono::sys_seconds> read;
  std::optional<std::chrono::sys_seconds> read_well;  // nothing was broken
  std::chrono::sys_seconds started;                   // this daemon
  // When the certificate in use ends; absent without TLS.
  std::optional<std::chrono::sys_seconds> certificate_ends = {};
  // Why clients may refuse it, or why another one is not used; empty if all is
  // well.
  std::string certificate_failure = {};
  bool is_stopping = false;
  // How many times the files were read, by what came of it.
  struct {
    std::uint64_t good = 0;
    std::uint64_t broken = 0;
    std::uint64_t unreachable = 0;  // the ledger
  } reloads;
  FeedStates feeds;
  std::vector<ClientSeen> clients;
};

// One line, for the log and systemd: what is served, and what is wrong.
std::string StatusLine(const Status& status);

// Lines "name: value", then the diagnostics. `now` makes ages of times.
std::string StatusText(const Status& status, std::chrono::sys_seconds now);

// One object (RFC 8259); times as RFC 3339 has them, null where there is none.
std::string StatusJson(const Status& status, std::chrono::sys_seconds now);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SERVICE_STATUS_H_
