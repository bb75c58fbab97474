#include "daemon/http/request_head.h"

#include <cassert>
#include <cstddef>

#include "daemon/http/grammar.h"
#include "daemon/http/request_target.h"

namespace agendad::daemon::http {
namespace {

struct RequestLine {
  std::string_view method;
  std::string_view target;
  std::string_view version;
};

// What the fields say about the message itself.
struct Framing {
  bool has_host = false;
  std::string_view host;
  bool has_length = false;
  std::string_view length;
  bool has_transfer_encoding = false;
  std::string_view transfer_encoding;
  bool close = false;
};

std::string_view TakeLine(std::string_view& lines) {
  const std::size_t end = lines.find("\r\n");
  assert(end != std::string_view::npos);
  const std::string_view line = lines.substr(0, end);
  lines.remove_prefix(end + 2);
  return line;
}

std::optional<Refusal> ParseRequestLine(std::string_view line,
                                        RequestLine& parsed) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return Refusal{400, "the request line is not: method, target, version"};
  parsed.method = line.substr(0, first);
  parsed.target = line.substr(first + 1, last - first - 1);
  parsed.version = line.substr(last + 1);
  if (!IsToken(parsed.method) || !IsVisible(parsed.target) ||
      parsed.target.empty())
    return Refusal{400, "the request line is not: method, target, version"};
  if (parsed.version.size() != 8 || !parsed.version.starts_with("HTTP/") ||
      !IsDigits(parsed.version.substr(5, 1)) || parsed.version[6] != '.' ||
      !IsDigits(parsed.version.substr(7, 1)))
    return Refusal{400, "the request line does not end in an HTTP version"};
  if (parsed.version[5] != '1')
    return Refusal{505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
  return std::nullopt;
}

std::optional<Refusal> Join(std::string_view value, std::size_t limit,
                            std::string& joined) {
  if (!joined.empty()) joined.append(", ");
  joined.append(value);
  if (joined.size() > limit) return Refusal{431, "a header field is too large"};
  return std::nullopt;
}

std::optional<Refusal> Apply(std::string_view name, std::string_view value,
                             const HeadLimits& limits, Framing& framing,
                             RequestHead& parsed) {
  if (EqualsIgnoringCase(name, "Host")) {
    if (framing.has_host) return Refusal{400, "more than one Host"};
    framing.has_host = true;
    framing.host = value;
  } else if (EqualsIgnoringCase(name, "Connection")) {
    framing.close = framing.close || ListHasToken(value, "close");
  } else if (EqualsIgnoringCase(name, "Content-Length")) {
    if (framing.has_length) return Refusal{400, "more than one Content-Length"};
    framing.has_length = true;
    framing.length = value;
  } else if (EqualsIgnoringCase(name, "Transfer-Encoding")) {
    if (framing.has_transfer_encoding)
      return Refusal{400, "more than one Transfer-Encoding"};
    framing.has_transfer_encoding = true;
    framing.transfer_encoding = value;
  } else if (EqualsIgnoringCase(name, "X-Forwarded-Proto")) {
    // Each proxy on the way appends what it saw; the first one met the client.
    parsed.forwarded_https =
        EqualsIgnoringCase(value.substr(0, value.find_first_of(", ")), "https");
  } else if (EqualsIgnoringCase(name, "If-None-Match")) {
    return Join(value, limits.field, parsed.if_none_match);
  } else if (EqualsIgnoringCase(name, "Accept-Encoding")) {
    return Join(value, limits.field, parsed.accept_encoding);
  } else if (parsed.user_agent.empty() &&
             EqualsIgnoringCase(name, "User-Agent")) {
    parsed.user_agent = value;
  }
  return std::nullopt;
}

std::optional<Refusal> ParseField(std::string_view line,
                                  const HeadLimits& limits, Framing& framing,
                                  RequestHead& parsed) {
  if (line.size() > limits.field)
    return Refusal{431, "a header field is too large"};
  if (line.front() == ' ' || line.front() == '\t')
    return Refusal{400, "a folded header field"};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !IsToken(line.substr(0, colon)))
    return Refusal{400, "a header field is not: name, colon, value"};
  const std::string_view value = Trim(line.substr(colon + 1));
  if (!IsFieldValue(value))
    return Refusal{400, "a control character in a header field"};
  return Apply(line.substr(0, colon), value, limits, framing, parsed);
}

// What is wrong with the message as such, whatever its method (RFC 9112 6).
std::optional<Refusal> CheckFraming(const Framing& framing, bool is_http_1_0) {
  if (framing.has_length && framing.has_transfer_encoding)
    return Refusal{400, "both Content-Length and Transfer-Encoding"};
  if (framing.has_length && !IsDigits(framing.length))
    return Refusal{400, "Content-Length is not a number"};
  if (framing.has_transfer_encoding &&
      (is_http_1_0 ||
       !EqualsIgnoringCase(framing.transfer_encoding, "chunked")))
    return Refusal{400, "the Transfer-Encoding is not chunked"};
  if (!framing.has_host && !is_http_1_0) return Refusal{400, "Host is missing"};
  if (!IsHost(framing.host)) return Refusal{400, "Host is not a host"};
  return std::nullopt;
}

bool HasBody(const Framing& framing) {
  return framing.has_transfer_encoding ||
         framing.length.find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

std::optional<Refusal> ParseRequestHead(std::string_view head,
                                        const HeadLimits& limits,
                                        RequestHead& parsed) {
  if (head.starts_with("\r\n")) head.remove_prefix(2);
  RequestLine line;
  if (auto refusal = ParseRequestLine(TakeLine(head), line)) return refusal;
  if (line.target.size() > limits.target)
    return Refusal{414, "the request target is too long"};

  Framing framing;
  parsed.if_none_match.clear();
  parsed.accept_encoding.clear();
  parsed.forwarded_https = false;
  parsed.user_agent = {};
  std::size_t fields = 0;
  for (;;) {
    const std::string_view field = TakeLine(head);
    if (field.empty()) break;
    if (++fields > limits.fields) return Refusal{431, "too many header fields"};
    if (auto refusal = ParseField(field, limits, framing, parsed))
      return refusal;
  }

  const bool is_http_1_0 = line.version.back() == '0';
  if (auto refusal = CheckFraming(framing, is_http_1_0)) return refusal;
  if (line.method != "GET" && line.method != "HEAD")
    return Refusal{405, "only GET and HEAD are answered here"};
  parsed.method = line.method == "GET" ? Method::kGet : Method::kHead;
  const bool is_head = parsed.method == Method::kHead;
  if (HasBody(framing))
    return Refusal{413, "a request with a body is not answered here", is_head};
  const std::optional<RequestTarget> target = ParseRequestTarget(line.target);
  if (!target.has_value())
    return Refusal{400, "the request target is not a path", is_head};
  parsed.path = target->path;
  parsed.query = target->query;
  parsed.host = target->authority.empty() ? framing.host : target->authority;
  // A connection of HTTP/1.0 ends with its answer: nobody needs more of it.
  parsed.keep_alive = !is_http_1_0 && !framing.close;
  return std::nullopt;
}

}  // namespace agendad::daemon::http
