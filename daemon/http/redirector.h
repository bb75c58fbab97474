// What an address of plain HTTP answers where the feeds are under https: the
// way there, and nothing else but what shows a certificate authority that the
// name is ours (RFC 8555 8.3), which it asks for without TLS.
#ifndef AGENDAD_DAEMON_HTTP_REDIRECTOR_H_
#define AGENDAD_DAEMON_HTTP_REDIRECTOR_H_

#include <string>

#include "daemon/http/responder.h"

namespace agendad::daemon::http {

// Any thread.
class Redirector : public Responder {
 public:
  // Sends everything to `base_url` and what was asked for. `webroot` is the
  // folder in which an ACME client leaves .well-known/acme-challenge/; empty if
  // there is none.
  Redirector(std::string base_url, std::string webroot);

  // Reads the file that is asked for at each request for one, on the caller's
  // thread: they are few and small, and on a disk of this machine.
  void Respond(const Request& request, Answer& answer) const override;

 private:
  const std::string base_url_;
  const std::string webroot_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_REDIRECTOR_H_
