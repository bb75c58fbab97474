#include "daemon/http/content_coding.h"

#include <array>
#include <cstddef>
#include <optional>

#include "daemon/http/grammar.h"

namespace agendad::daemon::http {
namespace {

// In thousandths: a qvalue (RFC 9110 12.4.2) is "0" or "1" with up to three
// decimals, and never above 1.
std::optional<int> ParseWeight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1'))
    return std::nullopt;
  int weight = (text[0] - '0') * 1000;
  if (text.size() > 1) {
    if (text[1] != '.') return std::nullopt;
    int unit = 100;
    for (const char digit : text.substr(2)) {
      if (digit < '0' || digit > '9') return std::nullopt;
      weight += (digit - '0') * unit;
      unit /= 10;
    }
  }
  if (weight > 1000) return std::nullopt;
  return weight;
}

// Of the parameters after a coding's name; 1 if there is no "q".
std::optional<int> WeightOf(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = TakeUntil(';', parameters);
    const std::string_view name = TakeUntil('=', value);
    if (EqualsIgnoringCase(name, "q")) return ParseWeight(Trim(value));
  }
  return 1000;
}

std::size_t Index(feeds::ContentCoding coding) {
  return static_cast<std::size_t>(coding);
}

}  // namespace

feeds::ContentCoding NegotiateCoding(std::string_view accept_encoding) {
  using feeds::ContentCoding;
  std::array<std::optional<int>, feeds::kContentCodings> weights;
  std::optional<int> others;
  while (!accept_encoding.empty()) {
    std::string_view parameters = TakeUntil(',', accept_encoding);
    const std::string_view name = TakeUntil(';', parameters);
    const std::optional<int> weight = WeightOf(parameters);
    if (!weight.has_value()) continue;
    if (EqualsIgnoringCase(name, "br")) {
      weights[Index(ContentCoding::kBrotli)] = weight;
    } else if (EqualsIgnoringCase(name, "gzip") ||
               EqualsIgnoringCase(name, "x-gzip")) {
      weights[Index(ContentCoding::kGzip)] = weight;
    } else if (EqualsIgnoringCase(name, "identity")) {
      weights[Index(ContentCoding::kIdentity)] = weight;
    } else if (name == "*") {
      others = weight;
    }
  }

  ContentCoding best = ContentCoding::kIdentity;
  // Identity is acceptable without being named, but then the last choice.
  int best_weight = weights[Index(best)].value_or(0);
  for (const ContentCoding coding :
       {ContentCoding::kGzip, ContentCoding::kBrotli}) {
    const int weight = weights[Index(coding)].value_or(others.value_or(0));
    if (weight > 0 && weight >= best_weight) {
      best = coding;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace agendad::daemon::http
