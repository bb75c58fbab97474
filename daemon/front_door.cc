#include "daemon/front_door.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "daemon/http/listening_socket.h"

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
      application_(store, base_url_),
      redirector_(base_url_, listening_.tls.webroot),
      transport_(LimitsFor(listening_), traffic,
                 [&log](const std::string& message) { log.Warn(message); }) {
  transport_.Trust(listening_.trusted_proxies);
  if (listening_.tls.IsOn()) {
    certificate_.emplace(
        listening_.tls,
        [this](auto tls) { transport_.UseCertificate(std::move(tls)); }, log);
  }
  WarnOfWebroot(log);
  Open(std::move(passed));
}

// What an ACME client leaves is asked for once in two months, and then in vain.
void FrontDoor::WarnOfWebroot(const Log& log) const {
  const std::string& webroot = listening_.tls.webroot;
  if (webroot.empty() || ::access(webroot.c_str(), X_OK) == 0) return;
  log.Warn("the folder " + webroot + " of 'webroot' cannot be read: " +
           std::generic_category().message(errno));
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
