// What one client, and all of them, may take of the server. Every limit that
// ends a connection does so for it alone; nothing here makes a feed unreachable
// for others. Values; any thread.
#ifndef AGENDAD_DAEMON_HTTP_TRANSPORT_LIMITS_H_
#define AGENDAD_DAEMON_HTTP_TRANSPORT_LIMITS_H_

#include <chrono>
#include <cstddef>

#include "config/listening.h"
#include "daemon/http/head_scanner.h"

namespace agendad::daemon::http {

struct TransportLimits {
  HeadLimits head;

  // Open connections in all; the next ones wait in the system's queue.
  std::size_t connections = 8192;

  // Of these, from one address (Peer::network); the next ones are closed at
  // once. 0: any number.
  std::size_t connections_per_address = config::kConnectionsPerAddress;

  // Deadlines are totals, never reset by a single octet, and kept to within an
  // eighth of the shortest (at most 250 ms).
  //
  // From the connection, or from a request's first octet, to the head's end.
  std::chrono::milliseconds head_deadline{10'000};
  // Between an answer and the next request's first octet.
  std::chrono::milliseconds idle_deadline{75'000};
  // For one answer, from its first octet that had to wait.
  std::chrono::milliseconds write_deadline{60'000};
  // After the last answer, for the client to close in its turn, and how much it
  // may still send. Closing at once would reset the connection, and the client
  // might never read why it was refused (RFC 9112 9.6).
  std::chrono::milliseconds linger_deadline{2'000};
  std::size_t linger_octets = 256 * 1024;

  // How long accepting rests after the system was out of descriptors or memory.
  std::chrono::milliseconds accept_rest{100};
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_TRANSPORT_LIMITS_H_
