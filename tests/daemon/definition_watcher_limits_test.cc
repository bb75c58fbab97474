// What the kernel does not tell any more is found by the clock.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "daemon/definition_watcher.h"
#include "tests/daemon/watched_directory.h"

namespace agendad::daemon {
namespace {

using testing::ElementsAre;

using DefinitionWatcherLimits = WatchedDirectory;

class NoMoreDescriptors {
 public:
  NoMoreDescriptors() {
    EXPECT_EQ(getrlimit(RLIMIT_NOFILE, &before_), 0);
    const int next = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(next);
    const rlimit none{static_cast<rlim_t>(next), before_.rlim_max};
    EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  }
  ~NoMoreDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(DefinitionWatcherLimits, AnOverflowIsToldAndAllIsCompared) {
  Watch(conf_);
  int limit = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> limit;
  ASSERT_GT(limit, 0);
  // Equal neighbours in the queue are one, so by turns.
  for (int i = 0; i < limit / 2 + 10; ++i) {
    ASSERT_EQ(chmod(Conf("directory.yaml").c_str(), 0600), 0);
    ASSERT_EQ(chmod(Conf("programs/a.yaml").c_str(), 0600), 0);
  }
  ExpectOneCall();
  EXPECT_THAT(reports_, ElementsAre("more files changed than the kernel could "
                                    "tell: all are compared"));
  Write("programs/a.yaml");
  ExpectOneCall();
}

TEST_F(DefinitionWatcherLimits, WithoutInotifyTheClockTells) {
  // Takes the descriptors that the context itself needs, and lets a sanitizer
  // learn the types: to look at one for the first time it needs some, too.
  Watch(conf_);
  watcher_.reset();
  std::optional<NoMoreDescriptors> shortage(std::in_place);
  watcher_.emplace(
      control_, conf_, WatcherTimes{50ms, 100ms, 700ms},
      DefinitionWatcher::Callbacks{
          [this] { ++calls_; },
          [this](const std::string& line) { reports_.push_back(line); }});
  RunFor(1600ms);
  shortage.reset();
  EXPECT_EQ(calls_, 2);
  EXPECT_THAT(reports_,
              ElementsAre("changed files are noticed only by comparing from "
                          "time to time: inotify cannot be had: Too many open "
                          "files"));
  control_.restart();
  while (reports_.size() < 2) control_.run_one();
  EXPECT_EQ(reports_[1], "changed files are noticed at once again");
  calls_ = 0;
  Write("programs/a.yaml");
  // Sooner than the next comparison.
  RunFor(500ms);
  EXPECT_EQ(calls_, 1);
}

// In a user namespace of its own, which has its own limit: this test starts
// itself again there.
TEST_F(DefinitionWatcherLimits, WithoutWatchesTheClockTells) {
  constexpr char kInside[] = "AGENDAD_TEST_IN_USER_NAMESPACE";
  if (std::getenv(kInside) == nullptr) {
    const std::string command =
        std::string(kInside) + "=1 unshare --user --map-root-user " +
        fs::read_symlink("/proc/self/exe").string() +
        " --gtest_filter=DefinitionWatcherLimits.WithoutWatchesTheClockTells";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return;
  }
  const auto set_limit = [](int limit) {
    std::ofstream file("/proc/sys/user/max_inotify_watches");
    ASSERT_TRUE(file << limit << std::flush);
  };
  set_limit(2);
  watcher_.emplace(
      control_, conf_, WatcherTimes{50ms, 100ms, 200ms},
      DefinitionWatcher::Callbacks{
          [this] { ++calls_; },
          [this](const std::string& line) { reports_.push_back(line); }});
  RunFor(700ms);
  EXPECT_GE(calls_, 2);
  EXPECT_THAT(reports_,
              ElementsAre("changed files are noticed only by comparing from "
                          "time to time: no inotify watch is left: No space "
                          "left on device"));
  set_limit(1000);
  RunFor(400ms);
  ASSERT_EQ(reports_.size(), 2U);
  EXPECT_EQ(reports_[1], "changed files are noticed at once again");
}

}  // namespace
}  // namespace agendad::daemon
