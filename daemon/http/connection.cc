#include "daemon/http/connection.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace agendad::daemon::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kFirstBuffer = 2048;

// Pipelined requests answered in one turn, so that others get theirs.
constexpr int kAnswersPerTurn = 16;

}  // namespace

Connection::Connection(Stream stream, const Peer& peer,
                       const Responder& responder, ConnectionServices& services)
    : stream_(std::move(stream)),
      peer_(peer),
      responder_(responder),
      services_(services),
      scanner_(services.limits.head),
      buffer_(kFirstBuffer) {}

void Connection::Start() {
  services_.traffic.Opened();
  Enter(State::kWaiting, services_.limits.head_deadline);
  Guarded([this] { Read(); });
}

void Connection::OnTick() {
  if (services_.now < deadline_) return;
  switch (state_) {
    case State::kReading:
      Guarded([this] { Refuse({408, "the head took too long"}); });
      break;
    case State::kWriting:
      // Without waiting for a client that does not read.
      ended_by_ = ConnectionEnd::kWriteDeadline;
      stream_.Abort();
      Close();
      break;
    case State::kWaiting:
      ended_by_ = ConnectionEnd::kIdle;
      Close();
      break;
    case State::kLingering:
      Close();
      break;
    case State::kClosed:
      break;
  }
}

void Connection::CloseIfWaiting() {
  if (state_ == State::kWaiting) Close();
}

void Connection::Close() {
  if (state_ == State::kClosed) return;
  if (state_ == State::kWriting && exchange_.link != nullptr)
    services_.traffic.CutShort(exchange_, outgoing_.Left());
  state_ = State::kClosed;
  services_.traffic.Closed(ended_by_);
  stream_.Close();
  services_.on_closed(*this);
}

template <class Step>
void Connection::Guarded(Step step) noexcept {
  // Close() gives up the owner's reference.
  const std::shared_ptr<Connection> self = shared_from_this();
  try {
    step();
  } catch (const std::exception&) {
    // Out of memory, or a socket beyond use: the client will come again.
    Close();
  }
}

void Connection::Enter(State state, std::chrono::milliseconds until_deadline) {
  state_ = state;
  deadline_ = services_.now + until_deadline;
}

void Connection::MakeRoom() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
    // One large head is no reason to stay large while waiting.
    if (buffer_.size() > kFirstBuffer)
      buffer_ = std::vector<char>(kFirstBuffer);
  } else if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
              buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  // One octet beyond the limit is what shows that it is passed.
  const std::size_t most = services_.limits.head.head + 1;
  if (end_ == buffer_.size())
    buffer_.resize(std::max(end_ + 1, std::min(2 * end_, most)));
}

void Connection::Read() {
  if (read_pending_) return;
  MakeRoom();
  read_pending_ = true;
  stream_.AsyncReadSome(
      asio::buffer(buffer_.data() + end_, buffer_.size() - end_),
      [self = shared_from_this()](const error_code& failure,
                                  std::size_t octets) {
        self->read_pending_ = false;
        if (self->state_ == State::kClosed) return;
        if (failure) return self->Close();
        self->Guarded([&self, octets] { self->OnRead(octets); });
      });
}

void Connection::OnRead(std::size_t octets) {
  if (state_ == State::kLingering) {
    lingered_octets_ += octets;
    if (lingered_octets_ > services_.limits.linger_octets) return Close();
    begin_ = end_ = 0;
    return Read();
  }
  // The rest of a head that took too long, while its refusal is on the way.
  if (state_ == State::kWriting) return;
  if (state_ == State::kWaiting)
    Enter(State::kReading, services_.limits.head_deadline);
  end_ += octets;
  Advance();
}

void Connection::Advance() {
  for (int answered = 0;; ++answered) {
    const std::string_view received(buffer_.data() + begin_, end_ - begin_);
    if (received.empty()) {
      if (services_.draining) return Linger();
      Enter(State::kWaiting, services_.limits.idle_deadline);
      return Read();
    }
    if (answered > 0) Enter(State::kReading, services_.limits.head_deadline);
    if (answered == kAnswersPerTurn) {
      return asio::post(stream_.Executor(), [self = shared_from_this()] {
        if (self->state_ == State::kReading)
          self->Guarded([&self] { self->Advance(); });
      });
    }
    const Scan scan = scanner_.Continue(received);
    if (scan.state == Scan::State::kIncomplete) return Read();
    scanner_.Reset();
    if (scan.state == Scan::State::kRefused) return Refuse(scan.refusal);
    if (!Answer(scan.size)) return;
    if (close_after_answer_) return Linger();
  }
}

bool Connection::Answer(std::size_t head_size) {
  exchange_ = WorkerTraffic::Begin();
  const std::string_view head(buffer_.data() + begin_, head_size);
  if (const std::optional<Refusal> refusal =
          ParseRequestHead(head, services_.limits.head, services_.head)) {
    Refuse(*refusal);
    return false;
  }
  close_after_answer_ = !services_.head.keep_alive || services_.draining;
  const Circumstances circumstances{
      close_after_answer_,
      stream_.IsEncrypted() ||
          (peer_.is_trusted && services_.head.forwarded_https)};
  const Reply reply =
      services_.adapter.Process(services_.head, circumstances, responder_);
  services_.traffic.Answering(services_.head, reply, exchange_);
  begin_ += head_size;
  if (!Send(reply)) return false;
  services_.traffic.Answered(exchange_);
  return true;
}

void Connection::Refuse(const Refusal& refusal) {
  const std::string answer = WriteRefusal(refusal, services_.date.Text());
  close_after_answer_ = true;
  ended_by_ = ConnectionEnd::kRefused;
  exchange_ = {};
  services_.traffic.Refused(refusal.status, answer.size());
  if (Send({answer, {}, nullptr})) Linger();
}

bool Connection::Send(const Reply& reply) {
  error_code failure;
  if (outgoing_.Start(reply, stream_, services_.body_files, services_.parts,
                      failure)) {
    return true;
  }
  Enter(State::kWriting, services_.limits.write_deadline);
  if (failure == asio::error::would_block) {
    SendRest();
  } else {
    Close();
  }
  return false;
}

void Connection::SendRest() {
  stream_.AsyncWaitToWrite(
      [self = shared_from_this()](const error_code& error) {
        if (self->state_ == State::kClosed) return;
        if (error) return self->Close();
        self->Guarded([&self] { self->OnWritable(); });
      });
}

void Connection::OnWritable() {
  error_code failure;
  if (outgoing_.Continue(stream_, failure)) return OnWritten();
  if (failure != asio::error::would_block) return Close();
  SendRest();
}

void Connection::OnWritten() {
  services_.traffic.Answered(exchange_);
  if (close_after_answer_) return Linger();
  Enter(State::kReading, services_.limits.head_deadline);
  Advance();
}

void Connection::Linger() {
  Enter(State::kLingering, services_.limits.linger_deadline);
  stream_.ShutDownSending();
  if (!read_pending_) begin_ = end_ = 0;
  Read();
}

}  // namespace agendad::daemon::http
