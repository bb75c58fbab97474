// What this process takes of its machine. Any thread.
#ifndef AGENDAD_DAEMON_MONITORING_PROCESS_USAGE_H_
#define AGENDAD_DAEMON_MONITORING_PROCESS_USAGE_H_

#include <chrono>
#include <cstdint>

namespace agendad::daemon {

struct ProcessUsage {
  std::chrono::microseconds processor{0};  // of all its threads, to this day
  std::uint64_t resident_octets = 0;       // 0: the system does not say
  std::uint64_t open_descriptors = 0;
  std::uint64_t most_descriptors = 0;
};

ProcessUsage UsageOfThisProcess();

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_MONITORING_PROCESS_USAGE_H_
