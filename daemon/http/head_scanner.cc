#include "daemon/http/head_scanner.h"

#include "daemon/http/grammar.h"

namespace agendad::daemon::http {
namespace {

// What a request line holds beside its target: a method, two spaces, a version.
constexpr std::size_t kBesideTarget = 64;

Scan Refused(int status, std::string_view reason) {
  return {Scan::State::kRefused, 0, {status, reason}};
}

constexpr std::string_view kBareLineFeed =
    "a line feed without carriage return";
constexpr std::string_view kHeadTooLarge = "the head is too large";
constexpr std::string_view kTargetTooLong = "the request target is too long";

}  // namespace

void HeadScanner::Reset() { *this = HeadScanner(limits_); }

Scan HeadScanner::Continue(std::string_view received) {
  for (;;) {
    const std::size_t line_feed = received.find('\n', position_);
    if (line_feed == std::string_view::npos) break;
    if (line_feed == line_start_ || received[line_feed - 1] != '\r')
      return Refused(400, kBareLineFeed);
    const std::size_t length = line_feed - 1 - line_start_;
    position_ = line_start_ = line_feed + 1;
    if (position_ > limits_.head) return Refused(431, kHeadTooLarge);
    if (length == 0) {
      if (lines_ > 0) return {Scan::State::kComplete, position_, {}};
      if (skipped_empty_line_)
        return Refused(400, "empty lines instead of a request");
      skipped_empty_line_ = true;
      continue;
    }
    if (++lines_ > limits_.fields + 1)
      return Refused(431, "too many header fields");
  }

  position_ = received.size();
  if (received.size() > limits_.head) {
    return lines_ == 0 ? Refused(414, kTargetTooLong)
                       : Refused(431, kHeadTooLarge);
  }
  if (lines_ == 0 && received.size() > line_start_) {
    // Not worth waiting for its end: a TLS handshake on the wrong port, say.
    const char first = received[line_start_];
    if (!IsTokenChar(first) && first != '\r')
      return Refused(400, "this is not HTTP/1.1");
    if (received.size() - line_start_ > limits_.target + kBesideTarget)
      return Refused(414, kTargetTooLong);
  }
  return {};
}

}  // namespace agendad::daemon::http
