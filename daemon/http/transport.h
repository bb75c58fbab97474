// The HTTP server as the daemon sees it: listening sockets, threads, limits.
//
//   Transport transport({}, traffic, report);
//   transport.UseCertificate(tls);        // before, and whenever it is another
//   transport.Listen({"::", 443}, feeds, Channel::kTls);
//   transport.Listen({"::", 80}, redirector);
//   transport.Start(threads);
//   ...
//   transport.Stop(std::chrono::seconds(5));
//
// The first thread accepts and hands connections out in turn; every thread
// serves its own. One thread, that of the owner, calls the methods here.
#ifndef AGENDAD_DAEMON_HTTP_TRANSPORT_H_
#define AGENDAD_DAEMON_HTTP_TRANSPORT_H_

#include <sys/socket.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "config/listening.h"
#include "daemon/file_descriptor.h"
#include "daemon/http/arrival.h"
#include "daemon/http/body_file.h"
#include "daemon/http/connection_counts.h"
#include "daemon/http/responder.h"
#include "daemon/http/tls_context.h"
#include "daemon/http/traffic.h"
#include "daemon/http/transport_limits.h"
#include "daemon/socket_file.h"

namespace agendad::daemon::http {

class Listener;
class Worker;

class Transport {
 public:
  // Called from an HTTP thread when the system keeps it from accepting.
  using Report = std::function<void(const std::string& message)>;

  // Counts in `traffic`, which outlives the transport.
  Transport(const TransportLimits& limits, Traffic& traffic, Report report);
  // Stops without grace.
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // Whose word about their clients is believed. Before Start().
  void Trust(std::vector<config::AddressRange> proxies);

  // For connections that come after this. Not null. Any thread.
  void UseCertificate(std::shared_ptr<const TlsContext> tls);

  // Binds and listens, before Start(); may be called for several addresses.
  // What is asked there answers `responder`, which outlives the transport.
  // Returns the address with the port that the system chose, if `address` says
  // 0. kTls needs a certificate. Throws std::system_error or std::runtime_error
  // that names the address.
  config::ListenAddress Listen(const config::ListenAddress& address,
                               const Responder& responder,
                               Channel channel = Channel::kPlain);

  // The same for a socket that somebody else has opened.
  config::ListenAddress Listen(FileDescriptor socket,
                               const Responder& responder,
                               Channel channel = Channel::kPlain);

  // Serves with at least one thread. Signals are blocked in them, so that the
  // owner's thread gets all. Throws std::system_error if there is no thread to
  // be had.
  void Start(std::size_t threads);

  // Stops accepting, takes Unix sockets' names away, and closes what waits;
  // lets requests on their way be answered for at most `grace`; ends the
  // threads. Idempotent.
  void Stop(std::chrono::milliseconds grace);

  // Any thread.
  std::size_t OpenConnections() const;

 private:
  struct Door {
    FileDescriptor socket;
    const Responder* responder;
    Channel channel;
  };

  void HandOut(Arrival arrival, Channel channel);
  void TellOfCrowd();
  void Resume(bool somebody_waits);
  void OpenListeners();
  void CloseListeners();
  void EndThreads();

  const TransportLimits limits_;
  Traffic& traffic_;
  const Report report_;
  ConnectionCounts counts_;
  BodyFiles body_files_;
  std::vector<config::AddressRange> trusted_proxies_;
  std::vector<Door> doors_;  // until Start()
  std::vector<std::unique_ptr<SocketFile>> socket_files_;
  std::vector<std::unique_ptr<Worker>> workers_;
  // On the first worker's thread.
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::size_t next_worker_ = 0;
  std::optional<std::chrono::steady_clock::time_point> told_of_crowd_;

  std::mutex mutex_;
  std::shared_ptr<const TlsContext> tls_;  // under mutex_
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_TRANSPORT_H_
