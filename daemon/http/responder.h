// What answers a request: no sockets, no HTTP library. Each address has one:
// the feeds, the way to https, the admin's pages.
//
// Values, and an interface whose objects any thread may use.
#ifndef AGENDAD_DAEMON_HTTP_RESPONDER_H_
#define AGENDAD_DAEMON_HTTP_RESPONDER_H_

#include <memory>
#include <string>
#include <string_view>

#include "feeds/pieces.h"
#include "feeds/representation.h"
#include "feeds/snapshot.h"

namespace agendad::daemon::http {

// Of a request, only what can change its answer. The method is not here: HEAD
// gets the head of the same answer (P2).
struct Request {
  std::string_view path;          // decoded, without the query
  std::string_view encoded_path;  // as it came
  std::string_view query;         // with its "?"; empty if there is none
  std::string_view host;          // empty if the client named none
  std::string_view if_none_match;
  std::string_view accept_encoding;
  bool is_https = false;  // as the client sees it
};

struct Answer {
  int status = 200;
  // Header fields, each "Name: value\r\n", and none of them from the request.
  // Content-Length, Date and Connection are added by whoever writes the head.
  std::string fields;
  feeds::Pieces body;                 // of literals, or kept alive by `owner`
  std::shared_ptr<const void> owner;  // hold it until the body is written
  // What it is about, for those who count; kept alive by `owner`. Null: not a
  // feed, or one that is not at this address.
  const feeds::Feed* feed = nullptr;
  feeds::ContentCoding coding = feeds::ContentCoding::kIdentity;

  // An answer to the next request; its strings keep their memory.
  void Clear();
};

class Responder {
 public:
  Responder() = default;
  virtual ~Responder() = default;
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;

  // `answer` is overwritten; one object used again and again allocates no more.
  // What it throws becomes a 500.
  virtual void Respond(const Request& request, Answer& answer) const = 0;
};

void AddField(Answer& answer, std::string_view name, std::string_view value);

// A short text for people, in an answer that has no fields yet.
void WritePlainText(int status, std::string_view cache_control,
                    std::string_view body, Answer& answer);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_RESPONDER_H_
