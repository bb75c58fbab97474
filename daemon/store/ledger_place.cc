#include "daemon/store/ledger_place.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <stdexcept>

#include "daemon/store/ledger.h"

namespace agendad::daemon {
namespace {

using Options = std::map<std::string, std::string>;

bool IsUrl(std::string_view place) {
  return place.starts_with("postgresql://") || place.starts_with("postgres://");
}

Options ParseUrl(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> parsed(
      PQconninfoParse(url.c_str(), nullptr), &PQconninfoFree);
  if (parsed == nullptr) {
    throw std::runtime_error(
        "the ledger's place is no URL that PostgreSQL knows; expected "
        "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special "
        "characters as %XX");
  }
  Options options;
  for (const auto* option = parsed.get(); option->keyword != nullptr;
       ++option) {
    if (option->val != nullptr) options[option->keyword] = option->val;
  }
  return options;
}

std::string Shown(const Options& options) {
  const auto value = [&](const char* keyword) {
    const auto found = options.find(keyword);
    return found == options.end() ? std::string() : found->second;
  };
  std::string shown = "postgresql://";
  if (!value("user").empty()) shown += value("user") + '@';
  shown += value("host");
  // Of several hosts without ports there are only commas.
  if (value("port").find_first_not_of(',') != std::string::npos) {
    shown += ':' + value("port");
  }
  return shown + '/' + value("dbname");
}

// What keeps a call from waiting for a network that is gone. The first one is
// the whole seconds that a connection may take.
void SetPatience(Options& options) {
  const auto seconds = kLedgerPatience.count();
  options["connect_timeout"] = std::to_string(seconds);
  options["tcp_user_timeout"] = std::to_string(seconds * 1000);
  options["keepalives"] = "1";
  options["keepalives_idle"] = std::to_string(seconds);
  options["keepalives_interval"] = "1";
  options["keepalives_count"] = "2";
}

// SOCI takes a connection string apart at spaces, quotes and the first '=',
// and puts it together again: only a URL without the former and with the
// latter comes through.
std::string Compose(const Options& options) {
  std::string url = "postgresql:///";
  char separator = '?';
  for (const auto& [keyword, value] : options) {
    url += separator + keyword + '=' + PercentEncoded(value);
    separator = '&';
  }
  return url;
}

}  // namespace

std::string PercentEncoded(std::string_view text) {
  static constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto octet = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHex[octet >> 4U];
    encoded += kHex[octet & 15U];
  }
  return encoded;
}

LedgerPlace ParseLedgerPlace(const std::string& place) {
  if (!IsUrl(place)) {
    return {place, std::filesystem::absolute(place), {}, {}};
  }
  auto options = ParseUrl(place);
  LedgerPlace parsed;
  for (const char* keyword : {"password", "sslpassword"}) {
    const auto secret = options.find(keyword);
    if (secret == options.end() || secret->second.empty()) continue;
    parsed.secrets.push_back(secret->second);
    parsed.secrets.push_back(PercentEncoded(secret->second));
  }
  parsed.shown = WithoutSecrets(Shown(options), parsed);
  SetPatience(options);
  options["client_encoding"] = "UTF8";
  options.emplace("application_name", "agendad");
  parsed.url = Compose(options);
  return parsed;
}

std::string WithoutSecrets(std::string text, const LedgerPlace& place) {
  static constexpr std::string_view kHidden = "***";
  for (const auto& secret : place.secrets) {
    for (std::size_t at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + kHidden.size())) {
      text.replace(at, secret.size(), kHidden);
    }
  }
  return text;
}

}  // namespace agendad::daemon
