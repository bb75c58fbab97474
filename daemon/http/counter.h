// A number that only rises. One thread raises it, any thread reads it: no lock
// and no locked instruction, as who answers requests has no time for either.
#ifndef AGENDAD_DAEMON_HTTP_COUNTER_H_
#define AGENDAD_DAEMON_HTTP_COUNTER_H_

#include <atomic>
#include <cstdint>

namespace agendad::daemon::http {

class Counter {
 public:
  void Add(std::uint64_t more = 1) {
    value_.store(Value() + more, std::memory_order_relaxed);
  }
  std::uint64_t Value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_COUNTER_H_
