// All that was recorded of one feed and of the server that it is on: what the
// checks (checks.h) judge. Plain values; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_RECORD_H_
#define AGENDAD_DAEMON_DOCTOR_RECORD_H_

#include <optional>
#include <string>
#include <vector>

#include "daemon/doctor/exchange.h"

namespace agendad::daemon::doctor {

struct ServerRecord {
  Url url;  // of the feed, or of another target of the same server
  std::string lookup_problem;  // if there are no addresses
  std::vector<AddressFacts> addresses;
  std::optional<TlsFacts> tls;     // of https
  std::optional<Exchange> port80;  // the feed by http, if it is on port 443
  std::optional<Exchange> robots;

  // The address to ask: the first that answered, else the first; may be empty.
  std::string Address() const;
};

// A client's way of asking, and what it got.
struct AgentRecord {
  std::string name;
  Exchange exchange;
};

struct FeedRecord {
  Url asked;
  std::vector<Exchange> hops;  // redirects on the way, in their order
  bool is_loop = false;        // the hops led back to where they had been
  Exchange first;              // GET without codings, where the hops ended
  std::string text;  // its body, without codings; empty if it has none
  // The rest only if the first one is a whole 200. What makes no sense (no ETag
  // to send back) is absent, and what there was no more time for.
  bool is_cut_short = false;
  std::optional<Exchange> again;  // the same once more
  std::optional<Exchange> head;
  std::optional<Exchange> gzip;
  std::optional<Exchange> brotli;
  std::optional<Exchange> known;       // If-None-Match with the ETag
  std::optional<Exchange> known_weak;  // with W/ before it
  std::optional<Exchange> known_gzip;  // with the ETag of gzip
  std::optional<Exchange> any;         // If-None-Match: *
  std::optional<Exchange> stale;       // an ETag that never was
  std::optional<Exchange> not_since;   // If-Modified-Since with Last-Modified
  std::optional<Exchange> since_1970;
  std::optional<Exchange> options;
  std::optional<Exchange> with_slash;  // the path with a final slash
  std::optional<Exchange> missing;     // a feed beside it that is none
  std::vector<AgentRecord> agents;
};

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_RECORD_H_
