#include <charconv>

#include "daemon/doctor/checks.h"
#include "daemon/doctor/http_time.h"
#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kType = {"content-type", "P1"};
constexpr Check kDisposition = {"content-disposition", "P18"};
constexpr Check kCache = {"cache-control", "P12"};
constexpr Check kCookie = {"cookies", "P5"};
constexpr Check kIndex = {"x-robots-tag", "P17"};
constexpr Check kLastModified = {"last-modified", "P11"};
constexpr Check kHsts = {"hsts", "P15"};

constexpr long kLongestAge = 300;  // seconds
constexpr std::chrono::minutes kSkew{5};

// The value of a parameter of Content-Type or of a directive, without quotes;
// "x" if it has none. Nothing if it is absent.
std::optional<std::string_view> ValueIn(std::string_view list, char separator,
                                        std::string_view name) {
  while (!list.empty()) {
    std::string_view value = http::TakeUntil(separator, list);
    if (!http::EqualsIgnoringCase(http::TakeUntil('=', value), name)) continue;
    value = http::Trim(value);
    if (value.starts_with('"')) value.remove_prefix(1);
    if (value.ends_with('"')) value.remove_suffix(1);
    return value;
  }
  return std::nullopt;
}

void CheckType(const Exchange& first, Findings& findings) {
  const std::string advice =
      "Answer with 'Content-Type: text/calendar; charset=utf-8'";
  const auto field = FieldOf(first, "Content-Type");
  if (!field) {
    return findings.Add(Level::kError, kType, "There is no Content-Type",
                        advice);
  }
  std::string_view rest = *field;
  const std::string_view type = http::TakeUntil(';', rest);
  const auto charset = ValueIn(rest, ';', "charset");
  const std::string seen = "Content-Type is '" + std::string(*field) + "'";
  if (!http::EqualsIgnoringCase(type, "text/calendar")) {
    findings.Add(Level::kError, kType, seen, advice);
  } else if (charset && !http::EqualsIgnoringCase(*charset, "utf-8")) {
    findings.Add(Level::kError, kType,
                 seen + ", and ICSx5 reads the text by that", advice);
  } else if (!charset || ValueIn(rest, ';', "method") ||
             ValueIn(rest, ';', "component")) {
    findings.Add(Level::kNote, kType, seen, advice);
  } else {
    findings.Ok(kType, seen);
  }
}

void CheckDisposition(const Exchange& first, Findings& findings) {
  const auto field = FieldOf(first, "Content-Disposition");
  if (!field) return findings.Ok(kDisposition, "No Content-Disposition");
  std::string_view rest = *field;
  const std::string_view kind = http::TakeUntil(';', rest);
  const std::string seen =
      "Content-Disposition is '" + std::string(*field) + "'";
  const auto name = ValueIn(rest, ';', "filename");
  if (http::EqualsIgnoringCase(kind, "attachment")) {
    findings.Add(Level::kWarning, kDisposition, seen,
                 "Say 'inline', or nothing: a browser that is shown the "
                 "address saves a file, and nobody has subscribed");
  } else if (name && !name->ends_with(".ics")) {
    findings.Add(Level::kNote, kDisposition, seen,
                 "Let the file's name end with .ics");
  } else {
    findings.Ok(kDisposition, seen);
  }
}

void CheckCache(const Exchange& first, Findings& findings) {
  const std::string advice =
      "Say 'Cache-Control: private, max-age=0, must-revalidate'";
  const auto field = FieldOf(first, "Cache-Control");
  if (!field) {
    return findings.Add(Level::kNote, kCache,
                        "There is no Cache-Control: each cache guesses how "
                        "long the calendar stays good",
                        advice);
  }
  const std::string seen = "Cache-Control is '" + std::string(*field) + "'";
  const auto age = ValueIn(*field, ',', "max-age");
  long seconds = 0;
  if (age) {
    std::from_chars(age->data(), age->data() + age->size(), seconds);
  }
  if (ValueIn(*field, ',', "immutable") || seconds > kLongestAge) {
    findings.Add(Level::kWarning, kCache,
                 seen + ": changes may come that much later", advice);
  } else if (ValueIn(*field, ',', "no-store")) {
    findings.Add(Level::kNote, kCache,
                 seen + ": everybody fetches everything each time", advice);
  } else {
    findings.Ok(kCache, seen);
  }
}

void CheckLastModified(const Exchange& first, Findings& findings) {
  const auto field = FieldOf(first, "Last-Modified");
  if (!field) return findings.Ok(kLastModified, "No Last-Modified");
  const auto time = ParseHttpTime(*field);
  const std::string seen = "Last-Modified is '" + std::string(*field) + "'";
  if (!time) {
    findings.Add(Level::kWarning, kLastModified, seen + ", which is no date",
                 "Write it as RFC 9110 5.6.7 has it, or leave it out");
  } else if (*time > first.received + kSkew) {
    findings.Add(Level::kWarning, kLastModified, seen + ", in the future",
                 "Send the time of the last change, never that of an event");
  } else {
    findings.Ok(kLastModified, seen);
  }
}

void CheckCookies(const Exchange& first, Findings& findings) {
  if (FieldOf(first, "Set-Cookie")) {
    findings.Add(Level::kWarning, kCookie, "The answer sets a cookie",
                 "Set none: no client of calendars sends it back, and caches "
                 "keep away from the answer");
  } else {
    findings.Ok(kCookie, "No cookies");
  }
  if (FieldOf(first, "WWW-Authenticate")) {
    findings.Add(Level::kWarning, kCookie,
                 "The answer asks for a password (WWW-Authenticate)",
                 "Leave it out: Evolution asks its user");
  }
}

}  // namespace

void CheckFields(const FeedRecord& feed, Findings& findings) {
  const Exchange& first = feed.first;
  CheckType(first, findings);
  CheckDisposition(first, findings);
  CheckCache(first, findings);
  CheckLastModified(first, findings);
  CheckCookies(first, findings);
  const auto robots = FieldOf(first, "X-Robots-Tag").value_or("");
  if (http::ListHasToken(robots, "noindex") ||
      http::ListHasToken(robots, "none")) {
    findings.Ok(kIndex, "X-Robots-Tag keeps the feed out of indexes");
  } else {
    findings.Add(Level::kNote, kIndex, "Search engines may list the feed",
                 "Say 'X-Robots-Tag: noindex'");
  }
  if (!first.request.url.is_https) return;
  if (FieldOf(first, "Strict-Transport-Security")) {
    findings.Ok(kHsts, "Strict-Transport-Security is there");
  } else {
    findings.Add(Level::kNote, kHsts,
                 "There is no Strict-Transport-Security: who was given http:// "
                 "goes on asking without protection",
                 "Send 'Strict-Transport-Security: max-age=31536000'");
  }
}

}  // namespace agendad::daemon::doctor
