// The certificate and its key on disk, and when they are others than before.
// One thread.
#ifndef AGENDAD_DAEMON_HTTP_CERTIFICATE_FILES_H_
#define AGENDAD_DAEMON_HTTP_CERTIFICATE_FILES_H_

#include <sys/stat.h>

#include <array>
#include <memory>
#include <string>

#include "daemon/http/tls_context.h"

namespace agendad::daemon::http {

class CertificateFiles {
 public:
  CertificateFiles(std::string certificate, std::string key);

  // As they are now. Throws std::runtime_error as TlsContext does.
  std::shared_ptr<const TlsContext> Load();

  // To be called again and again: null unless the files are others than at the
  // last Load(), and the same as at the last look: whoever renews a certificate
  // writes two files, one after the other. Throws as Load(), once for each
  // change.
  std::shared_ptr<const TlsContext> LoadIfChanged();

 private:
  // What changes with a file's content, or with what a link points to.
  struct Stamp {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    time_t seconds = 0;
    long nanoseconds = 0;

    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  using Stamps = std::array<Stamp, 2>;

  static Stamp StampOf(const std::string& file);
  Stamps Look() const;

  const std::string certificate_;
  const std::string key_;
  Stamps loaded_;
  Stamps seen_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_CERTIFICATE_FILES_H_
