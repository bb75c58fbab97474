// What is answered to a GET or HEAD request: the rules of the feeds' addresses
// and headers, without sockets and without an HTTP library.
//
//   /feeds/<id>.ics    the feed, or 304 if the client has it (P1, P9-P13, P18)
//                      or 410 if it is private (P6): it may have been public
//   /feeds/<id>.ics/   308 to the address without the slash (P24)
//   /                  the public feeds' addresses as plain text
//   /robots.txt        lets everybody read; feeds say noindex themselves (P17)
//
// A request at a redirecting address is answered 308 whatever it asks for.
// Everything else is 404. A feed address never answers 401, 403 or 429 (P5),
// and what a client says about itself changes nothing (P1, P4).
#ifndef AGENDAD_DAEMON_HTTP_APPLICATION_H_
#define AGENDAD_DAEMON_HTTP_APPLICATION_H_

#include <memory>
#include <string>
#include <string_view>

#include "daemon/snapshot_store.h"
#include "feeds/pieces.h"

namespace agendad::daemon::http {

// Of a request, only what can change its answer. The method is not here: HEAD
// gets the head of the same answer (P2).
struct Request {
  std::string_view path;  // decoded, without the query
  std::string_view host;  // empty if the client named none
  std::string_view if_none_match;
  std::string_view accept_encoding;
  bool is_https = false;  // as the client sees it
  // What was asked for, undecoded and with its query, if all is to be sent to
  // the base address; else empty.
  std::string_view redirected = {};
};

struct Answer {
  int status = 200;
  // Header fields, each "Name: value\r\n", and none of them from the request.
  // Content-Length, Date and Connection are added by whoever writes the head.
  std::string fields;
  feeds::Pieces body;                 // of literals, or kept alive by `owner`
  std::shared_ptr<const void> owner;  // hold it until the body is written
};

// Any thread; `store` outlives it.
class Application {
 public:
  // `base_url`: what people reach the feeds at ("https://agenda.example.org",
  // without a final slash), or empty: whatever scheme and host the client uses.
  Application(const SnapshotStore& store, std::string base_url);

  // `answer` is overwritten; one object used again and again allocates no more.
  // Throws std::bad_alloc, nothing else.
  void Respond(const Request& request, Answer& answer) const;

 private:
  void List(const feeds::Snapshot& snapshot, const Request& request,
            Answer& answer) const;

  const SnapshotStore& store_;
  std::string base_url_;
};

// A short text for people, in an answer that has no fields yet.
void WritePlainText(int status, std::string_view cache_control,
                    std::string_view body, Answer& answer);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_APPLICATION_H_
