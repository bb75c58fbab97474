#include "daemon/store/answer_deadline.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace agendad::daemon {
namespace {

int Duplicate(int socket) {
  const int duplicate = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
  if (duplicate < 0) {
    throw std::system_error(errno, std::generic_category(),
                            "cannot watch the ledger's connection");
  }
  return duplicate;
}

}  // namespace

AnswerDeadline::AnswerDeadline(int socket)
    : socket_(Duplicate(socket)),
      watcher_([this](const std::stop_token& stop) { Watch(stop); }) {}

AnswerDeadline::~AnswerDeadline() {
  watcher_.request_stop();
  watcher_.join();
  ::close(socket_);
}

void AnswerDeadline::Expect(std::chrono::milliseconds within) {
  const std::lock_guard lock(mutex_);
  deadline_ = Clock::now() + within;
  // Usually it wakes earlier, and then looks how far the deadline has moved.
  if (*deadline_ < wakes_) changed_.notify_one();
}

void AnswerDeadline::Rest() {
  const std::lock_guard lock(mutex_);
  deadline_.reset();
}

bool AnswerDeadline::Passed() const {
  const std::lock_guard lock(mutex_);
  return passed_;
}

void AnswerDeadline::Watch(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested() && !passed_) {
    if (!deadline_) {
      wakes_ = Clock::time_point::max();
      changed_.wait(lock, stop, [this] { return deadline_.has_value(); });
      continue;
    }
    wakes_ = *deadline_;
    changed_.wait_until(lock, stop, wakes_,
                        [this] { return deadline_ && *deadline_ < wakes_; });
    if (!stop.stop_requested() && deadline_ && *deadline_ <= Clock::now()) {
      passed_ = true;
      ::shutdown(socket_, SHUT_RDWR);
    }
  }
}

}  // namespace agendad::daemon
