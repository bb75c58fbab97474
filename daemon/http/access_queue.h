// From one HTTP thread to the thread that writes the access log: bounded, and
// never waited for. What does not fit is counted and lost.
//
// One thread pushes, one takes; neither holds up the other.
#ifndef AGENDAD_DAEMON_HTTP_ACCESS_QUEUE_H_
#define AGENDAD_DAEMON_HTTP_ACCESS_QUEUE_H_

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "daemon/http/client_family.h"
#include "daemon/http/counter.h"

namespace agendad::daemon::http {

// One answer. No address, no path and nothing else that a client wrote.
struct Access {
  const std::string* link = nullptr;  // lives as long as the traffic
  int status = 0;
  ClientFamily family = ClientFamily::kOther;
  std::uint64_t octets = 0;  // head and body
  std::chrono::microseconds duration{0};
};

class AccessQueue {
 public:
  void Push(const Access& access) {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_.load(std::memory_order_acquire) == kRoom) {
      lost_.Add();
      return;
    }
    entries_[tail % kRoom] = access;
    tail_.store(tail + 1, std::memory_order_release);
  }

  // False if there is none.
  bool Take(Access& access) {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head == tail_.load(std::memory_order_acquire)) return false;
    access = entries_[head % kRoom];
    head_.store(head + 1, std::memory_order_release);
    return true;
  }

  std::uint64_t Lost() const { return lost_.Value(); }

 private:
  // As many as one thread answers in a fifth of a second, and some.
  static constexpr std::size_t kRoom = 8192;

  std::array<Access, kRoom> entries_;
  alignas(64) std::atomic<std::size_t> head_{0};
  alignas(64) std::atomic<std::size_t> tail_{0};
  Counter lost_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_ACCESS_QUEUE_H_
