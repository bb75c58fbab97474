// Ends a connection whose other end is silent for too long: libpq waits for an
// answer without end, and a server that is stopped still acknowledges at its
// kernel, so that no time limit of TCP helps.
//
// Made and used by the thread of the connection; it has a thread of its own,
// which only sleeps and shuts the socket down.
#ifndef AGENDAD_DAEMON_STORE_ANSWER_DEADLINE_H_
#define AGENDAD_DAEMON_STORE_ANSWER_DEADLINE_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace agendad::daemon {

class AnswerDeadline {
 public:
  // Keeps a duplicate of the descriptor, so that it never touches another
  // connection that got the same number. Throws std::system_error.
  explicit AnswerDeadline(int socket);
  ~AnswerDeadline();
  AnswerDeadline(const AnswerDeadline&) = delete;
  AnswerDeadline& operator=(const AnswerDeadline&) = delete;

  // An answer is expected within this time from now; replaces what was
  // expected before.
  void Expect(std::chrono::milliseconds within);

  // Nothing is expected.
  void Rest();

  // Whether it ended the connection.
  bool Passed() const;

 private:
  using Clock = std::chrono::steady_clock;

  void Watch(const std::stop_token& stop);

  const int socket_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Clock::time_point> deadline_;
  Clock::time_point wakes_ = Clock::time_point::max();  // the watcher
  bool passed_ = false;
  std::jthread watcher_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STORE_ANSWER_DEADLINE_H_
