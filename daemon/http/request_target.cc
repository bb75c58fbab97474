#include "daemon/http/request_target.h"

#include <algorithm>
#include <cstddef>

#include "daemon/http/grammar.h"

namespace agendad::daemon::http {
namespace {

std::string_view WithoutQuery(std::string_view path) {
  return path.substr(0, path.find('?'));
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
  parsed.path = WithoutQuery(target.substr(end));
  if (parsed.path.empty()) parsed.path = "/";
  return parsed;
}

}  // namespace

std::optional<RequestTarget> ParseRequestTarget(std::string_view target) {
  // A fragment is never sent; what looks like one hides something.
  if (target.empty() || !IsVisible(target) ||
      target.find('#') != std::string_view::npos)
    return std::nullopt;
  if (target.front() != '/') return ParseAbsoluteForm(target);
  return RequestTarget{WithoutQuery(target), {}};
}

bool IsHost(std::string_view text) {
  // Of the delimiters only those of a port and of an IPv6 address.
  return IsVisible(text) &&
         text.find_first_of("\"#/<>?@\\^`{|}") == std::string_view::npos;
}

}  // namespace agendad::daemon::http
