#include "daemon/doctor/visit.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <set>
#include <utility>

#include "daemon/doctor/agents.h"
#include "daemon/doctor/content_decoder.h"
#include "daemon/doctor/tls.h"

namespace agendad::daemon::doctor {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostHops = 10;
constexpr std::size_t kMostText = 10 * 1000 * 1000;  // octets, decoded
constexpr std::chrono::seconds kAddressPatience{10};
constexpr char kUserAgent[] = "agendad-doctor";
constexpr char kNeverAnETag[] = "\"agendad-doctor-never-was\"";
constexpr char kLongAgo[] = "Thu, 01 Jan 1970 00:00:00 GMT";
constexpr char kNoFeed[] = "agendad-doctor-no-such-feed.ics";

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

// Not one that only a machine or a network of its own can reach (RFC 6890).
bool IsPublic(const boost::asio::ip::address& ip) {
  if (ip.is_loopback() || ip.is_unspecified() || ip.is_multicast()) {
    return false;
  }
  if (ip.is_v6()) {
    const auto octets = ip.to_v6().to_bytes();
    const bool is_unique_local = (octets[0] & 0xFE) == 0xFC;
    return !is_unique_local && !ip.to_v6().is_link_local();
  }
  const auto octets = ip.to_v4().to_bytes();
  return octets[0] != 10 && !(octets[0] == 172 && (octets[1] & 0xF0) == 16) &&
         !(octets[0] == 192 && octets[1] == 168) &&
         !(octets[0] == 169 && octets[1] == 254) &&
         !(octets[0] == 100 && (octets[1] & 0xC0) == 64);
}

std::string DecodedBody(const Exchange& exchange) {
  const auto coding = FieldOf(exchange, "Content-Encoding").value_or("");
  return Decode(coding, exchange.body, kMostText).value_or("");
}

void DropBody(Exchange& exchange) { exchange.body = std::string(); }

std::string Beside(const Url& url) {
  const std::string path(PathOf(url));
  return path.substr(0, path.rfind('/') + 1) + kNoFeed;
}

}  // namespace

Visitor::Visitor(VisitLimits limits, std::string ca_file)
    : limits_(limits), ca_file_(std::move(ca_file)) {}

Deadline Visitor::Soon() const {
  return std::min(end_of_feed_, Clock::now() + limits_.exchange);
}

bool Visitor::IsOver() const { return Clock::now() >= end_of_feed_; }

Exchange Visitor::Get(const Url& url, Fields fields, const char* method) {
  const ServerRecord& server = Known(url);
  const bool names_agent = std::any_of(
      fields.begin(), fields.end(),
      [](const Field& field) { return field.first == "User-Agent"; });
  if (!names_agent) fields.emplace_back("User-Agent", kUserAgent);
  Request request{method, url, std::move(fields)};
  if (server.addresses.empty()) {
    Exchange exchange;
    exchange.request = std::move(request);
    exchange.failure = Failure::kResolve;
    exchange.reason = server.lookup_problem;
    return exchange;
  }
  return Ask(std::move(request), server.Address(), Soon());
}

FeedRecord Visitor::Open(const Url& url) {
  end_of_feed_ = Clock::now() + limits_.feed;
  FeedRecord feed;
  feed.asked = url;
  std::set<std::string> seen;
  Url at = url;
  while (true) {
    seen.insert(ToText(at));
    Exchange exchange = Get(at, {});
    const auto location = FieldOf(exchange, "Location");
    const auto next = exchange.IsWhole() && IsRedirect(exchange.status) &&
                              location && feed.hops.size() < kMostHops
                          ? Resolve(at, *location)
                          : std::nullopt;
    feed.is_loop = next && seen.contains(ToText(*next));
    if (!next || feed.is_loop) {
      feed.text = DecodedBody(exchange);
      DropBody(exchange);
      feed.first = std::move(exchange);
      return feed;
    }
    DropBody(exchange);
    feed.hops.push_back(std::move(exchange));
    at = *next;
  }
}

