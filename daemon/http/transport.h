// The HTTP server as the daemon sees it: listening sockets, threads, limits.
//
//   Transport transport({}, store, settings.base_url, report);
//   const std::uint16_t port = transport.Listen(settings.listen);
//   transport.Start(threads);
//   ...                                   // store.Publish() at any time
//   transport.Stop(std::chrono::seconds(5));
//
// The first thread accepts and hands connections out in turn; every thread
// serves its own. One thread, that of the owner, calls the methods here.
#ifndef AGENDAD_DAEMON_HTTP_TRANSPORT_H_
#define AGENDAD_DAEMON_HTTP_TRANSPORT_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "config/settings.h"
#include "daemon/http/application.h"
#include "daemon/http/transport_limits.h"
#include "daemon/snapshot_store.h"

namespace agendad::daemon {
class FileDescriptor;
}

namespace agendad::daemon::http {

class Listener;
class Worker;

class Transport {
 public:
  // Called from an HTTP thread when the system keeps it from accepting.
  using Report = std::function<void(const std::string& message)>;

  // `base_url` as in Application. `store` outlives the transport.
  Transport(const TransportLimits& limits, const SnapshotStore& store,
            std::string base_url, Report report);
  // Stops without grace.
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // Binds and listens, before Start(); may be called for several addresses.
  // Returns the port, which the system chose if `address` says 0. Throws
  // std::system_error that names the address.
  std::uint16_t Listen(const config::ListenAddress& address);

  // Serves with at least one thread. Signals are blocked in them, so that the
  // owner's thread gets all. Throws std::system_error if there is no thread to
  // be had.
  void Start(std::size_t threads);

  // Stops accepting and closes what waits; lets requests on their way be
  // answered for at most `grace`; ends the threads. Idempotent.
  void Stop(std::chrono::milliseconds grace);

  // Any thread.
  std::size_t OpenConnections() const;

 private:
  bool Reserve();
  void Release();
  void HandOut(FileDescriptor socket, int family);
  void OpenListeners();
  void CloseListeners();
  void WaitUntilEmpty(std::chrono::milliseconds grace);
  void EndThreads();

  const TransportLimits limits_;
  const Application application_;
  const Report report_;
  std::vector<FileDescriptor> sockets_;  // until Start()
  std::vector<std::unique_ptr<Worker>> workers_;
  // On the first worker's thread.
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::size_t next_worker_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::size_t open_ = 0;        // under mutex_
  bool someone_waits_ = false;  // under mutex_: a listener at the cap
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_TRANSPORT_H_
