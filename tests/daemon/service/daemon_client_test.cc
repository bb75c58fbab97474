#include "daemon/service/daemon_client.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <system_error>
#include <thread>

#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Something that listens, and does with one client what a test says.
class OddDaemon {
 public:
  OddDaemon(const fs::path& path, std::function<void(int client)> serve)
      : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address),
        0);
    EXPECT_EQ(::listen(socket_, 5), 0);
    thread_ = std::thread([this, serve = std::move(serve)] {
      const int client = ::accept(socket_, nullptr, nullptr);
      serve(client);
      ::close(client);
    });
  }
  ~OddDaemon() {
    thread_.join();
    ::close(socket_);
  }

 private:
  const int socket_;
  std::thread thread_;
};

class DaemonClient : public testing::Test {
 protected:
  const test::TemporaryDirectory folder_;
  const fs::path path_ = folder_.Path() / "agendad.sock";
};

void Say(int client, std::string_view octets) {
  EXPECT_EQ(::send(client, octets.data(), octets.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(octets.size()));
}

TEST_F(DaemonClient, NobodyAnswersWhereNobodyIs) {
  EXPECT_EQ(AskDaemon(path_, "status"), std::nullopt);
  EXPECT_EQ(AskDaemon(path_ / "x", "status"), std::nullopt);
  EXPECT_EQ(AskDaemon("/" + std::string(200, 'a'), "status"), std::nullopt);
  EXPECT_EQ(AskDaemon("", "status"), std::nullopt);
  folder_.Write("agendad.sock", "a file");
  EXPECT_EQ(AskDaemon(path_, "status"), std::nullopt);
  EXPECT_EQ(AskDaemon(folder_.Path(), "status"), std::nullopt);
}

TEST_F(DaemonClient, SendsALineAndTakesAllUntilTheEnd) {
  std::string request;
  {
    const OddDaemon daemon(path_, [&](int client) {
      char buffer[100];
      const ssize_t count = ::recv(client, buffer, sizeof buffer, 0);
      request.assign(buffer,
                     static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
      for (int i = 0; i < 5; ++i) {
        Say(client, "piece\n");
        std::this_thread::sleep_for(10ms);
      }
    });
    EXPECT_EQ(AskDaemon(path_, "status"),
              "piece\npiece\npiece\npiece\npiece\n");
  }
  EXPECT_EQ(request, "status\n");
}

TEST_F(DaemonClient, AnAnswerWithoutAnEndIsNone) {
  const OddDaemon daemon(path_, [](int client) {
    Say(client, "half");
    std::this_thread::sleep_for(600ms);
  });
  const auto begin = Clock::now();
  EXPECT_EQ(AskDaemon(path_, "status", 200ms), std::nullopt);
  EXPECT_GE(Clock::now() - begin, 200ms);
  EXPECT_LT(Clock::now() - begin, 550ms);
}

TEST_F(DaemonClient, AnswersThatDripEndAtTheDeadline) {
  const OddDaemon daemon(path_, [](int client) {
    for (int i = 0; i < 20; ++i) {
      ::send(client, "x", 1, MSG_NOSIGNAL);
      std::this_thread::sleep_for(30ms);
    }
  });
  const auto begin = Clock::now();
  EXPECT_EQ(AskDaemon(path_, "status", 200ms), std::nullopt);
  EXPECT_LT(Clock::now() - begin, 500ms);
}

TEST_F(DaemonClient, OneThatHangsUpIsNone) {
  const OddDaemon daemon(path_, [](int) {});
  EXPECT_EQ(AskDaemon(path_, "status"), std::nullopt);
}

TEST_F(DaemonClient, OneThatMayNotBeAskedIsAnError) {
  std::optional<OddDaemon> daemon;
  daemon.emplace(path_, [](int) {});
  fs::permissions(path_, fs::perms::none);
  // The superuser may all the same, so this is done as another.
  const pid_t child = fork();
  if (child == 0) {
    chmod(folder_.Path().c_str(), 0755);
    if (geteuid() == 0 && setuid(65534) != 0) _exit(3);
    try {
      AskDaemon(path_, "status");
      _exit(2);
    } catch (const std::system_error& error) {
      _exit(error.code() == std::errc::permission_denied ? 0 : 1);
    }
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  fs::permissions(path_, fs::perms::all);
  AskDaemon(path_, "status");  // lets its thread end
}

}  // namespace
}  // namespace agendad::daemon
