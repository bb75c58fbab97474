// A client's octets, from the scanner to the answer: however they are cut, what
// is not a head is refused, and every answer is well-formed.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/http/application.h"
#include "daemon/http/grammar.h"
#include "daemon/http/httplib_adapter.h"
#include "daemon/http/redirector.h"
#include "daemon/snapshot_store.h"
#include "tests/daemon/http/made_up_feeds.h"
#include "tests/fuzz/require.h"

namespace agendad::fuzz {
namespace {

using daemon::http::HeadScanner;
using daemon::http::Scan;

// What a client that sends `step` octets at a time is told of them.
Scan ScanInSteps(std::string_view octets, std::size_t step) {
  HeadScanner scanner{daemon::http::HeadLimits()};
  Scan scan;
  for (std::size_t end = std::min(step, octets.size());;
       end = std::min(end + step, octets.size())) {
    scan = scanner.Continue(octets.substr(0, end));
    if (scan.state != Scan::State::kIncomplete || end == octets.size()) {
      return scan;
    }
  }
}

// How long a head with which nothing is wrong is; 0: it is none, or not whole.
// (Octets that come slowly may be refused before others of them would have
// been.)
std::size_t GoodHead(const Scan& scan, std::string_view octets) {
  if (scan.state != Scan::State::kComplete) return 0;
  daemon::http::RequestHead request;
  return ParseRequestHead(octets.substr(0, scan.size),
                          daemon::http::HeadLimits(), request)
             ? 0
             : scan.size;
}

// Of a head with its empty line: the value of Content-Length, if it has one.
std::optional<std::size_t> CheckHead(std::string_view head) {
  Require(head.starts_with("HTTP/1.1 ") && head.ends_with("\r\n\r\n"),
          "an answer is HTTP/1.1");
  std::optional<std::size_t> length;
  std::string_view rest = head.substr(head.find("\r\n") + 2);
  while (rest != "\r\n") {
    const std::string_view line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(line.size() + 2);
    const std::size_t colon = line.find(": ");
    Require(colon != std::string_view::npos, "a field has a colon");
    Require(daemon::http::IsToken(line.substr(0, colon)), "a name is a token");
    Require(daemon::http::IsFieldValue(line.substr(colon + 2)),
            "a value has no control characters");
    if (line.substr(0, colon) != "Content-Length") continue;
    Require(!length.has_value(), "one Content-Length");
    length = std::stoul(std::string(line.substr(colon + 2)));
  }
  return length;
}

void CheckRefusal(const daemon::http::Refusal& refusal) {
  const std::string answer = WriteRefusal(refusal, "now");
  const std::size_t end = answer.find("\r\n\r\n") + 4;
  const auto length = CheckHead(std::string_view(answer).substr(0, end));
  Require(length && (refusal.without_body ? answer.size() == end
                                          : answer.size() == end + *length),
          "a refusal is as long as it says");
}

bool IsWithin(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() &&
          part.data() + part.size() <= whole.data() + whole.size());
}

void CheckAnswer(std::string_view head) {
  static const daemon::SnapshotStore* const kStore = [] {
    auto* store = new daemon::SnapshotStore;
    store->Publish(daemon::http::SnapshotOf("uno", 3));
    return store;
  }();
  static const daemon::http::Application kFeeds(*kStore, "");
  static const daemon::http::Redirector kRedirector("https://a.example",
                                                    "/nonexistent");
  static daemon::http::HttplibAdapter adapter;
  daemon::http::RequestHead request;
  if (const auto refusal =
          ParseRequestHead(head, daemon::http::HeadLimits(), request)) {
    return CheckRefusal(*refusal);
  }
  // An address without a path has a literal's.
  Require(request.path == "/" ||
              (request.path.starts_with('/') && IsWithin(request.path, head)),
          "a path is in the head");
  Require(IsWithin(request.host, head), "a host is in the head");
  Require(IsWithin(request.user_agent, head), "a client is in the head");
  const bool is_redirected = request.path.size() % 2 == 1;
  const auto reply = adapter.Process(
      request, {.is_https = request.forwarded_https},
      is_redirected ? static_cast<const daemon::http::Responder&>(kRedirector)
                    : kFeeds);
  const auto length = CheckHead(reply.head);
  std::size_t octets = 0;
  for (const auto piece : reply.body) octets += piece.size();
  const bool has_body = request.method == daemon::http::Method::kGet &&
                        !reply.head.starts_with("HTTP/1.1 304");
  Require(octets == (has_body ? length.value_or(0) : 0),
          "an answer is as long as it says");
}

}  // namespace
}  // namespace agendad::fuzz

// The first octet: how many come at a time.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using agendad::daemon::http::Scan;
  using agendad::fuzz::Require;
  if (size == 0) return 0;
  const std::string_view octets(reinterpret_cast<const char*>(data) + 1,
                                size - 1);
  const Scan scan =
      agendad::fuzz::ScanInSteps(octets, static_cast<std::size_t>(*data) + 1);
  const Scan whole = agendad::fuzz::ScanInSteps(octets, size);
  Require(agendad::fuzz::GoodHead(scan, octets) ==
              agendad::fuzz::GoodHead(whole, octets),
          "the same, however it is cut");
  if (scan.state == Scan::State::kRefused) {
    agendad::fuzz::CheckRefusal(scan.refusal);
  } else if (scan.state == Scan::State::kComplete) {
    Require(scan.size <= octets.size(), "a head is within what came");
    agendad::fuzz::CheckAnswer(octets.substr(0, scan.size));
  }
  return 0;
}
