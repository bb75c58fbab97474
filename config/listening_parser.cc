#include "config/listening_parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/forms.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

constexpr std::array<std::string_view, 4> kTlsKeys = {
    "certificate", "key", "redirect-from", "webroot"};

constexpr std::string_view kCredential = "credential:";

bool IsCredentialName(std::string_view name) {
  return !name.empty() && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return c > ' ' && c <= '~' && c != '/'; });
}

std::optional<std::string> ParseTlsFile(std::string_view text) {
  const bool is_good = text.starts_with(kCredential)
                           ? IsCredentialName(text.substr(kCredential.size()))
                           : text.starts_with('/') && !text.ends_with('/') &&
                                 text.find('\n') == std::string_view::npos;
  return is_good ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::size_t> ParseConnections(std::string_view text) {
  const auto number = ParseNumber(text);
  if (!number) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

constexpr Form<std::string> kTlsFile = {
    ParseTlsFile, "a file",
    "an absolute path, as /etc/agendad/tls/key.pem, or credential:NAME"};
constexpr Form<AddressRange> kAddressRange = {
    ParseAddressRange, "an address or a range of them",
    "as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32, with no bits after the prefix"};
constexpr Form<std::size_t> kConnections = {
    ParseConnections, "a number of connections", "a number, 0 (any) to 999999"};

// One address, or a list of them; empty if the key is absent.
std::vector<ListenAddress> ParseAddresses(const MappingReader& reader,
                                          std::string_view key,
                                          Diagnostics& diagnostics) {
  const Node* const node = reader.Find(key);
  if (node == nullptr) return {};
  std::vector<ListenAddress> addresses;
  const auto add = [&](const Node& entry, std::string_view subject) {
    auto address = ReadScalar(entry, kListen, subject, diagnostics);
    if (address) addresses.push_back(std::move(*address));
  };
  if (node->kind != Node::Kind::kSequence) {
    add(*node, KeySubject(key));
    return addresses;
  }
  if (node->items.empty()) {
    reader.Error(key, Concat({KeySubject(key), " is empty"}),
                 "at least one address");
  }
  for (const Node& entry : node->items) {
    add(entry, Concat({"an entry of ", KeySubject(key)}));
  }
  return addresses;
}

Tls ParseTls(const Node& node, std::string_view base_url,
             Diagnostics& diagnostics) {
  const MappingReader reader(node, "'tls'", kTlsKeys, diagnostics);
  if (!reader.IsMapping()) return {};
  Tls tls;
  tls.certificate = reader.RequiredText(
      "certificate", kTlsFile, "the file of the certificate and its chain");
  tls.key = reader.RequiredText("key", kTlsFile, "the file of the private key");
  tls.redirect_from = ParseAddresses(reader, "redirect-from", diagnostics);
  if (!tls.redirect_from.empty() && !base_url.starts_with("https://")) {
    reader.Error("redirect-from", "'redirect-from' has nowhere to send to",
                 "'base-url' with https://");
  }
  tls.webroot = reader.Text("webroot", kFolder);
  return tls;
}

}  // namespace

Listening ParseListening(const MappingReader& reader, std::string_view base_url,
                         Diagnostics& diagnostics) {
  Listening listening;
  auto addresses = ParseAddresses(reader, "listen", diagnostics);
  if (!addresses.empty()) listening.addresses = std::move(addresses);
  if (const Node* const tls = reader.Find("tls")) {
    listening.tls = ParseTls(*tls, base_url, diagnostics);
  }
  for (const Node& entry : reader.List(
           "trusted-proxies", "addresses, as [192.0.2.7, 10.0.0.0/8]")) {
    const auto range = ReadScalar(entry, kAddressRange,
                                  "an entry of 'trusted-proxies'", diagnostics);
    if (range) listening.trusted_proxies.push_back(*range);
  }
  listening.connections_per_address =
      reader.Value("connections-per-address", kConnections)
          .value_or(listening.connections_per_address);
  return listening;
}

}  // namespace agendad::config
