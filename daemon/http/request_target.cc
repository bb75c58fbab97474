#include "daemon/http/request_target.h"

#include <algorithm>
#include <cstddef>

#include "daemon/http/grammar.h"

namespace agendad::daemon::http {
namespace {

// A registered name of 255 octets (RFC 3986 3.2.2), a colon and a port. The
// list of feeds repeats it for each feed.
constexpr std::size_t kLongestHost = 261;

void Split(std::string_view rest, RequestTarget& parsed) {
  const std::size_t end = std::min(rest.find('?'), rest.size());
  parsed.path = end == 0 ? "/" : rest.substr(0, end);
  parsed.query = rest.substr(end);
}

std::optional<RequestTarget> ParseAbsoluteForm(std::string_view target) {
  const std::size_t colon = target.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view scheme = target.substr(0, colon);
  if (!EqualsIgnoringCase(scheme, "http") &&
      !EqualsIgnoringCase(scheme, "https"))
    return std::nullopt;
  target.remove_prefix(colon + 3);
  const std::size_t end = std::min(target.find_first_of("/?"), target.size());
  RequestTarget parsed;
  parsed.authority = target.substr(0, end);
  if (parsed.authority.empty() || !IsHost(parsed.authority))
    return std::nullopt;
  Split(target.substr(end), parsed);
  return parsed;
}

}  // namespace

std::optional<RequestTarget> ParseRequestTarget(std::string_view target) {
  // A fragment is never sent; what looks like one hides something.
  if (target.empty() || !IsVisible(target) ||
      target.find('#') != std::string_view::npos)
    return std::nullopt;
  if (target.front() != '/') return ParseAbsoluteForm(target);
  RequestTarget parsed;
  Split(target, parsed);
  return parsed;
}

bool IsHost(std::string_view text) {
  if (text.size() > kLongestHost) return false;
  // Of the delimiters only those of a port and of an IPv6 address.
  return IsVisible(text) &&
         text.find_first_of("\"#/<>?@\\^`{|}") == std::string_view::npos;
}

}  // namespace agendad::daemon::http
