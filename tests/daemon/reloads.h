// The example's definition in a folder that a test may change, and a receiver
// of what the builder thread makes of it.
#ifndef AGENDAD_TESTS_DAEMON_RELOADS_H_
#define AGENDAD_TESTS_DAEMON_RELOADS_H_

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "daemon/reloader.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {

// A copy of the example that a test may spoil.
class ExampleCopy {
 public:
  ExampleCopy() {
    std::filesystem::copy(
        AGENDAD_SOURCE_DIR "/config/examples/ine", folder_.Path(),
        std::filesystem::copy_options::recursive |
            std::filesystem::copy_options::overwrite_existing);
    WriteSettings("");
  }

  std::string Path() const { return folder_.Path().string(); }

  // Besides where the state is, and that a program of 2024 is still shown.
  void WriteSettings(const std::string& text) const {
    folder_.Write(kSettings, "keep-programs: 240\nstate: " +
                                 state_.Path().string() + "\n" + text);
  }
  void EmptySettings() const { folder_.Write(kSettings, ""); }

  void Replace(const std::string& from, const std::string& to) const {
    std::string text = test::ReadWhole(folder_.Path() / kProgram);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("no " + from);
    folder_.Write(kProgram, text.replace(at, from.size(), to));
  }

 private:
  static constexpr char kSettings[] = "agendad.yaml";
  static constexpr char kProgram[] = "programs/cspen-2024.yaml";
  test::TemporaryDirectory folder_;
  test::TemporaryDirectory state_;
};

// Collects what the builder thread reports, and waits for it.
class Reports {
 public:
  Reloader::Report Receiver() {
    return [this](const Reloader::Outcome& outcome) {
      const std::lock_guard lock(mutex_);
      outcomes_.push_back(outcome);
      changed_.notify_all();
    };
  }

  Reloader::Outcome Wait(std::size_t number) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return outcomes_.size() >= number; });
    return outcomes_[number - 1];
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Reloader::Outcome> outcomes_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_TESTS_DAEMON_RELOADS_H_
