// The one place that knows cpp-httplib: a request goes through its parser,
// routing and response writer in memory; sockets are no concern of it here.
//
// What the library does badly never reaches it. It is given a request line
// written anew from a validated RequestHead, and no header field of the client
// at all: no Range (one request for many ranges makes 0.11 send a hundred times
// the feed), no Expect, no length. Of the answer it writes the head; the body
// stays where it is.
#ifndef AGENDAD_DAEMON_HTTP_HTTPLIB_ADAPTER_H_
#define AGENDAD_DAEMON_HTTP_HTTPLIB_ADAPTER_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "daemon/http/request_head.h"
#include "daemon/http/responder.h"

namespace agendad::daemon::http {

// An answer ready to be sent: `head`, then `body`.
struct Reply {
  // Head and list are valid until the next Process().
  std::string_view head;
  std::span<const std::string_view> body;  // its pieces; none for HEAD and 304
  std::shared_ptr<const void> owner;       // keeps the pieces alive
  // As in Answer; of a refusal there is none.
  int status = 0;
  const feeds::Feed* feed = nullptr;
  feeds::ContentCoding coding = feeds::ContentCoding::kIdentity;
  std::size_t body_octets = 0;
};

// How a request came in.
struct Circumstances {
  bool is_last = false;   // the answer says that the connection ends with it
  bool is_https = false;  // as the client sees it
};

// Used by one thread at a time; the constructor passes a first request through
// the library, whose tables initialise lazily: construct the first one before
// there are threads.
class HttplibAdapter {
 public:
  HttplibAdapter();
  ~HttplibAdapter();
  HttplibAdapter(const HttplibAdapter&) = delete;
  HttplibAdapter& operator=(const HttplibAdapter&) = delete;

  // What `responder` answers. Throws std::runtime_error if the library writes
  // no head. An exception of the responder becomes a 500.
  Reply Process(const RequestHead& request, const Circumstances& circumstances,
                const Responder& responder);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_HTTPLIB_ADAPTER_H_
