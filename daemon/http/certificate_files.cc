#include "daemon/http/certificate_files.h"

#include <utility>

namespace agendad::daemon::http {

CertificateFiles::CertificateFiles(std::string certificate, std::string key)
    : certificate_(std::move(certificate)), key_(std::move(key)) {}

CertificateFiles::Stamp CertificateFiles::StampOf(const std::string& file) {
  struct stat status;
  if (::stat(file.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
          status.st_mtim.tv_nsec};
}

CertificateFiles::Stamps CertificateFiles::Look() const {
  return {StampOf(certificate_), StampOf(key_)};
}

std::shared_ptr<const TlsContext> CertificateFiles::Load() {
  // Before they are read: what changes meanwhile is seen as changed.
  loaded_ = seen_ = Look();
  return std::make_shared<const TlsContext>(certificate_, key_);
}

std::shared_ptr<const TlsContext> CertificateFiles::LoadIfChanged() {
  const Stamps now = Look();
  const bool is_settled = now == std::exchange(seen_, now);
  if (now == loaded_ || !is_settled) return nullptr;
  return Load();
}

}  // namespace agendad::daemon::http
