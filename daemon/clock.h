// The time, for all that has effects; below daemon/ nobody asks for it. Any
// thread.
#ifndef AGENDAD_DAEMON_CLOCK_H_
#define AGENDAD_DAEMON_CLOCK_H_

#include <chrono>

namespace agendad::daemon {

// The system's clock, in whole seconds.
inline std::chrono::sys_seconds Now() {
  return std::chrono::floor<std::chrono::seconds>(
      std::chrono::system_clock::now());
}

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_CLOCK_H_
