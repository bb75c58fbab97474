#include "daemon/doctor/url.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return Lower(c); });
  return lower;
}

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) {
    return std::nullopt;
  }
  return port;
}

// "host:port", "[::1]:port"; the port may be missing or empty.
bool ParseAuthority(std::string_view authority, Url& url) {
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    url.user_info = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  std::string_view port;
  if (authority.starts_with('[')) {
    const auto close = authority.find(']');
    if (close == std::string_view::npos) return false;
    url.host = Lower(authority.substr(1, close - 1));
    port = authority.substr(close + 1);
    if (!port.empty() && !port.starts_with(':')) return false;
  } else {
    const auto colon = authority.find(':');
    url.host = Lower(authority.substr(0, colon));
    if (colon != std::string_view::npos) port = authority.substr(colon);
  }
  if (!port.empty()) port.remove_prefix(1);
  url.port = url.is_https ? kHttpsPort : kHttpPort;
  if (!port.empty()) {
    const auto number = ParsePort(port);
    if (!number) return false;
    url.port = *number;
  }
  return !url.host.empty() &&
         url.host.find_first_of("[]\\<>\"") == std::string::npos;
}

// RFC 3986 5.2.4, for a path that begins with a slash.
std::string WithoutDots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_open = false;
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    ends_open = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!ends_open) kept.push_back(segment);
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  std::string clean;
  for (const auto segment : kept) clean.append("/").append(segment);
  if (ends_open || clean.empty()) clean += "/";
  return clean;
}

}  // namespace

std::optional<Url> ParseUrl(std::string_view text) {
  if (!http::IsVisible(text)) return std::nullopt;
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string scheme = Lower(text.substr(0, colon));
  Url url;
  url.was_webcal = scheme == "webcal" || scheme == "webcals";
  url.is_https = scheme == "https" || url.was_webcal;
  if (!url.is_https && scheme != "http") return std::nullopt;
  text.remove_prefix(colon + 3);
  if (const auto hash = text.find('#'); hash != std::string_view::npos) {
    url.fragment = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  const auto end = std::min(text.find_first_of("/?"), text.size());
  if (!ParseAuthority(text.substr(0, end), url)) return std::nullopt;
  url.target = text.substr(end);
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  return url;
}

std::optional<Url> Resolve(const Url& base, std::string_view reference) {
  if (reference.find("://") < reference.find_first_of("/?#")) {
    return ParseUrl(reference);
  }
  if (reference.empty() || !http::IsVisible(reference)) return std::nullopt;
  if (reference.starts_with("//")) {
    return ParseUrl((base.is_https ? "https:" : "http:") +
                    std::string(reference));
  }
  Url url = WithTarget(base, "");
  if (const auto hash = reference.find('#'); hash != std::string_view::npos) {
    url.fragment = reference.substr(hash + 1);
    reference = reference.substr(0, hash);
  }
  const auto question = reference.find('?');
  const std::string_view path = reference.substr(0, question);
  const std::string_view query = question == std::string_view::npos
                                     ? std::string_view{}
                                     : reference.substr(question);
  if (path.starts_with('/')) {
    url.target = WithoutDots(path);
  } else if (path.empty()) {
    url.target = query.empty() ? base.target : std::string(PathOf(base));
  } else {
    const std::string_view here = PathOf(base);
    url.target = WithoutDots(std::string(here.substr(0, here.rfind('/') + 1)) +
                             std::string(path));
  }
  url.target += query;
  return url;
}

std::string ToText(const Url& url) {
  return (url.is_https ? "https://" : "http://") + Authority(url) + url.target;
}

std::string Authority(const Url& url) {
  std::string text =
      url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
  if (url.port != (url.is_https ? kHttpsPort : kHttpPort)) {
    text += ":" + std::to_string(url.port);
  }
  return text;
}

std::string Origin(const Url& url) {
  return (url.is_https ? "https://" : "http://") + url.host + ":" +
         std::to_string(url.port);
}

std::string_view PathOf(const Url& url) {
  return std::string_view(url.target).substr(0, url.target.find('?'));
}

std::string_view QueryOf(const Url& url) {
  const auto question = url.target.find('?');
  return question == std::string::npos
             ? std::string_view{}
             : std::string_view(url.target).substr(question + 1);
}

Url WithTarget(Url url, std::string target) {
  url.target = std::move(target);
  url.user_info.clear();
  url.fragment.clear();
  url.was_webcal = false;
  return url;
}

}  // namespace agendad::daemon::doctor
