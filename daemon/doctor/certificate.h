// Judges the certificate that a TLS server has shown, as a client that knows
// only the roots of its system (RFC 5280, RFC 6125). First thread only.
#ifndef AGENDAD_DAEMON_DOCTOR_CERTIFICATE_H_
#define AGENDAD_DAEMON_DOCTOR_CERTIFICATE_H_

#include <openssl/types.h>

#include <functional>
#include <string>

#include "daemon/doctor/exchange.h"

namespace agendad::daemon::doctor {

// The DER of the certificate at an address; empty if there is none.
using FetchCertificate = std::function<std::string(const std::string&)>;

// Everything in `facts` but the versions. `fetch` is asked at most once: for
// the issuer that the server has not sent. Throws std::runtime_error if
// `ca_file` cannot be read; if it is empty, the roots are the system's.
void JudgeCertificate(SSL* session, const std::string& host,
                      const std::string& ca_file, const FetchCertificate& fetch,
                      TlsFacts& facts);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_CERTIFICATE_H_
