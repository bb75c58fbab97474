// TLS without judgement: any certificate, also old versions, so that what is
// wrong with a server can be told instead of only met. First thread only.
#ifndef AGENDAD_DAEMON_DOCTOR_TLS_H_
#define AGENDAD_DAEMON_DOCTOR_TLS_H_

#include <boost/asio/ssl/context.hpp>
#include <string>

#include "daemon/doctor/exchange.h"
#include "daemon/doctor/http_client.h"

namespace agendad::daemon::doctor {

// For a client that takes whatever it is shown.
boost::asio::ssl::context LenientContext();

// What the server of `url`, which is https, shows at `address`. Roots are those
// of `ca_file` (PEM); if it is empty, the system's, or those of $SSL_CERT_FILE.
// Throws std::runtime_error if the file cannot be read, and for nothing else.
TlsFacts LookAtTls(const Url& url, const std::string& address,
                   const std::string& ca_file, Deadline deadline);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_TLS_H_
