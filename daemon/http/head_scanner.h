// Finds where the head of a request ends in what has arrived so far, and stops
// early what will never be a head (RFC 9112 2.2).
//
// No octet is looked at twice, however slowly they come. Lines end in CRLF
// only: a bare LF, which other servers take for a line end, is the stuff that
// request smuggling is made of. One empty line before the request line is
// passed over. One thread at a time.
#ifndef AGENDAD_DAEMON_HTTP_HEAD_SCANNER_H_
#define AGENDAD_DAEMON_HTTP_HEAD_SCANNER_H_

#include <cstddef>
#include <string_view>

#include "daemon/http/refusal.h"

namespace agendad::daemon::http {

// In octets, but for `fields`.
struct HeadLimits {
  std::size_t head = 16 * 1024;  // with the empty line at its end: 431
  std::size_t target = 2048;     // 414
  std::size_t field = 4096;      // one field line: 431
  std::size_t fields = 64;       // how many field lines: 431
};

struct Scan {
  enum class State { kIncomplete, kComplete, kRefused };

  State state = State::kIncomplete;
  std::size_t size = 0;  // kComplete: of the head with its last empty line
  Refusal refusal;       // kRefused
};

class HeadScanner {
 public:
  explicit HeadScanner(const HeadLimits& limits) : limits_(limits) {}

  // `received` begins where the head begins, and with each call holds more of
  // it. After kComplete or kRefused call Reset().
  Scan Continue(std::string_view received);

  // What comes next is a new head.
  void Reset();

 private:
  HeadLimits limits_;
  std::size_t position_ = 0;    // up to here all is scanned
  std::size_t line_start_ = 0;  // of the line that holds position_
  std::size_t lines_ = 0;       // complete ones, with the request line
  bool skipped_empty_line_ = false;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_HEAD_SCANNER_H_
