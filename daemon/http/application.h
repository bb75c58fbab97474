// What is answered to a GET or HEAD request: the rules of the feeds' addresses
// and headers, without sockets and without an HTTP library.
//
//   /feeds/<id>.ics    the feed, or 304 if the client has it (P1, P9-P13, P18)
//                      or 410 if it is private (P6): it may have been public
//   /feeds/<id>.ics/   308 to the address without the slash (P24)
//   /                  the public feeds' addresses as plain text, or, while
//                      nothing is published, how to begin
//   /robots.txt        lets everybody read; feeds say noindex themselves (P17)
//
// A request at a redirecting address is answered 308 whatever it asks for.
// Everything else is 404. A feed address never answers 401, 403 or 429 (P5),
// and what a client says about itself changes nothing (P1, P4).
#ifndef AGENDAD_DAEMON_HTTP_APPLICATION_H_
#define AGENDAD_DAEMON_HTTP_APPLICATION_H_

#include <string>
#include <string_view>

#include "daemon/http/responder.h"
#include "daemon/snapshot_store.h"

namespace agendad::daemon::http {

// Any thread; `store` outlives it.
class Application : public Responder {
 public:
  // `base_url`: what people reach the feeds at ("https://agenda.example.org",
  // without a final slash), or empty: whatever scheme and host the client uses.
  Application(const SnapshotStore& store, std::string base_url);

  // Throws std::bad_alloc, nothing else.
  void Respond(const Request& request, Answer& answer) const override;

 private:
  void List(const feeds::Snapshot& snapshot, const Request& request,
            Answer& answer) const;

  const SnapshotStore& store_;
  std::string base_url_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_APPLICATION_H_
