// A client that has just connected: who it is, and who answers it.
#ifndef AGENDAD_DAEMON_HTTP_ARRIVAL_H_
#define AGENDAD_DAEMON_HTTP_ARRIVAL_H_

#include <sys/socket.h>

#include <memory>
#include <span>

#include "config/listening.h"
#include "daemon/file_descriptor.h"
#include "daemon/http/responder.h"
#include "daemon/http/tls_context.h"

namespace agendad::daemon::http {

// How a listening socket is spoken to.
enum class Channel { kPlain, kTls };

struct Peer {
  int family = AF_UNSPEC;
  // Whose connections count together: an IPv4 address, or the 64 bits that are
  // one subscriber's in IPv6 (RFC 6177).
  config::IpAddress network{};
  // A proxy that is trusted, or anybody at a Unix socket: what it says of the
  // client is believed.
  bool is_trusted = false;
  // Its connections are not counted by address: the machine's own, and those
  // that are trusted.
  bool is_exempt = false;
};

// `address` is that of accept(2). Pure; any thread.
Peer PeerOf(const sockaddr_storage& address,
            std::span<const config::AddressRange> trusted_proxies);

struct Arrival {
  FileDescriptor socket;  // connected and non-blocking
  Peer peer;
  const Responder* responder = nullptr;        // outlives the connection
  std::shared_ptr<const TlsContext> tls = {};  // null: plain
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_ARRIVAL_H_
