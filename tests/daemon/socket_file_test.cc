#include "daemon/socket_file.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "daemon/error_text.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRole = "control socket";

class SocketFileTest : public testing::Test {
 protected:
  // Why there can be no socket at `path`.
  static std::string ErrorAt(const fs::path& path) {
    try {
      const SocketFile file(path, kRole);
      return "none";
    } catch (const std::exception& error) {
      return ErrorText(error);
    }
  }

  std::string Refusal(const std::string& reason) const {
    return "cannot have the control socket " + path_.string() + ": " + reason;
  }

  // As a daemon does that was killed.
  void LeaveBehind() const {
    const FileDescriptor left(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.native().copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(left.Get(), reinterpret_cast<sockaddr*>(&address),
                     sizeof address),
              0);
    ASSERT_EQ(::listen(left.Get(), 1), 0);
  }

  const test::TemporaryDirectory folder_;
  const fs::path path_ = folder_.Path() / "agendad.sock";
};

TEST_F(SocketFileTest, IsForItsOwnerAndGroup) {
  for (const mode_t mask : {0U, 077U}) {
    const mode_t before = umask(mask);
    const SocketFile file(path_, kRole);
    umask(before);
    struct stat status;
    ASSERT_EQ(stat(path_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0660U);
  }
}

TEST_F(SocketFileTest, IsThereAsLongAsItLives) {
  EXPECT_FALSE(IsAnswered(path_));
  {
    const SocketFile file(path_, kRole);
    EXPECT_TRUE(IsAnswered(path_));
  }
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(SocketFileTest, ReplacesWhatIsLeftBehind) {
  LeaveBehind();
  ASSERT_TRUE(fs::is_socket(path_));
  EXPECT_FALSE(IsAnswered(path_));
  const SocketFile file(path_, kRole);
  EXPECT_TRUE(IsAnswered(path_));
}

TEST_F(SocketFileTest, NeverReplacesOneThatIsAnswered) {
  const SocketFile file(path_, kRole);
  // Nobody accepts, so that each of them stays in its queue until that is full.
  int refused = 0;
  for (int i = 0; i < 200; ++i) {
    refused += ErrorAt(path_) == Refusal("another daemon listens there");
  }
  EXPECT_EQ(refused, 200);
  EXPECT_TRUE(fs::is_socket(path_));
}

TEST_F(SocketFileTest, NeverReplacesOneThatIsBusy) {
  const SocketFile file(path_, kRole);
  std::vector<FileDescriptor> clients;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.native().copy(address.sun_path, sizeof address.sun_path - 1);
  int error = 0;
  while (error == 0 && clients.size() < 1000) {
    clients.emplace_back(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0));
    error =
        ::connect(clients.back().Get(), reinterpret_cast<sockaddr*>(&address),
                  sizeof address) == 0
            ? 0
            : errno;
  }
  ASSERT_EQ(error, EAGAIN);
  EXPECT_EQ(ErrorAt(path_), Refusal("another daemon listens there"));
}

TEST_F(SocketFileTest, RemovesNothingElse) {
  folder_.Write("agendad.sock", "a file of somebody's");
  EXPECT_EQ(ErrorAt(path_), Refusal("what is there is not a socket"));
  EXPECT_EQ(test::ReadWhole(path_), "a file of somebody's");
  fs::remove(path_);
  {
    const SocketFile file(path_, kRole);
    fs::rename(path_, folder_.Path() / "moved");
    folder_.Write("agendad.sock", "a file of somebody's");
  }
  EXPECT_EQ(test::ReadWhole(path_), "a file of somebody's");
  fs::remove(path_);
  fs::create_symlink("moved", path_);
  EXPECT_EQ(ErrorAt(path_), Refusal("what is there is not a socket"));
  EXPECT_TRUE(fs::is_symlink(path_));
}

TEST_F(SocketFileTest, OfManyThatStartAtOnceOneWins) {
  for (int round = 0; round < 200; ++round) {
    LeaveBehind();
    std::vector<std::future<std::unique_ptr<SocketFile>>> starts;
    for (int i = 0; i < 4; ++i) {
      starts.push_back(std::async(std::launch::async, [this] {
        try {
          return std::make_unique<SocketFile>(path_, kRole);
        } catch (const std::runtime_error&) {
          return std::unique_ptr<SocketFile>();
        }
      }));
    }
    std::vector<std::unique_ptr<SocketFile>> files;
    for (auto& start : starts) files.push_back(start.get());
    ASSERT_EQ(std::count(files.begin(), files.end(), nullptr), 3);
    ASSERT_TRUE(IsAnswered(path_));
    files.clear();
    ASSERT_FALSE(fs::exists(path_));
  }
}

TEST_F(SocketFileTest, TellsAPlaceThatCannotBe) {
  const std::string nowhere = (folder_.Path() / "nowhere").string();
  EXPECT_EQ(ErrorAt(nowhere + "/s"), "cannot have the control socket " +
                                         nowhere + "/s: " + nowhere +
                                         ": No such file or directory");
  const std::string too_long = "/" + std::string(120, 'a');
  EXPECT_EQ(ErrorAt(too_long), "cannot have the control socket " + too_long +
                                   ": " + too_long + ": File name too long");
}

}  // namespace
}  // namespace agendad::daemon
