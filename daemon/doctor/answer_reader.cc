#include "daemon/doctor/answer_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr std::size_t kLongestHeadLine = 8 * 1024;
constexpr std::size_t kShownOctets = 40;

// What a stranger wrote, short and printable.
std::string Shown(std::string_view text) {
  std::string shown = "'";
  for (const char c : text.substr(0, kShownOctets)) {
    shown += c >= ' ' && c <= '~' ? c : '?';
  }
  return shown + (text.size() > kShownOctets ? "...'" : "'");
}

template <typename Number>
bool ParseNumber(std::string_view text, int base, Number& number) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

AnswerReader::AnswerReader(Exchange& exchange, AnswerLimits limits)
    : exchange_(exchange), limits_(limits) {}

bool AnswerReader::Take(std::string_view octets) {
  pending_.append(octets);
  while (Step()) {
  }
  pending_.erase(0, at_);
  at_ = 0;
  return state_ != State::kDone;
}

void AnswerReader::End() {
  if (state_ == State::kDone) return;
  if (state_ == State::kUntilClosed) {
    state_ = State::kDone;
    return;
  }
  if (state_ != State::kHead) {
    Fail(Failure::kClosedEarly, "the connection ended after " +
                                    std::to_string(exchange_.body.size()) +
                                    " octets of the body");
  } else if (pending_.empty()) {
    Fail(Failure::kClosedEarly, "the connection ended without an answer");
  } else {
    Fail(pending_.starts_with("HTTP/") ? Failure::kClosedEarly
                                       : Failure::kGarbage,
         "the connection ended after " + Shown(pending_));
  }
}

std::string_view AnswerReader::Rest() const {
  return std::string_view(pending_).substr(at_);
}

bool AnswerReader::Step() {
  std::string line;
  switch (state_) {
    case State::kHead: {
      // Told at once: a server of another protocol may wait for more words.
      const std::string_view start = "HTTP/1.";
      const std::string_view rest = Rest();
      const auto length = std::min(start.size(), rest.size());
      if (rest.substr(0, length) != start.substr(0, length)) {
        return Fail(Failure::kGarbage,
                    "what came is not HTTP/1.1: " + Shown(rest));
      }
      const auto end = rest.find("\r\n\r\n");
      if (std::min(end, rest.size()) > limits_.head) {
        return Fail(Failure::kTooLarge, "the head has more than " +
                                            std::to_string(limits_.head) +
                                            " octets");
      }
      if (end == std::string_view::npos) return false;
      at_ += end + 4;
      return ReadHead(rest.substr(0, end + 2));
    }
    case State::kUntilLength:
      if (!TakeBody(left_)) return false;
      if (left_ == 0) state_ = State::kDone;
      return false;
    case State::kUntilClosed:
      TakeBody(Rest().size());
      return false;
    case State::kChunkSize:
      return TakeLine(line) && ReadChunkSize(line);
    case State::kChunk:
      if (!TakeBody(left_) || left_ > 0) return false;
      state_ = State::kChunkEnd;
      return true;
    case State::kChunkEnd:
      if (!TakeLine(line)) return false;
      if (!line.empty()) {
        return Fail(Failure::kGarbage,
                    "a chunk is longer than it says: " + Shown(line));
      }
      state_ = State::kChunkSize;
      return true;
    case State::kTrailer:
      if (!TakeLine(line)) return false;
      trailer_size_ += line.size() + 2;
      if (trailer_size_ > limits_.head) {
        return Fail(Failure::kTooLarge, "the trailer has no end");
      }
      if (line.empty()) state_ = State::kDone;
      return !line.empty();
    case State::kDone:
      return false;
  }
  return false;
}

