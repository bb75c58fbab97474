#include "daemon/http/conditional_request.h"

#include <algorithm>
#include <cstddef>

#include "daemon/http/grammar.h"

namespace agendad::daemon::http {
namespace {

using feeds::ContentCoding;

// Takes one entity-tag off the list, without W/ and quotes. What is no
// entity-tag is passed over up to the next comma. Absent at the end. (A tag
// may hold commas, so the list cannot be split at them.)
std::optional<std::string_view> TakeTag(std::string_view& list) {
  for (;;) {
    list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
    if (list.empty()) return std::nullopt;
    if (list.starts_with("W/") || list.starts_with("w/")) list.remove_prefix(2);
    if (!list.starts_with('"')) {
      TakeUntil(',', list);
      continue;
    }
    const std::size_t end = list.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view tag = list.substr(1, end - 1);
    list.remove_prefix(end + 1);
    return tag;
  }
}

std::string_view WithoutQuotes(std::string_view etag) {
  return etag.substr(1, etag.size() - 2);
}

std::string_view WithoutCoding(std::string_view tag) {
  for (const std::string_view suffix : {"-gzip", "-br"}) {
    if (tag.ends_with(suffix)) return tag.substr(0, tag.size() - suffix.size());
  }
  return tag;
}

}  // namespace

std::optional<ContentCoding> MatchIfNoneMatch(
    std::string_view if_none_match,
    const feeds::Representations& representations, ContentCoding negotiated) {
  if (if_none_match.empty()) return std::nullopt;
  if (Trim(if_none_match) == "*") return negotiated;
  const std::string_view hash = WithoutQuotes(
      representations[static_cast<std::size_t>(ContentCoding::kIdentity)].etag);
  while (const std::optional<std::string_view> tag = TakeTag(if_none_match)) {
    if (WithoutCoding(*tag) != hash) continue;
    for (std::size_t i = 0; i < representations.size(); ++i) {
      if (*tag == WithoutQuotes(representations[i].etag))
        return static_cast<ContentCoding>(i);
    }
    return negotiated;
  }
  return std::nullopt;
}

}  // namespace agendad::daemon::http
