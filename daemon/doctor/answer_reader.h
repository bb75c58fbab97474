// Reads one HTTP/1.1 answer from pieces of octets (RFC 9112), strictly, and
// never keeps more than its limits: a stranger writes these octets.
// No sockets, no clock; one thread at a time.
#ifndef AGENDAD_DAEMON_DOCTOR_ANSWER_READER_H_
#define AGENDAD_DAEMON_DOCTOR_ANSWER_READER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/doctor/exchange.h"

namespace agendad::daemon::doctor {

struct AnswerLimits {
  std::size_t head = 64 * 1024;         // octets
  std::size_t body = 10 * 1000 * 1000;  // ten times what Google takes (P36)
  std::size_t interim_answers = 10;     // 1xx
};

class AnswerReader {
 public:
  // The answer goes to `exchange` (status, fields, body, failure, reason),
  // which must outlive this. The method is that of `exchange.request`.
  explicit AnswerReader(Exchange& exchange, AnswerLimits limits = {});

  // False when there is nothing more to read: the answer is whole or has
  // failed.
  bool Take(std::string_view octets);

  // The connection has ended.
  void End();

 private:
  enum class State {
    kHead,
    kUntilLength,
    kUntilClosed,
    kChunkSize,
    kChunk,
    kChunkEnd,
    kTrailer,
    kDone,
  };

  std::string_view Rest() const;  // of what is pending
  bool Step();  // false: more octets are needed, or there is nothing to do
  bool ReadHead(std::string_view head);
  bool ReadStatus(std::string_view line);
  void FrameBody();
  bool ReadChunkSize(std::string_view line);
  bool TakeBody(std::size_t most);
  bool TakeLine(std::string& line);
  bool Fail(Failure failure, std::string reason);  // false

  Exchange& exchange_;
  const AnswerLimits limits_;
  State state_ = State::kHead;
  std::string pending_;
  std::size_t at_ = 0;            // of `pending_`: what is before was taken
  std::size_t left_ = 0;          // of the body or of the chunk
  std::size_t trailer_size_ = 0;  // octets so far
  std::size_t interim_answers_ = 0;
};

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_ANSWER_READER_H_
