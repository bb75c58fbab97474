// The certificate that clients are shown: loaded when the daemon starts, and
// anew when its files are others. Control thread.
#ifndef AGENDAD_DAEMON_SERVED_CERTIFICATE_H_
#define AGENDAD_DAEMON_SERVED_CERTIFICATE_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "config/listening.h"
#include "daemon/http/certificate_files.h"
#include "daemon/log.h"

namespace agendad::daemon {

class ServedCertificate {
 public:
  using Use = std::function<void(std::shared_ptr<const http::TlsContext>)>;

  // Gives it to `use`, now and whenever it is another one. `log` outlives it.
  // Throws std::runtime_error that says why there is none to be had.
  ServedCertificate(const config::Tls& tls, Use use, const Log& log);

  // Takes the one on disk if it is another, unless it is wrong or over; logs
  // that, once. To be called again and again. True if what follows may have
  // changed.
  bool Renew();

  // When the one in use ends.
  std::chrono::sys_seconds Ends() const { return ends_; }

  // Why clients refuse the one in use, or why the one on disk is not used.
  // Empty if all is well.
  std::string Failure() const;

 private:
  void Take(std::shared_ptr<const http::TlsContext> tls);
  bool TakeAnother();
  bool TellEnd();
  bool IsOver() const;

  const Use use_;
  const Log& log_;
  http::CertificateFiles files_;
  std::chrono::sys_seconds ends_;
  std::string renewal_failure_;
  bool has_told_end_ = false;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SERVED_CERTIFICATE_H_
