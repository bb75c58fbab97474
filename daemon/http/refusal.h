// What the transport answers by itself, without asking the application: a
// request that is malformed, too large, too slow, or not GET or HEAD.
//
// Values and pure functions; any thread. A refused connection is always closed
// after the answer, because where the next request begins is no longer sure
// (RFC 9112 9.6, 11.2).
#ifndef AGENDAD_DAEMON_HTTP_REFUSAL_H_
#define AGENDAD_DAEMON_HTTP_REFUSAL_H_

#include <string>
#include <string_view>

namespace agendad::daemon::http {

struct Refusal {
  int status = 400;           // 400, 405, 408, 413, 414, 431 or 505
  std::string_view reason;    // a literal, for the person who debugs a client
  bool without_body = false;  // the answer to a HEAD

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

// The whole answer: head and a text/plain body that says the reason. `date` is
// the value of its Date field.
std::string WriteRefusal(const Refusal& refusal, std::string_view date);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_REFUSAL_H_
