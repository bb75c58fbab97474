// How many connections are open, in all and by address, and whether there may
// be one more. Any thread.
#ifndef AGENDAD_DAEMON_HTTP_CONNECTION_COUNTS_H_
#define AGENDAD_DAEMON_HTTP_CONNECTION_COUNTS_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>

#include "config/listening.h"
#include "daemon/http/arrival.h"

namespace agendad::daemon::http {

class ConnectionCounts {
 public:
  // `most_by_address` 0: any number.
  ConnectionCounts(std::size_t most, std::size_t most_by_address);

  // Takes a place for a client that has not been seen yet. False if there is
  // none: then some later Release() returns true.
  bool Reserve();

  // Gives `peer` the reserved place. False if it has as many as it may; the
  // place is still reserved.
  bool Admit(const Peer& peer);

  // Gives back a place that was reserved only, or one that `peer` had. True if
  // somebody was refused a place meanwhile.
  bool GiveBack();
  bool Release(const Peer& peer);

  // Whoever was refused a place could not be told that there is one: the next
  // one that is given back is.
  void KeepWaiting();

  std::size_t Open() const;

  // False if some are still open after `grace`.
  bool WaitUntilNone(std::chrono::milliseconds grace) const;

 private:
  bool FreeOne();  // under mutex_

  const std::size_t most_;
  const std::size_t most_by_address_;
  mutable std::mutex mutex_;
  mutable std::condition_variable emptied_;
  std::size_t open_ = 0;
  bool someone_waits_ = false;
  std::map<config::IpAddress, std::size_t> by_address_;  // none is 0
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_CONNECTION_COUNTS_H_
