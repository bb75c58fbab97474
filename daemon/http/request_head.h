// The strict reading of a complete request head (RFC 9112 3 to 6).
//
// Nothing is guessed and nothing repaired: whatever two programs might read in
// two ways (white space before a colon, folded lines, two lengths, a length
// beside a transfer coding, control characters) is refused. No other part of
// the daemon sees a head that has not passed here. Pure; any thread.
#ifndef AGENDAD_DAEMON_HTTP_REQUEST_HEAD_H_
#define AGENDAD_DAEMON_HTTP_REQUEST_HEAD_H_

#include <optional>
#include <string>
#include <string_view>

#include "daemon/http/head_scanner.h"
#include "daemon/http/refusal.h"

namespace agendad::daemon::http {

enum class Method { kGet, kHead };

// Only what can change an answer, and who asks. Views are into the head that
// was parsed, or of literals.
struct RequestHead {
  Method method = Method::kGet;
  bool keep_alive = true;       // the client does not ask to close
  std::string_view path;        // begins with "/", without the query; encoded
  std::string_view query;       // with its "?"; empty if there is none
  std::string_view host;        // of the absolute-form or of Host; may be empty
  std::string_view user_agent;  // of the first such line; may be empty
  // X-Forwarded-Proto is "https". Anybody may say so.
  bool forwarded_https = false;
  // The lines of one field joined by ", " (RFC 9110 5.3); empty if absent.
  // Strings, so that one object used again and again allocates no more.
  std::string if_none_match;
  std::string accept_encoding;
};

// `head` is complete, as HeadScanner found it. Absent: `parsed` holds it; else
// why it is refused, and `parsed` is unspecified. GET and HEAD without a body
// are the only requests that pass.
std::optional<Refusal> ParseRequestHead(std::string_view head,
                                        const HeadLimits& limits,
                                        RequestHead& parsed);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_REQUEST_HEAD_H_
