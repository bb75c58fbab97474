#include "daemon/monitoring/process_usage.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace agendad::daemon {
namespace {

std::chrono::microseconds ToDuration(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::microseconds(time.tv_usec);
}

// proc(5): pages, of which the second number is resident.
std::uint64_t ResidentOctets() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  if (!(file >> all >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::uint64_t OpenDescriptors() {
  std::uint64_t count = 0;
  std::error_code failure;
  std::filesystem::directory_iterator entry("/proc/self/fd", failure);
  const std::filesystem::directory_iterator end;
  while (!failure && entry != end) {
    ++count;
    entry.increment(failure);
  }
  // Without the one that counts them.
  return count > 0 ? count - 1 : 0;
}

}  // namespace

ProcessUsage UsageOfThisProcess() {
  ProcessUsage usage;
  rusage used{};
  if (getrusage(RUSAGE_SELF, &used) == 0) {
    usage.processor = ToDuration(used.ru_utime) + ToDuration(used.ru_stime);
  }
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    usage.most_descriptors = limit.rlim_cur;
  }
  usage.resident_octets = ResidentOctets();
  usage.open_descriptors = OpenDescriptors();
  return usage;
}

}  // namespace agendad::daemon
