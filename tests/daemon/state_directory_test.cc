#include "daemon/state_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <map>
#include <optional>

#include "daemon/error_text.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr char kConfiguration[] = "/etc/council/";

// The four variables as a test wants them, and as they were afterwards.
class StateDirectoryTest : public testing::Test {
 protected:
  StateDirectoryTest() {
    for (const char* const name :
         {"STATE_DIRECTORY", "XDG_STATE_HOME", "HOME", "RUNTIME_DIRECTORY"}) {
      const char* const value = std::getenv(name);
      before_[name] = value ? std::optional<std::string>(value) : std::nullopt;
      unsetenv(name);
    }
  }
  ~StateDirectoryTest() override {
    for (const auto& [name, value] : before_) {
      if (value) {
        setenv(name.c_str(), value->c_str(), 1);
      } else {
        unsetenv(name.c_str());
      }
    }
  }

  static void Set(const char* name, const std::string& value) {
    setenv(name, value.c_str(), 1);
  }

  std::string Error(const config::Settings& settings) const {
    try {
      return "none: " + StateDirectory(settings, kConfiguration).string();
    } catch (const std::exception& error) {
      return ErrorText(error);
    }
  }

  const test::TemporaryDirectory folder_;
  const fs::path root_ = folder_.Path();

 private:
  std::map<std::string, std::optional<std::string>> before_;
};

mode_t ModeOf(const fs::path& path) {
  struct stat status;
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777;
}

TEST_F(StateDirectoryTest, TheFirstThatSaysSoWins) {
  config::Settings settings;
  EXPECT_EQ(Error(settings),
            "no state directory: agendad.yaml has no 'state', and the "
            "environment none of STATE_DIRECTORY, XDG_STATE_HOME and HOME");
  Set("HOME", root_ / "home");
  EXPECT_EQ(StateDirectory(settings, kConfiguration),
            root_ / "home/.local/state/agendad/etc-council");
  Set("XDG_STATE_HOME", root_ / "xdg");
  EXPECT_EQ(StateDirectory(settings, kConfiguration),
            root_ / "xdg/agendad/etc-council");
  Set("STATE_DIRECTORY",
      (root_ / "one").string() + ":" + (root_ / "two").string());
  EXPECT_EQ(StateDirectory(settings, kConfiguration), root_ / "one");
  settings.state = root_ / "set";
  EXPECT_EQ(StateDirectory(settings, kConfiguration), root_ / "set");
  EXPECT_FALSE(fs::exists(root_ / "two"));
}

TEST_F(StateDirectoryTest, AShellFindsTheServicesOwn) {
  Set("HOME", root_);
  EXPECT_EQ(StateDirectoryName({}, "/etc/agendad"), "/var/lib/agendad");
  EXPECT_EQ(StateDirectoryName({}, "/etc/./agendad/"), "/var/lib/agendad");
}

TEST_F(StateDirectoryTest, EachConfigurationHasItsOwn) {
  Set("XDG_STATE_HOME", root_);
  const auto name = [](const std::string& configuration) {
    return StateDirectoryName({}, configuration).filename().string();
  };
  EXPECT_EQ(name("/srv/a/b"), "srv-a-b");
  EXPECT_EQ(name("/srv/a-b/"), "srv-a--b");
  EXPECT_EQ(name("/"), "-");
  EXPECT_EQ(name("/srv/../x"), "x");
}

TEST_F(StateDirectoryTest, WhatIsEmptyOrRelativeDoesNotCount) {
  Set("STATE_DIRECTORY", "");
  Set("XDG_STATE_HOME", "state");
  Set("HOME", root_);
  EXPECT_EQ(StateDirectoryName({}, kConfiguration),
            root_ / ".local/state/agendad/etc-council");
  EXPECT_FALSE(fs::exists(root_ / ".local"));
}

TEST_F(StateDirectoryTest, IsMadeForItsOwnerAndGroup) {
  const mode_t mask = umask(0);
  config::Settings settings;
  settings.state = (root_ / "a/b/").string();
  EXPECT_EQ(StateDirectory(settings, kConfiguration), root_ / "a/b");
  EXPECT_EQ(ModeOf(root_ / "a/b"), 0750U);
  umask(mask);
  // One that is there stays as it is.
  fs::permissions(root_ / "a/b", fs::perms::owner_all);
  EXPECT_EQ(StateDirectory(settings, kConfiguration), root_ / "a/b");
  EXPECT_EQ(ModeOf(root_ / "a/b"), 0700U);
  fs::create_directory_symlink(root_ / "a/b", root_ / "link");
  settings.state = root_ / "link";
  EXPECT_EQ(StateDirectory(settings, kConfiguration), root_ / "link");
}

TEST_F(StateDirectoryTest, TellsWhyThereIsNone) {
  folder_.Write("file", "");
  config::Settings settings;
  settings.state = root_ / "file";
  EXPECT_THAT(Error(settings), HasSubstr("cannot have the state directory " +
                                         settings.state + ": "));
  EXPECT_THAT(Error(settings), HasSubstr("Not a directory"));
  settings.state = root_ / "file/state";
  EXPECT_THAT(Error(settings), HasSubstr("Not a directory"));
  settings.state = "/proc/agendad";
  EXPECT_THAT(Error(settings), HasSubstr("No such file or directory"));
}

TEST_F(StateDirectoryTest, TheSocketIsInTheRuntimeDirectoryIfThereIsOne) {
  EXPECT_EQ(RuntimeSocketPath("/var/lib/agendad"),
            "/var/lib/agendad/agendad.sock");
  Set("RUNTIME_DIRECTORY", "/run/agendad:/run/other");
  EXPECT_EQ(RuntimeSocketPath("/var/lib/agendad"), "/run/agendad/agendad.sock");
}

TEST_F(StateDirectoryTest, ASocketWithTooLongAPathIsTold) {
  const std::string longest = "/" + std::string(93, 'a') + "/agendad.sock";
  ASSERT_EQ(longest.size(), 107U);
  EXPECT_EQ(RuntimeSocketPath(fs::path(longest).parent_path()), longest);
  const fs::path state = "/" + std::string(94, 'a');
  try {
    RuntimeSocketPath(state);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(error.what(),
              "the path of the control socket is longer than the 107 octets "
              "that a socket may have: " +
                  state.string() + "/agendad.sock");
  }
}

}  // namespace
}  // namespace agendad::daemon
