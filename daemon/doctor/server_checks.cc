#include <algorithm>

#include "config/iso_date.h"
#include "daemon/doctor/checks.h"
#include "daemon/doctor/http_time.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kAddresses = {"addresses", "P20"};
constexpr Check kPublic = {"public-address", "P20"};
constexpr Check kChain = {"tls-chain", "P20"};
constexpr Check kTlsName = {"tls-name", "P20"};
constexpr Check kDates = {"tls-dates", "P20"};
constexpr Check kVersions = {"tls-versions", "P20"};
constexpr Check kPort80 = {"port-80", "P15"};
constexpr Check kClock = {"clock", "P11"};

constexpr std::chrono::days kSoon{14};
constexpr std::chrono::minutes kMostClockSkew{5};

std::string Day(std::chrono::sys_seconds time) {
  return config::ToIso(std::chrono::floor<std::chrono::days>(time));
}

void CheckAddresses(const ServerRecord& server, Findings& findings) {
  if (server.addresses.empty()) {
    return findings.Add(
        Level::kError, kAddresses,
        server.url.host + " has no address: " + server.lookup_problem,
        "Give the name an A record, and look for a typing error");
  }
  for (const auto& each : server.addresses) {
    const std::string family = each.is_ipv6 ? "IPv6" : "IPv4";
    if (each.answer.status != 0) {
      findings.Ok(kAddresses, each.address + " (" + family + ") answers with " +
                                  std::to_string(each.answer.status));
    } else if (each.answer.failure == Failure::kNoRoute) {
      findings.Add(Level::kNote, kAddresses,
                   each.address + " (" + family +
                       ") cannot be reached from this machine, so nobody "
                       "knows whether it answers",
                   "Look again from a machine with " + family);
    } else {
      findings.Add(Level::kError, kAddresses,
                   each.address + " (" + family +
                       ") does not answer: " + each.answer.reason,
                   each.is_ipv6
                       ? "Make the server listen there, or remove the AAAA "
                         "record: Google does not try again over IPv4"
                       : "Make the server listen there, or remove the record");
    }
    if (!each.is_public) {
      findings.Add(Level::kNote, kPublic,
                   each.address +
                       " cannot be reached from the Internet: "
                       "Google and Outlook on the web never come "
                       "here",
                   "Look at the public address as well");
    }
  }
}

