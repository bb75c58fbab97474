// Where an installation is reached: its addresses, its certificate, and the
// proxies that it believes. Values and pure functions; any thread.
#ifndef AGENDAD_CONFIG_LISTENING_H_
#define AGENDAD_CONFIG_LISTENING_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agendad::config {

// A TCP address, or, if `path` is not empty, that of a Unix socket.
struct ListenAddress {
  std::string host = "127.0.0.1";  // name, IPv4, or IPv6 without brackets
  std::uint16_t port = 8080;
  std::string path = {};  // absolute

  bool IsUnix() const { return !path.empty(); }
  friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

// An IPv6 address in network order; an IPv4 one as ::ffff:a.b.c.d (RFC 4291
// 2.5.5.2), so that both are compared alike.
using IpAddress = std::array<std::uint8_t, 16>;

// "10.0.0.0/8": the addresses that have the first `bits` bits of `address`.
struct AddressRange {
  IpAddress address{};
  unsigned bits = 128;

  bool Contains(const IpAddress& other) const;
  friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

// Each file is an absolute path, or "credential:NAME" for what systemd passed
// under that name (systemd.exec(5), LoadCredential=).
struct Tls {
  std::string certificate = {};  // the chain in PEM, its own first
  std::string key = {};          // in PEM, without a passphrase
  // Where plain HTTP is sent to the base address with 308.
  std::vector<ListenAddress> redirect_from = {};
  // The folder whose .well-known/acme-challenge/ is served there all the same
  // (RFC 8555 8.3), where an ACME client leaves its answers; absolute. Empty:
  // there is none.
  std::string webroot = {};

  bool IsOn() const { return !certificate.empty(); }
  friend bool operator==(const Tls&, const Tls&) = default;
};

// More connections from one address than this are a fault or an attack: behind
// one address stand a house full of calendars, or a calendar service's clouds.
inline constexpr std::size_t kConnectionsPerAddress = 256;

struct Listening {
  // With TLS, if there is any, but for Unix sockets. At least one.
  std::vector<ListenAddress> addresses = {ListenAddress{}};
  Tls tls = {};
  // Who may say on whose behalf it asks. Unix sockets always may.
  std::vector<AddressRange> trusted_proxies = {};
  // Open at the same time; 0: any number. Not counted are this machine's own
  // and trusted proxies'.
  std::size_t connections_per_address = kConnectionsPerAddress;

  friend bool operator==(const Listening&, const Listening&) = default;
};

// "[::1]:8080", "localhost:80"; absent if `text` is not HOST:PORT with a port
// of 1 to 65535 (0 is allowed: the system chooses).
std::optional<ListenAddress> ParseTcpAddress(const std::string& text);

// As ParseTcpAddress(), or "unix:/run/agendad/http.sock".
std::optional<ListenAddress> ParseListenAddress(std::string_view text);

// As ParseListenAddress(), but only what no other machine can reach.
std::optional<ListenAddress> ParseAdminAddress(std::string_view text);

// The inverse, with brackets around an IPv6 address.
std::string ToText(const ListenAddress& address);

// "192.0.2.7", "10.0.0.0/8", "2001:db8::/32". Absent also if bits beyond the
// prefix are set: then it is not clear what was meant.
std::optional<AddressRange> ParseAddressRange(std::string_view text);

// "192.0.2.7" or "2001:db8::7"; absent if `text` is neither.
std::optional<IpAddress> ParseIpAddress(const std::string& text);

// Of the machine itself: 127.0.0.0/8 or ::1.
bool IsLoopback(const IpAddress& address);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_LISTENING_H_
