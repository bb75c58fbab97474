// Asks a server all that the checks want to know of it, and records it. Nothing
// that it asks can change anything: GET, HEAD and OPTIONS. What goes wrong is
// in the record. First thread only.
#ifndef AGENDAD_DAEMON_DOCTOR_VISIT_H_
#define AGENDAD_DAEMON_DOCTOR_VISIT_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "daemon/doctor/http_client.h"
#include "daemon/doctor/record.h"

namespace agendad::daemon::doctor {

struct VisitLimits {
  std::chrono::seconds exchange{30};  // each of them; P19 gives no feed more
  std::chrono::seconds feed{120};     // all of one feed, its server included
};

class Visitor {
 public:
  Visitor(VisitLimits limits, std::string ca_file);

  // Follows redirects from `url` to their end: only `hops` and `first` of the
  // result are there. Begins the time of a feed.
  FeedRecord Open(const Url& url);

  // Asks the rest about what was opened.
  void Examine(FeedRecord& feed);

  // What is known of the server of `url`; looked at once, before or now.
  const ServerRecord& ServerOf(const Url& url);

 private:
  Deadline Soon() const;  // of the next exchange
  bool IsOver() const;    // the time of this feed
  Exchange Get(const Url& url, Fields fields, const char* method = "GET");
  // One more exchange of a feed's record; nothing when time is over.
  std::optional<Exchange> AskAgain(FeedRecord& feed, const Url& url,
                                   Fields fields, const char* method);
  ServerRecord& Known(const Url& url);
  void LookAtAddresses(ServerRecord& server);

  const VisitLimits limits_;
  const std::string ca_file_;
  Deadline end_of_feed_;
  struct Server {
    ServerRecord record;
    bool is_examined = false;
  };
  std::map<std::string, Server> servers_;  // by origin
};

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_VISIT_H_
