// All that watches the daemon: what its HTTP threads count, the address for the
// admin, the access log.
#ifndef AGENDAD_DAEMON_MONITORING_MONITORING_H_
#define AGENDAD_DAEMON_MONITORING_MONITORING_H_

#include <memory>
#include <optional>
#include <vector>

#include "config/settings.h"
#include "daemon/http/traffic.h"
#include "daemon/http/transport.h"
#include "daemon/log.h"
#include "daemon/monitoring/access_log.h"
#include "daemon/monitoring/admin_responder.h"
#include "daemon/monitoring/status_store.h"
#include "daemon/service/service_manager.h"
#include "daemon/snapshot_store.h"

namespace agendad::daemon {

// Control thread only.
class Monitoring {
 public:
  // Both outlive it.
  Monitoring(const SnapshotStore& snapshots, const Log& log);
  // As Stop().
  ~Monitoring();
  Monitoring(const Monitoring&) = delete;
  Monitoring& operator=(const Monitoring&) = delete;

  // Where the transports of the feeds count.
  http::Traffic& Traffic() { return traffic_; }

  // Does what the settings ask for, before those transports start. An address
  // that cannot be had is told in the log: feeds are served all the same.
  // Of the `passed` sockets it takes those that are named "admin": they stand
  // in for the settings' address.
  void Start(const config::Settings& settings,
             std::vector<PassedSocket>& passed);

  // A turn of the builder has come to its end: counts it, completes `status`
  // with what is known here, and shows it at the admin's address. `read_files`:
  // in that turn.
  void Took(bool read_files, Status& status);

  // As it is now.
  std::vector<ClientSeen> Clients(const Status& status) const;

  // After those transports have stopped. Idempotent.
  void Stop();

 private:
  void Listen(const std::optional<config::ListenAddress>& address,
              std::vector<FileDescriptor> passed);
  void TellWhatWaits(const config::Settings& settings);

  const SnapshotStore& snapshots_;
  const Log& log_;
  StatusStore statuses_;
  http::Traffic traffic_;
  http::Traffic own_traffic_;  // of the admin's address; nobody asks
  const AdminResponder responder_;
  std::optional<config::Settings> started_with_;
  bool answers_ = false;  // at the admin's address
  bool told_ = false;     // that other settings wait
  std::unique_ptr<AccessLog> access_log_;
  std::unique_ptr<http::Transport> transport_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_MONITORING_MONITORING_H_
