// Addresses as people paste them, and as servers answer with (RFC 3986): only
// what a calendar can be fetched from, http and https, and webcal as another
// word for them. Pure; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_URL_H_
#define AGENDAD_DAEMON_DOCTOR_URL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agendad::daemon::doctor {

struct Url {
  bool is_https = false;
  std::string host;  // lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;
  std::string target;     // path and query as they go into a request
  std::string user_info;  // before the @, else empty
  std::string fragment;   // after the #, else empty
  bool was_webcal = false;

  bool operator==(const Url&) const = default;
};

// Nothing if `text` is no such address: another scheme, no host, a port that is
// none, spaces, control characters or anything beyond ASCII.
// webcal:// is https here, as clients are told; webcals:// too.
std::optional<Url> ParseUrl(std::string_view text);

// What a Location field means at `base` (RFC 3986 5.2); nothing if no Url.
std::optional<Url> Resolve(const Url& base, std::string_view reference);

// Without user information and fragment, and without a port that goes without
// saying.
std::string ToText(const Url& url);

// The value of the Host field.
std::string Authority(const Url& url);

// "https://host:port", port always: what two addresses of one server share.
std::string Origin(const Url& url);

std::string_view PathOf(const Url& url);   // without the query
std::string_view QueryOf(const Url& url);  // without the "?"

// The same server, another target.
Url WithTarget(Url url, std::string target);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_URL_H_
