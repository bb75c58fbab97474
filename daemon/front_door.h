// How the daemon is reached: opens what the settings or the service manager
// name, and serves there. Control thread.
#ifndef AGENDAD_DAEMON_FRONT_DOOR_H_
#define AGENDAD_DAEMON_FRONT_DOOR_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "daemon/http/application.h"
#include "daemon/http/redirector.h"
#include "daemon/http/traffic.h"
#include "daemon/http/transport.h"
#include "daemon/log.h"
#include "daemon/served_certificate.h"
#include "daemon/service/service_manager.h"
#include "daemon/snapshot_store.h"

namespace agendad::daemon {

class FrontDoor {
 public:
  // `listen` is where plain HTTP is spoken, instead of all that the settings
  // say; sockets that were `passed` stand in for addresses of their purpose.
  // `store`, `traffic` (which counts) and `log` outlive the
  // door. Throws std::runtime_error that says what cannot be had: an address, a
  // certificate, a purpose that there is not.
  FrontDoor(const config::Settings& settings,
            const std::optional<config::ListenAddress>& listen,
            std::vector<PassedSocket> passed, const SnapshotStore& store,
            http::Traffic& traffic, const Log& log);

  void Start();

  // As Transport::Stop().
  void Stop(std::chrono::milliseconds grace) { transport_.Stop(grace); }

  // Where the feeds are, as "http://127.0.0.1:8080, unix:/run/agendad.sock".
  const std::string& Address() const { return address_; }

  // Whether `settings` want something that takes another start.
  bool IsOutdated(const config::Settings& settings) const;

  // Null without TLS.
  ServedCertificate* Certificate() {
    return certificate_ ? &*certificate_ : nullptr;
  }

 private:
  void WarnOfWebroot(const Log& log) const;
  void Open(std::vector<PassedSocket> passed);
  void Note(const config::ListenAddress& address, http::Channel channel);
  http::Channel ChannelOf(const config::ListenAddress& address) const;

  const std::optional<config::ListenAddress> override_;
  const config::Listening listening_;
  const std::string base_url_;
  std::string address_;
  const http::Application application_;
  const http::Redirector redirector_;
  http::Transport transport_;
  std::optional<ServedCertificate> certificate_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_FRONT_DOOR_H_
