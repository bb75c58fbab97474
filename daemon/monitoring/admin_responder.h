// What is answered at the admin's address, and nowhere else: it names private
// feeds.
//
//   /metrics   for Prometheus
//   /healthz   200 while this process answers
//   /readyz    200 if all is well, else 503; the text says what is wrong
//   /          these addresses
#ifndef AGENDAD_DAEMON_MONITORING_ADMIN_RESPONDER_H_
#define AGENDAD_DAEMON_MONITORING_ADMIN_RESPONDER_H_

#include "daemon/http/responder.h"
#include "daemon/http/traffic.h"
#include "daemon/monitoring/status_store.h"
#include "daemon/snapshot_store.h"

namespace agendad::daemon {

// Any thread; all three outlive it.
class AdminResponder : public http::Responder {
 public:
  AdminResponder(const SnapshotStore& snapshots, const StatusStore& statuses,
                 const http::Traffic& traffic)
      : snapshots_(snapshots), statuses_(statuses), traffic_(traffic) {}

  void Respond(const http::Request& request,
               http::Answer& answer) const override;

 private:
  const SnapshotStore& snapshots_;
  const StatusStore& statuses_;
  const http::Traffic& traffic_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_MONITORING_ADMIN_RESPONDER_H_
