#include "daemon/front_door.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "daemon/clock.h"
#include "daemon/error_text.h"
#include "daemon/http/listening_socket.h"
#include "daemon/instant_text.h"

namespace agendad::daemon {
namespace {

// More would only compete with the builder for small machines' cores.
constexpr unsigned kMaxHttpThreads = 4;

// For the definition, the ledger, and whoever asks for the status: a flood of
// clients takes none of these.
constexpr rlim_t kDescriptorsForOthers = 128;
constexpr std::size_t kFewestConnections = 16;

// As many connections as there are descriptors for.
http::TransportLimits LimitsFor(const config::Listening& listening) {
  http::TransportLimits limits;
  limits.connections_per_address = listening.connections_per_address;
  rlimit descriptors{};
  if (::getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return limits;
  const rlim_t wanted = limits.connections + kDescriptorsForOthers;
  if (descriptors.rlim_cur < wanted) {
    rlimit raised = descriptors;
    raised.rlim_cur = std::min(wanted, descriptors.rlim_max);
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) descriptors = raised;
  }
  if (descriptors.rlim_cur < wanted) {
    limits.connections = std::max<std::size_t>(
        descriptors.rlim_cur -
            std::min(descriptors.rlim_cur, kDescriptorsForOthers),
        kFewestConnections);
  }
  return limits;
}

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

config::Listening Overridden(
    config::Listening listening,
    const std::optional<config::ListenAddress>& listen) {
  if (!listen) return listening;
  listening.addresses = {*listen};
  listening.tls = {};
  return listening;
}

}  // namespace

FrontDoor::FrontDoor(const config::Settings& settings,
                     const std::optional<config::ListenAddress>& listen,
                     std::vector<PassedSocket> passed,
                     const SnapshotStore& store, http::Traffic& traffic,
                     const Log& log)
    : override_(listen),
      listening_(Overridden(settings.listening, listen)),
      base_url_(settings.base_url),
      log_(log),
      application_(store, base_url_),
      redirector_(base_url_, listening_.tls.webroot),
      transport_(LimitsFor(listening_), traffic,
                 [&log](const std::string& message) { log.Warn(message); }) {
  transport_.Trust(listening_.trusted_proxies);
  if (listening_.tls.IsOn()) LoadCertificate();
  has_ended_ = HasEnded();
  if (has_ended_) log_.Error("certificate: " + CertificateFailure());
  WarnOfWebroot();
  Open(std::move(passed));
}

void FrontDoor::LoadCertificate() {
  std::string certificate = FileOf(listening_.tls.certificate);
  certificate_.emplace(std::move(certificate), FileOf(listening_.tls.key));
  Use(certificate_->Load());
}

// What an ACME client leaves is asked for once in two months, and then in vain.
void FrontDoor::WarnOfWebroot() const {
  const std::string& webroot = listening_.tls.webroot;
  if (webroot.empty() || ::access(webroot.c_str(), X_OK) == 0) return;
  log_.Warn("the folder " + webroot + " of 'webroot' cannot be read: " +
            std::generic_category().message(errno));
}

void FrontDoor::Use(std::shared_ptr<const http::TlsContext> tls) {
  certificate_ends_ = tls->NotAfter();
  transport_.UseCertificate(std::move(tls));
}

bool FrontDoor::RenewCertificate() {
  if (!certificate_) return false;
  const bool is_new = LoadAnother(*certificate_);
  const bool ended_before = std::exchange(has_ended_, HasEnded());
  if (has_ended_ && !ended_before)
    log_.Error("certificate: " + CertificateFailure());
  return is_new || has_ended_ != ended_before;
}

// Whether there is another one, good or not.
bool FrontDoor::LoadAnother(http::CertificateFiles& files) {
  try {
    const auto tls = files.LoadIfChanged();
    if (tls == nullptr) return false;
    if (tls->NotAfter() <= Now() && !HasEnded()) {
      throw std::runtime_error("the one on disk ended " +
                               ToRfc3339(tls->NotAfter()));
    }
    Use(tls);
    renewal_failure_.clear();
    log_.Info("new connections get the new certificate, which ends " +
              ToRfc3339(tls->NotAfter()));
  } catch (const std::exception& error) {
    renewal_failure_ =
        "the certificate that is in use stays: " + ErrorText(error);
    log_.Warn(renewal_failure_);
  }
  return true;
}

bool FrontDoor::HasEnded() const {
  return certificate_ends_ && *certificate_ends_ <= Now();
}

std::string FrontDoor::CertificateFailure() const {
  if (!certificate_ends_ || !HasEnded()) return renewal_failure_;
  return "it ended " + ToRfc3339(*certificate_ends_) +
         (renewal_failure_.empty() ? "" : "; " + renewal_failure_);
}

http::Channel FrontDoor::ChannelOf(const config::ListenAddress& address) const {
  return listening_.tls.IsOn() && !address.IsUnix() ? http::Channel::kTls
                                                    : http::Channel::kPlain;
}

void FrontDoor::Open(std::vector<PassedSocket> passed) {
  bool has_feeds = false;
  bool has_redirect = false;
  for (PassedSocket& socket : passed) {
    if (socket.name == "redirect") {
      if (!base_url_.starts_with("https://")) {
        throw std::runtime_error(
            "a socket is passed for redirection, which has nowhere to send to; "
            "expected 'base-url' with https://");
      }
      has_redirect = true;
      transport_.Listen(std::move(socket.socket), redirector_);
    } else {
      has_feeds = true;
      const auto address = http::AddressOf(socket.socket);
      const http::Channel channel = ChannelOf(address);
      Note(transport_.Listen(std::move(socket.socket), application_, channel),
           channel);
    }
  }
  if (!has_feeds) {
    for (const auto& address : listening_.addresses) {
      const http::Channel channel = ChannelOf(address);
      Note(transport_.Listen(address, application_, channel), channel);
    }
  }
  if (has_redirect) return;
  for (const auto& address : listening_.tls.redirect_from)
    transport_.Listen(address, redirector_);
}

void FrontDoor::Note(const config::ListenAddress& address,
                     http::Channel channel) {
  if (!address_.empty()) address_ += ", ";
  if (!address.IsUnix())
    address_ += channel == http::Channel::kTls ? "https://" : "http://";
  address_ += ToText(address);
}

void FrontDoor::Start() {
  transport_.Start(
      std::clamp(std::thread::hardware_concurrency(), 1U, kMaxHttpThreads));
}

bool FrontDoor::IsOutdated(const config::Settings& settings) const {
  return Overridden(settings.listening, override_) != listening_ ||
         settings.base_url != base_url_;
}

}  // namespace agendad::daemon