void Visitor::Examine(FeedRecord& feed) {
  if (!feed.first.IsWhole() || feed.first.status != 200) return;
  const Url& url = feed.first.request.url;
  const auto ask = [&](Fields fields, const char* method = "GET") {
    return AskAgain(feed, url, std::move(fields), method);
  };
  feed.again = ask({});
  feed.head = ask({}, "HEAD");
  feed.gzip = ask({{"Accept-Encoding", "gzip"}});
  feed.brotli = ask({{"Accept-Encoding", "br"}});
  if (const auto etag = FieldOf(feed.first, "ETag")) {
    std::string strong(*etag);
    if (strong.starts_with("W/")) strong.erase(0, 2);
    feed.known = ask({{"If-None-Match", std::string(*etag)}});
    feed.known_weak = ask({{"If-None-Match", "\"other\", W/" + strong}});
    feed.any = ask({{"If-None-Match", "*"}});
    feed.stale = ask({{"If-None-Match", kNeverAnETag}});
  }
  if (feed.gzip) {
    if (const auto etag = FieldOf(*feed.gzip, "ETag")) {
      feed.known_gzip = ask(
          {{"Accept-Encoding", "gzip"}, {"If-None-Match", std::string(*etag)}});
    }
  }
  if (const auto modified = FieldOf(feed.first, "Last-Modified")) {
    feed.not_since = ask({{"If-Modified-Since", std::string(*modified)}});
    feed.since_1970 = ask({{"If-Modified-Since", kLongAgo}});
  }
  for (const auto& agent : Agents()) {
    if (auto exchange = ask(agent.fields)) {
      feed.agents.push_back({agent.name, std::move(*exchange)});
    }
  }
  feed.options = ask({}, "OPTIONS");
  feed.missing = AskAgain(feed, WithTarget(url, Beside(url)), {}, "GET");
  if (PathOf(url).ends_with(".ics")) {
    feed.with_slash = AskAgain(
        feed, WithTarget(url, std::string(PathOf(url)) + "/"), {}, "GET");
  }
}

std::optional<Exchange> Visitor::AskAgain(FeedRecord& feed, const Url& url,
                                          Fields fields, const char* method) {
  Exchange exchange;
  if (!IsOver()) exchange = Get(url, std::move(fields), method);
  // What has no answer because we must leave says nothing about the server.
  if (IsOver() && !(exchange.IsWhole() && exchange.status != 0)) {
    feed.is_cut_short = true;
    return std::nullopt;
  }
  exchange.is_same_body = exchange.IsWhole() && exchange.status == 200 &&
                          DecodedBody(exchange) == feed.text;
  DropBody(exchange);
  return exchange;
}

ServerRecord& Visitor::Known(const Url& url) {
  auto& [record, is_examined] = servers_[Origin(url)];
  if (record.url.host.empty()) {
    record.url = WithTarget(url, url.target);
    LookAtAddresses(record);
  }
  return record;
}

void Visitor::LookAtAddresses(ServerRecord& server) {
  for (const auto& text :
       LookUp(server.url.host, Soon(), server.lookup_problem)) {
    AddressFacts facts;
    facts.address = text;
    boost::system::error_code wrong;
    const auto ip = boost::asio::ip::make_address(text, wrong);
    facts.is_ipv6 = ip.is_v6();
    facts.is_public = IsPublic(ip);
    facts.answer = Ask({"GET", server.url, {{"User-Agent", kUserAgent}}}, text,
                       std::min(Soon(), Clock::now() + kAddressPatience));
    DropBody(facts.answer);
    server.addresses.push_back(std::move(facts));
  }
}

const ServerRecord& Visitor::ServerOf(const Url& url) {
  ServerRecord& server = Known(url);
  bool& is_examined = servers_[Origin(url)].is_examined;
  const bool answers =
      std::any_of(server.addresses.begin(), server.addresses.end(),
                  [](const auto& each) { return each.answer.status != 0; });
  // One that speaks no TLS has not answered, and that is to be told.
  if (is_examined || (!answers && !url.is_https)) return server;
  if (server.addresses.empty() || IsOver()) return server;
  is_examined = true;
  if (url.is_https) {
    server.tls = LookAtTls(url, server.Address(), ca_file_, Soon());
  }
  if (answers) server.robots = Get(WithTarget(url, "/robots.txt"), {});
  if (url.is_https && url.port == 443) {
    Url plain = WithTarget(url, url.target);
    plain.is_https = false;
    plain.port = 80;
    server.port80 =
        Ask({"GET", plain, {{"User-Agent", kUserAgent}}}, server.Address(),
            std::min(Soon(), Clock::now() + kAddressPatience));
    DropBody(*server.port80);
  }
  return server;
}

}  // namespace agendad::daemon::doctor
