#include "daemon/http/arrival.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>
#include <string>
#include <vector>

namespace agendad::daemon::http {
namespace {

// As accept(2) gives it.
sockaddr_storage AcceptedFrom(const std::string& text) {
  sockaddr_storage address{};
  sockaddr_in ipv4{};
  sockaddr_in6 ipv6{};
  if (inet_pton(AF_INET, text.c_str(), &ipv4.sin_addr) == 1) {
    ipv4.sin_family = AF_INET;
    std::memcpy(&address, &ipv4, sizeof ipv4);
  } else if (inet_pton(AF_INET6, text.c_str(), &ipv6.sin6_addr) == 1) {
    ipv6.sin6_family = AF_INET6;
    std::memcpy(&address, &ipv6, sizeof ipv6);
  } else {
    address.ss_family = AF_UNIX;
  }
  return address;
}

Peer PeerFrom(const std::string& text) {
  const std::vector<config::AddressRange> trusted = {
      *config::ParseAddressRange("10.0.0.0/8"),
      *config::ParseAddressRange("2001:db8:1::/48")};
  return PeerOf(AcceptedFrom(text), trusted);
}

TEST(Peer, IsTrustedOrCountedByItsAddress) {
  const struct {
    const char* address;
    bool is_trusted;
    bool is_exempt;
  } rows[] = {
      {"203.0.113.9", false, false},        {"2001:db8::9", false, false},
      {"::ffff:203.0.113.9", false, false}, {"10.1.2.3", true, true},
      {"::ffff:10.1.2.3", true, true},      {"2001:db8:1::9", true, true},
      {"127.0.0.1", false, true},           {"::1", false, true},
      {"::ffff:127.0.0.9", false, true},    {"a Unix socket", true, true},
  };
  for (const auto& row : rows) {
    const Peer peer = PeerFrom(row.address);
    EXPECT_EQ(peer.is_trusted, row.is_trusted) << row.address;
    EXPECT_EQ(peer.is_exempt, row.is_exempt) << row.address;
  }
}

TEST(Peer, CountsWithItsNetwork) {
  const struct {
    const char* one;
    const char* other;
    bool are_one;
  } rows[] = {
      {"203.0.113.9", "203.0.113.9", true},
      {"203.0.113.9", "203.0.113.8", false},
      {"203.0.113.9", "::ffff:203.0.113.9", true},
      {"2001:db8::9", "2001:db8::ffff:0:0:9", true},
      {"2001:db8::9", "2001:db8:0:1::9", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(PeerFrom(row.one).network == PeerFrom(row.other).network,
              row.are_one)
        << row.one << " " << row.other;
  }
}

}  // namespace
}  // namespace agendad::daemon::http
