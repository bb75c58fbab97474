// A configuration directory and its watcher, which a test asks what was told.
// One thread.
#ifndef AGENDAD_TESTS_DAEMON_WATCHED_DIRECTORY_H_
#define AGENDAD_TESTS_DAEMON_WATCHED_DIRECTORY_H_

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "daemon/definition_watcher.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Shorter than the daemon's by half, and no comparison unless a test wants one.
inline constexpr WatcherTimes kTimes{100ms, 1000ms, 1h};
// What is told is told within the longest wait, on any machine.
inline constexpr auto kPatience = 10s;
// Long enough for what must not be told.
inline constexpr auto kSilence = 400ms;

class WatchedDirectory : public testing::Test {
 protected:
  WatchedDirectory() {
    folder_.Write("conf/directory.yaml", "a");
    folder_.Write("conf/programs/a.yaml", "a");
  }

  void Watch(const fs::path& directory, const WatcherTimes& times = kTimes) {
    watcher_.emplace(
        control_, directory, times,
        DefinitionWatcher::Callbacks{
            [this] { ++calls_; },
            [this](const std::string& line) { reports_.push_back(line); }});
    // What the fixture did is not told: the watch began after it.
    ExpectSilence();
  }

  void RunFor(Clock::duration time) {
    control_.restart();
    control_.run_for(time);
  }

  void ExpectSilence() {
    calls_ = 0;
    RunFor(kSilence);
    EXPECT_EQ(calls_, 0);
  }

  // One call for all that was done since the last; then no more.
  void ExpectOneCall() {
    calls_ = 0;
    control_.restart();
    const auto end = Clock::now() + kPatience;
    while (calls_ == 0 && Clock::now() < end) control_.run_one_until(end);
    EXPECT_EQ(calls_, 1);
    ExpectSilence();
  }

  fs::path Conf(const std::string& name) const { return conf_ / name; }
  void Write(const std::string& name) const {
    folder_.Write("conf/" + name, std::to_string(++written_));
  }

  const test::TemporaryDirectory folder_;
  const fs::path conf_ = folder_.Path() / "conf";
  boost::asio::io_context control_;
  std::optional<DefinitionWatcher> watcher_;
  int calls_ = 0;
  std::vector<std::string> reports_;
  mutable int written_ = 0;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_TESTS_DAEMON_WATCHED_DIRECTORY_H_
