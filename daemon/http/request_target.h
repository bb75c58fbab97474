// The target of a GET or HEAD request (RFC 9112 3.2): what it asks for and of
// which host. Pure; any thread.
#ifndef AGENDAD_DAEMON_HTTP_REQUEST_TARGET_H_
#define AGENDAD_DAEMON_HTTP_REQUEST_TARGET_H_

#include <optional>
#include <string_view>

namespace agendad::daemon::http {

// Views into the target.
struct RequestTarget {
  std::string_view path;       // begins with "/", without the query; encoded
  std::string_view query;      // with its "?"; empty if there is none
  std::string_view authority;  // "host[:port]" of an absolute-form, else empty
};

// Origin-form ("/feeds/cspen.ics?x") or absolute-form with http or https
// (3.2.2). Absent: neither, or octets that a target cannot have, or an
// authority with user information (RFC 9110 4.2.4).
std::optional<RequestTarget> ParseRequestTarget(std::string_view target);

// Whether `text` may be the value of Host: a uri-host with an optional port
// (RFC 9112 3.2), of at most 261 octets; empty is allowed.
bool IsHost(std::string_view text);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_REQUEST_TARGET_H_
