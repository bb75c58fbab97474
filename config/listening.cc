#include "config/listening.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace agendad::config {
namespace {

using namespace std::string_view_literals;

constexpr unsigned kBits = 128;
constexpr IpAddress kIpv4Mapped = {0, 0, 0,    0,    0, 0, 0, 0,
                                   0, 0, 0xff, 0xff, 0, 0, 0, 0};
constexpr unsigned kIpv4Offset = 12;

// What sockaddr_un has room for, with the zero at its end.
constexpr std::size_t kLongestUnixPath = 107;

bool IsHostName(std::string_view host) {
  return !host.empty() && host.size() <= 253 &&
         std::all_of(host.begin(), host.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
         });
}

bool IsIpv6(const std::string& host) {
  in6_addr address;
  return host.find('\0') == std::string::npos &&
         inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

std::optional<std::uint16_t> ParseDecimal(std::string_view text) {
  std::uint16_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return number;
}

bool Bit(const IpAddress& address, unsigned bit) {
  return (address[bit / 8] >> (7 - bit % 8) & 1) != 0;
}

}  // namespace

std::optional<ListenAddress> ParseTcpAddress(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  const auto port = ParseDecimal(std::string_view(text).substr(colon + 1));
  if (!port) return std::nullopt;
  std::string host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
    if (!IsIpv6(host)) return std::nullopt;
  } else if (!IsHostName(host)) {
    return std::nullopt;
  }
  return ListenAddress{std::move(host), *port};
}

std::optional<ListenAddress> ParseListenAddress(std::string_view text) {
  constexpr std::string_view kUnix = "unix:";
  if (!text.starts_with(kUnix)) return ParseTcpAddress(std::string(text));
  text.remove_prefix(kUnix.size());
  const bool is_good = text.starts_with('/') && !text.ends_with('/') &&
                       text.size() <= kLongestUnixPath &&
                       text.find_first_of("\0\n"sv) == text.npos;
  if (!is_good) return std::nullopt;
  return ListenAddress{"", 0, std::string(text)};
}

std::optional<ListenAddress> ParseAdminAddress(std::string_view text) {
  auto address = ParseListenAddress(text);
  if (!address || address->IsUnix()) return address;
  // The one name that is never anything else (RFC 6761 6.3).
  if (address->host == "localhost") return address;
  const auto ip = ParseIpAddress(address->host);
  return ip && IsLoopback(*ip) ? address : std::nullopt;
}

std::string ToText(const ListenAddress& address) {
  if (address.IsUnix()) return "unix:" + address.path;
  const bool is_ipv6 = address.host.find(':') != std::string::npos;
  return (is_ipv6 ? '[' + address.host + ']' : address.host) + ':' +
         std::to_string(address.port);
}

std::optional<IpAddress> ParseIpAddress(const std::string& text) {
  if (text.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address = kIpv4Mapped;
  if (inet_pton(AF_INET, text.c_str(), address.data() + kIpv4Offset) == 1 ||
      inet_pton(AF_INET6, text.c_str(), address.data()) == 1) {
    return address;
  }
  return std::nullopt;
}

std::optional<AddressRange> ParseAddressRange(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string host(text.substr(0, slash));
  const auto address = ParseIpAddress(host);
  if (!address) return std::nullopt;
  AddressRange range{*address, kBits};
  if (slash == std::string_view::npos) return range;
  const unsigned before =
      host.find(':') == std::string::npos ? kIpv4Offset * 8 : 0;
  const auto bits = ParseDecimal(text.substr(slash + 1));
  if (!bits || *bits + before > kBits) return std::nullopt;
  range.bits = *bits + before;
  for (unsigned bit = range.bits; bit < kBits; ++bit) {
    if (Bit(range.address, bit)) return std::nullopt;
  }
  return range;
}

bool AddressRange::Contains(const IpAddress& other) const {
  for (unsigned bit = 0; bit < bits; ++bit) {
    if (Bit(address, bit) != Bit(other, bit)) return false;
  }
  return true;
}

bool IsLoopback(const IpAddress& address) {
  static constexpr IpAddress kIpv6 = {0, 0, 0, 0, 0, 0, 0, 0,
                                      0, 0, 0, 0, 0, 0, 0, 1};
  static constexpr AddressRange kIpv4 = {
      {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 0}, 104};
  return address == kIpv6 || kIpv4.Contains(address);
}

}  // namespace agendad::config