std::string ChainText(const TlsFacts& tls, std::string& advice) {
  using Chain = TlsFacts::Chain;
  switch (tls.chain) {
    case Chain::kTrusted:
      return "The certificate of " + tls.subject + " reaches a trusted root";
    case Chain::kMissingIntermediate:
      advice =
          "Serve the whole chain (fullchain.pem), not only the "
          "certificate; browsers that fetch the rest by themselves hide "
          "this";
      return "An intermediate certificate is missing: " +
             std::to_string(tls.sent) + " sent, and not that of '" +
             tls.issuer + "'";
    case Chain::kUnknownRoot:
      advice = "Use a certificate of a public authority, such as Let's Encrypt";
      return "The chain ends at '" + tls.issuer +
             "', which is no root that this system trusts";
    case Chain::kSelfSigned:
      advice = "Use a certificate of a public authority, such as Let's Encrypt";
      return "The certificate of '" + tls.subject + "' vouches for itself";
    case Chain::kBroken:
      advice = "Renew the certificate with its whole chain";
      return "The chain is not valid: " + tls.problem;
  }
  return {};
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void CheckVersions(const TlsFacts& tls, Findings& findings) {
  const auto has = [&](const char* version) {
    return std::count(tls.versions.begin(), tls.versions.end(), version) > 0;
  };
  const std::string offered = "TLS " + Joined(tls.versions) + " is offered";
  if (!has("1.2") && !has("1.3")) {
    findings.Add(Level::kError, kVersions, offered + "; neither 1.2 nor 1.3",
                 "Turn on TLS 1.2 and 1.3");
  } else if (has("1.0") || has("1.1")) {
    findings.Add(Level::kWarning, kVersions,
                 offered + "; 1.0 and 1.1 are broken (RFC 8996)",
                 "Turn off what is older than TLS 1.2");
  } else if (!has("1.2") || !has("1.3")) {
    findings.Add(
        Level::kNote, kVersions, offered,
        has("1.3") ? "Turn on TLS 1.2 for older clients" : "Turn on TLS 1.3");
  } else {
    findings.Ok(kVersions, offered);
  }
}

void CheckDates(const TlsFacts& tls, std::chrono::sys_seconds now,
                Findings& findings) {
  if (now < tls.not_before) {
    findings.Add(Level::kError, kDates,
                 "The certificate is valid only from " + Day(tls.not_before),
                 "Look at the clock of whoever issued it, and of this machine");
  } else if (now >= tls.not_after) {
    findings.Add(Level::kError, kDates,
                 "The certificate has expired on " + Day(tls.not_after),
                 "Renew it, and have the server read it");
  } else if (now + kSoon >= tls.not_after) {
    findings.Add(Level::kWarning, kDates,
                 "The certificate expires on " + Day(tls.not_after),
                 "Renew it; look at what should have done so by itself");
  } else {
    findings.Ok(kDates, "The certificate is valid until " + Day(tls.not_after));
  }
}

void CheckTls(const TlsFacts& tls, const std::string& host,
              std::chrono::sys_seconds now, Findings& findings) {
  if (tls.failure != Failure::kNone) {
    return findings.Add(
        Level::kError, kVersions,
        "The TLS handshake with " + tls.address + " failed: " + tls.reason,
        "Look at the server's certificate, key and TLS "
        "settings");
  }
  std::string advice;
  const std::string text = ChainText(tls, advice);
  findings.Add(
      tls.chain == TlsFacts::Chain::kTrusted ? Level::kOk : Level::kError,
      kChain, text, advice);
  if (tls.is_name_right) {
    findings.Ok(kTlsName, "The certificate is for " + host);
  } else {
    findings.Add(
        Level::kError, kTlsName,
        "The certificate is for " + Joined(tls.names) + ", not for " + host,
        "Use a certificate with that name");
  }
  CheckDates(tls, now, findings);
  CheckVersions(tls, findings);
}

void CheckPort80(const Exchange& plain, Findings& findings) {
  const std::string advice =
      "Answer on port 80 with 308 to the same address over https: webcal:// "
      "is http for Thunderbird, Evolution and ICSx5";
  if (plain.status == 0) {
    return findings.Add(Level::kWarning, kPort80,
                        "Port 80 does not answer: " + plain.reason, advice);
  }
  const auto location = FieldOf(plain, "Location");
  const auto next =
      location ? Resolve(plain.request.url, *location) : std::nullopt;
  const bool is_permanent = plain.status == 308 || plain.status == 301;
  const std::string seen =
      "Port 80 answers with " + std::to_string(plain.status);
  if (plain.status == 200) {
    findings.Add(Level::kWarning, kPort80,
                 seen + ": the feed itself, unprotected", advice);
  } else if (!is_permanent || !next || !next->is_https ||
             next->target != plain.request.url.target) {
    findings.Add(Level::kWarning, kPort80,
                 seen + (next ? " to " + ToText(*next) : ", to nowhere"),
                 advice);
  } else {
    findings.Ok(kPort80, seen + " to https");
  }
}

void CheckClock(const ServerRecord& server, Findings& findings) {
  for (const auto& each : server.addresses) {
    const auto date = FieldOf(each.answer, "Date");
    const auto time = date ? ParseHttpTime(*date) : std::nullopt;
    if (!time) continue;
    const auto skew = std::chrono::abs(*time - each.answer.received);
    if (skew <= kMostClockSkew) {
      return findings.Ok(kClock, "The server's clock agrees with ours");
    }
    return findings.Add(
        Level::kWarning, kClock,
        "The server's clock and ours are " + std::to_string(skew.count()) +
            " s apart",
        "Set the clock by NTP, here or there: certificates and dates of "
        "changes depend on it");
  }
}

}  // namespace

void CheckServer(const ServerRecord& server, std::chrono::sys_seconds now,
                 Findings& findings) {
  CheckAddresses(server, findings);
  if (server.tls) CheckTls(*server.tls, server.url.host, now, findings);
  if (server.port80) CheckPort80(*server.port80, findings);
  CheckClock(server, findings);
}

}  // namespace agendad::daemon::doctor
