// Which content coding a client gets (RFC 9110 12.5.3). Pure; any thread.
#ifndef AGENDAD_DAEMON_HTTP_CONTENT_CODING_H_
#define AGENDAD_DAEMON_HTTP_CONTENT_CODING_H_

#include <string_view>

#include "feeds/representation.h"

namespace agendad::daemon::http {

// `accept_encoding` is the field's value, empty if it is absent: then the
// answer is identity, although the RFC would allow any, because clients that
// do not ask are the ones that cannot decode (P13). Else the coding that the
// client weighs highest; among equals br before gzip before identity. A weight
// that is not one makes its element count for nothing. Where the client
// refuses everything, identity: a feed is always answered (P1).
feeds::ContentCoding NegotiateCoding(std::string_view accept_encoding);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_CONTENT_CODING_H_