bool AnswerReader::ReadHead(std::string_view head) {
  const auto first = head.find("\r\n");
  if (!ReadStatus(head.substr(0, first))) {
    return Fail(Failure::kGarbage,
                "the status line is wrong: " + Shown(head.substr(0, first)));
  }
  exchange_.fields.clear();
  for (auto at = first + 2; at < head.size();) {
    const auto end = head.find("\r\n", at);
    const std::string_view line = head.substr(at, end - at);
    const auto colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos
                                       ? ""
                                       : http::Trim(line.substr(colon + 1));
    if (colon == std::string_view::npos || !http::IsToken(name) ||
        !http::IsFieldValue(value)) {
      return Fail(Failure::kGarbage, "a header line is wrong: " + Shown(line));
    }
    exchange_.fields.emplace_back(name, value);
    at = end + 2;
  }
  if (exchange_.status >= 200) {
    FrameBody();
    return state_ != State::kDone;
  }
  if (++interim_answers_ > limits_.interim_answers) {
    return Fail(Failure::kGarbage, "interim answers without end");
  }
  return true;
}

// "HTTP/1.1 200 OK"
bool AnswerReader::ReadStatus(std::string_view line) {
  return line.size() >= 12 && (line[7] == '1' || line[7] == '0') &&
         line[8] == ' ' && (line.size() == 12 || line[12] == ' ') &&
         ParseNumber(line.substr(9, 3), 10, exchange_.status) &&
         exchange_.status >= 100;
}

// RFC 9112 6.3.
void AnswerReader::FrameBody() {
  const int status = exchange_.status;
  if (exchange_.request.method == "HEAD" || status == 204 || status == 304) {
    state_ = State::kDone;
    return;
  }
  const auto coding = FieldOf(exchange_, "Transfer-Encoding");
  if (coding) {
    if (!http::EqualsIgnoringCase(*coding, "chunked")) {
      Fail(Failure::kGarbage,
           "Transfer-Encoding that nobody asked for: " + Shown(*coding));
    } else if (FieldOf(exchange_, "Content-Length")) {
      Fail(Failure::kGarbage, "Transfer-Encoding and Content-Length at once");
    } else {
      state_ = State::kChunkSize;
    }
    return;
  }
  std::optional<std::string_view> length;
  for (const auto& [name, value] : exchange_.fields) {
    if (!http::EqualsIgnoringCase(name, "Content-Length")) continue;
    if (!http::IsDigits(value) || (length && *length != value)) {
      Fail(Failure::kGarbage, "Content-Length is wrong: " + Shown(value));
      return;
    }
    length = value;
  }
  if (!length) {
    state_ = State::kUntilClosed;
  } else if (!ParseNumber(*length, 10, left_) || left_ > limits_.body) {
    Fail(Failure::kTooLarge,
         "the body has " + std::string(*length) + " octets");
  } else {
    state_ = left_ == 0 ? State::kDone : State::kUntilLength;
  }
}

bool AnswerReader::ReadChunkSize(std::string_view line) {
  const std::string_view size = http::Trim(line.substr(0, line.find(';')));
  if (size.empty() || size.front() == '-' || !ParseNumber(size, 16, left_)) {
    return Fail(Failure::kGarbage,
                "the size of a chunk is wrong: " + Shown(line));
  }
  state_ = left_ == 0 ? State::kTrailer : State::kChunk;
  return true;
}

// At most `most` of what is there; false if there is too much.
bool AnswerReader::TakeBody(std::size_t most) {
  const std::string_view rest = Rest().substr(0, most);
  if (exchange_.body.size() + rest.size() > limits_.body) {
    return Fail(
        Failure::kTooLarge,
        "the body has more than " + std::to_string(limits_.body) + " octets");
  }
  exchange_.body.append(rest);
  at_ += rest.size();
  if (state_ != State::kUntilClosed) left_ -= rest.size();
  return true;
}

bool AnswerReader::TakeLine(std::string& line) {
  const auto end = Rest().find("\r\n");
  if (end == std::string_view::npos) {
    return Rest().size() > kLongestHeadLine
               ? Fail(Failure::kGarbage, "a chunk's line without end")
               : false;
  }
  line = Rest().substr(0, end);
  at_ += end + 2;
  return true;
}

bool AnswerReader::Fail(Failure failure, std::string reason) {
  exchange_.failure = failure;
  exchange_.reason = std::move(reason);
  state_ = State::kDone;
  return false;
}

}  // namespace agendad::daemon::doctor
