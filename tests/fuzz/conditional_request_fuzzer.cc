// If-None-Match and Accept-Encoding, on a line each: 304 only to who has the
// feed, and a coding only to who asks for it.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/conditional_request.h"
#include "daemon/http/content_coding.h"
#include "tests/fuzz/require.h"

namespace agendad::fuzz {
namespace {

using feeds::ContentCoding;

constexpr std::string_view kHash = "0123456789abcdef0123456789abcdef";

feeds::Representations Representations() {
  feeds::Representations all;
  const std::string hash(kHash);
  all[0].etag = "\"" + hash + "\"";
  all[1].etag = "\"" + hash + "-gzip\"";
  all[2].etag = "\"" + hash + "-br\"";
  return all;
}

void SkipBlanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

// The opaque tags of a list that is one by the letter of RFC 9110 8.8.3 and
// 5.6.1; absent if it is none.
std::optional<std::vector<std::string_view>> TagsOf(std::string_view list) {
  std::vector<std::string_view> tags;
  for (;;) {
    SkipBlanks(list);
    if (list.starts_with("W/")) list.remove_prefix(2);
    if (!list.starts_with('"')) return std::nullopt;
    const std::size_t end = list.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    tags.push_back(list.substr(1, end - 1));
    list.remove_prefix(end + 1);
    SkipBlanks(list);
    if (list.empty()) return tags;
    if (!list.starts_with(',')) return std::nullopt;
    list.remove_prefix(1);
  }
}

void CheckMatch(std::string_view field, ContentCoding negotiated) {
  static const auto kAll = Representations();
  const auto match = daemon::http::MatchIfNoneMatch(field, kAll, negotiated);
  if (match && *match != negotiated) {
    const auto& etag = kAll[static_cast<std::size_t>(*match)].etag;
    Require(field.find(etag) != std::string_view::npos,
            "another coding's 304 only to who has its tag");
  }
  if (match) {
    Require(field.find('*') != std::string_view::npos ||
                field.find(kHash) != std::string_view::npos,
            "304 only to who names the feed");
  }
  if (const auto tags = TagsOf(field)) {
    const bool has_it =
        std::any_of(tags->begin(), tags->end(), [](std::string_view tag) {
          return tag.starts_with(kHash) &&
                 (tag.size() == kHash.size() ||
                  tag.substr(kHash.size()) == "-br" ||
                  tag.substr(kHash.size()) == "-gzip");
        });
    Require(match.has_value() == has_it, "304 to all who have it");
  }
}

bool Names(std::string_view field, std::string_view coding) {
  std::string lower(field);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return lower.find(coding) != std::string::npos ||
         lower.find('*') != std::string::npos;
}

}  // namespace
}  // namespace agendad::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using agendad::feeds::ContentCoding;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view accepted =
      end < text.size() ? text.substr(end + 1) : std::string_view();
  const ContentCoding coding = agendad::daemon::http::NegotiateCoding(accepted);
  agendad::fuzz::Require(
      coding == ContentCoding::kIdentity ||
          agendad::fuzz::Names(accepted, agendad::feeds::ToText(coding)),
      "a coding only to who names it");
  agendad::fuzz::CheckMatch(text.substr(0, end), coding);
  return 0;
}
