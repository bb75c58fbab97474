#include "daemon/http/arrival.h"

#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace agendad::daemon::http {
namespace {

// What sockaddr_storage holds is known by its family only.
template <class Address>
Address As(const sockaddr_storage& address) {
  static_assert(sizeof(Address) <= sizeof address);
  Address copy;
  std::memcpy(&copy, &address, sizeof copy);
  return copy;
}

config::IpAddress IpAddressOf(const sockaddr_storage& address) {
  config::IpAddress ip = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (address.ss_family == AF_INET) {
    const auto ipv4 = As<sockaddr_in>(address);
    std::memcpy(ip.data() + 12, &ipv4.sin_addr, 4);
  } else {
    const auto ipv6 = As<sockaddr_in6>(address);
    std::memcpy(ip.data(), &ipv6.sin6_addr, ip.size());
  }
  return ip;
}

}  // namespace

Peer PeerOf(const sockaddr_storage& address,
            std::span<const config::AddressRange> trusted_proxies) {
  Peer peer;
  peer.family = address.ss_family;
  if (peer.family != AF_INET && peer.family != AF_INET6) {
    peer.is_trusted = peer.is_exempt = true;
    return peer;
  }
  const config::IpAddress ip = IpAddressOf(address);
  peer.is_trusted = std::any_of(
      trusted_proxies.begin(), trusted_proxies.end(),
      [&ip](const config::AddressRange& range) { return range.Contains(ip); });
  peer.is_exempt = peer.is_trusted || config::IsLoopback(ip);
  peer.network = ip;
  static constexpr config::AddressRange kIpv4 = {
      {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
  if (!kIpv4.Contains(ip))
    std::fill(peer.network.begin() + 8, peer.network.end(), std::uint8_t{0});
  return peer;
}

}  // namespace agendad::daemon::http
