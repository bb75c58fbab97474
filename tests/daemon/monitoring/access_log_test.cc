#include "daemon/monitoring/access_log.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace agendad::daemon {
namespace {

const std::string kLink = "cspen";

http::Access Answer(std::uint64_t octets) {
  return {&kLink, 304, http::ClientFamily::kGoogle, octets,
          std::chrono::microseconds(85)};
}

TEST(AccessLine, SaysWhatIsKnown) {
  EXPECT_EQ(AccessLine(Answer(211)), "cspen 304 211 octets 85 us google");
}

TEST(AccessLog, WritesWhatAllThreadsQueuedBeforeItEnds) {
  http::Traffic traffic;
  traffic.LogAccesses();
  http::WorkerTraffic& one = traffic.AddWorker();
  http::WorkerTraffic& two = traffic.AddWorker();
  std::vector<std::string> lines;
  std::vector<std::string> warnings;
  {
    const AccessLog log(
        traffic,
        [&](const http::Access& access) {
          lines.push_back(AccessLine(access));
        },
        [&](const std::string& warning) { warnings.push_back(warning); });
    one.Queue()->Push(Answer(1));
    one.Queue()->Push(Answer(2));
    two.Queue()->Push(Answer(3));
  }
  EXPECT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines.front(), AccessLine(Answer(1)));
  EXPECT_EQ(lines.back(), AccessLine(Answer(3)));
  EXPECT_TRUE(warnings.empty());
}

TEST(AccessLog, TellsOnceWhatWasLost) {
  http::Traffic traffic;
  traffic.LogAccesses();
  http::WorkerTraffic& worker = traffic.AddWorker();
  // Before there is anybody to take them.
  for (int i = 0; i < 8192 + 3; ++i) worker.Queue()->Push(Answer(1));
  EXPECT_EQ(traffic.Totals().lost_accesses, 3u);
  std::size_t written = 0;
  std::vector<std::string> warnings;
  {
    const AccessLog log(
        traffic, [&](const http::Access&) { ++written; },
        [&](const std::string& warning) { warnings.push_back(warning); });
  }
  EXPECT_EQ(written, 8192u);
  EXPECT_EQ(warnings, std::vector<std::string>{
                          "the access log had no room for 3 answers"});
}

TEST(AccessLog, OutlivesAWriterThatThrows) {
  http::Traffic traffic;
  traffic.LogAccesses();
  traffic.AddWorker().Queue()->Push(Answer(1));
  int tried = 0;
  {
    const AccessLog log(
        traffic,
        [&](const http::Access&) {
          ++tried;
          throw std::runtime_error("no");
        },
        [](const std::string&) {});
  }
  EXPECT_EQ(tried, 1);
}

// Nobody pays for a queue that nobody reads.
TEST(AccessLog, NoQueueWithoutALog) {
  http::Traffic traffic;
  EXPECT_EQ(traffic.AddWorker().Queue(), nullptr);
  EXPECT_TRUE(traffic.Queues().empty());
}

}  // namespace
}  // namespace agendad::daemon
