#include "daemon/served_certificate.h"

#include <stdlib.h>

#include <exception>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "daemon/clock.h"
#include "daemon/error_text.h"
#include "daemon/instant_text.h"

namespace agendad::daemon {
namespace {

std::string FileOf(const std::string& name) {
  constexpr std::string_view kCredential = "credential:";
  if (!name.starts_with(kCredential)) return name;
  const char* const folder = ::secure_getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr) {
    throw std::runtime_error(name +
                             ": systemd passed no credentials; expected "
                             "LoadCredential= in the unit");
  }
  return std::string(folder) + "/" + name.substr(kCredential.size());
}

http::CertificateFiles FilesOf(const config::Tls& tls) {
  std::string certificate = FileOf(tls.certificate);
  return {std::move(certificate), FileOf(tls.key)};
}

}  // namespace

ServedCertificate::ServedCertificate(const config::Tls& tls, Use use,
                                     const Log& log)
    : use_(std::move(use)), log_(log), files_(FilesOf(tls)) {
  Take(files_.Load());
  TellEnd();
}

void ServedCertificate::Take(std::shared_ptr<const http::TlsContext> tls) {
  ends_ = tls->NotAfter();
  renewal_failure_.clear();
  use_(std::move(tls));
}

bool ServedCertificate::Renew() {
  const bool is_another = TakeAnother();
  return TellEnd() || is_another;
}

// Whether there is one, good or not.
bool ServedCertificate::TakeAnother() {
  try {
    auto tls = files_.LoadIfChanged();
    if (tls == nullptr) return false;
    const std::string end = ToRfc3339(tls->NotAfter());
    if (tls->NotAfter() <= Now() && !IsOver())
      throw std::runtime_error("the one on disk ended " + end);
    Take(std::move(tls));
    log_.Info("new connections get the new certificate, which ends " + end);
  } catch (const std::exception& error) {
    renewal_failure_ =
        "the certificate that is in use stays: " + ErrorText(error);
    log_.Warn(renewal_failure_);
  }
  return true;
}

// Whether that is another thing than at the last look.
bool ServedCertificate::TellEnd() {
  const bool told_before = std::exchange(has_told_end_, IsOver());
  if (has_told_end_ && !told_before) log_.Error("certificate: " + Failure());
  return has_told_end_ != told_before;
}

bool ServedCertificate::IsOver() const { return ends_ <= Now(); }

std::string ServedCertificate::Failure() const {
  if (!IsOver()) return renewal_failure_;
  return "it ended " + ToRfc3339(ends_) +
         (renewal_failure_.empty() ? "" : "; " + renewal_failure_);
}

}  // namespace agendad::daemon
