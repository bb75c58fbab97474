#include "daemon/service/control_socket.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/post.hpp>
#include <optional>
#include <thread>
#include <vector>

#include "daemon/error_text.h"
#include "daemon/service/daemon_client.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::string Answer(std::string_view request) {
  if (request == "status") return "fine\n";
  if (request == "large") return std::string(4'000'000, 'x');
  if (request == "throw") throw std::runtime_error("out of order");
  return UnknownRequest(request);
}

// A client that says and hears what it wants. Blocking.
class RawClient {
 public:
  explicit RawClient(const fs::path& path)
      : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address),
                        sizeof address),
              0);
  }
  RawClient(RawClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)) {}
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient() {
    if (socket_ >= 0) ::close(socket_);
  }

  void Send(std::string_view octets) const {
    EXPECT_EQ(TrySend(octets), static_cast<ssize_t>(octets.size()));
  }
  ssize_t TrySend(std::string_view octets) const {
    return ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL);
  }
  void EndSending() const { ::shutdown(socket_, SHUT_WR); }

  // All that comes until the other side closes.
  std::string Receive() const {
    std::string all;
    char buffer[4096];
    ssize_t count = 0;
    while ((count = ::recv(socket_, buffer, sizeof buffer, 0)) > 0) {
      all.append(buffer, static_cast<std::size_t>(count));
    }
    return all;
  }

 private:
  int socket_;
};

// A control thread with a control socket.
class ControlSocketTest : public testing::Test {
 protected:
  ~ControlSocketTest() override { Stop(); }

  void Start(const ControlLimits& limits = {}) {
    socket_.emplace(control_, path_, Answer, limits);
    thread_ = std::thread([this] { control_.run(); });
  }

  void Stop() {
    if (!thread_.joinable()) return;
    boost::asio::post(control_, [this] {
      socket_.reset();
      control_.stop();
    });
    thread_.join();
  }

  // As a second daemon would be told.
  std::string ErrorOfAnother() const {
    boost::asio::io_context control;
    try {
      const ControlSocket another(control, path_, Answer);
      return "none";
    } catch (const std::exception& error) {
      return ErrorText(error);
    }
  }

  // Leaves a socket as a daemon does that was killed.
  void LeaveBehind() const {
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.native().copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(
        ::bind(left, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(left, 1), 0);
    ::close(left);
    ASSERT_TRUE(fs::is_socket(path_));
  }

  const test::TemporaryDirectory folder_;
  const fs::path path_ = folder_.Path() / "agendad.sock";
  boost::asio::io_context control_;
  std::optional<ControlSocket> socket_;
  std::thread thread_;
};

TEST_F(ControlSocketTest, AnswersOneLine) {
  Start();
  EXPECT_EQ(AskDaemon(path_, "status"), "fine\n");
  EXPECT_EQ(AskDaemon(path_, "status\r"), "fine\n");
  EXPECT_EQ(AskDaemon(path_, "throw"), "error: out of order\n");
  EXPECT_EQ(AskDaemon(path_, "stop\x1b"),
            "error: unknown request 'stop?'; expected status, status json, "
            "reload or follow\n");
  EXPECT_EQ(AskDaemon(path_, ""),
            "error: unknown request ''; expected status, status json, reload "
            "or follow\n");
  const auto large = AskDaemon(path_, "large");
  ASSERT_TRUE(large);
  EXPECT_EQ(large->size(), 4'000'000U);
}

TEST_F(ControlSocketTest, TakesALineInAnyPieces) {
  Start();
  const RawClient client(path_);
  for (const char octet : std::string_view("statu")) {
    client.Send({&octet, 1});
    std::this_thread::sleep_for(5ms);
  }
  client.Send("s\nreload\n");
  EXPECT_EQ(client.Receive(), "fine\n");
}

TEST_F(ControlSocketTest, RefusesALineThatIsTooLong) {
  Start();
  EXPECT_EQ(AskDaemon(path_, std::string(255, 'a')),
            "error: unknown request '" + std::string(60, 'a') +
                "...'; expected status, status json, reload or follow\n");
  const std::string refusal = "error: a request longer than 256 octets\n";
  EXPECT_EQ(AskDaemon(path_, std::string(256, 'a')), refusal);
  EXPECT_EQ(AskDaemon(path_, std::string(100'000, 'a')), refusal);
}

TEST_F(ControlSocketTest, ManyAsk) {
  Start();
  std::vector<std::thread> threads;
  std::atomic<int> fine = 0;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j)
        fine += AskDaemon(path_, "status") == "fine\n";
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(fine, 1000);
}

TEST_F(ControlSocketTest, IsRemovedAtTheEndAndReplacedIfLeftBehind) {
  Start();
  EXPECT_TRUE(fs::exists(path_));
  Stop();
  EXPECT_FALSE(fs::exists(path_));
  control_.restart();
  LeaveBehind();
  EXPECT_EQ(AskDaemon(path_, "status"), std::nullopt);
  Start();
  EXPECT_EQ(AskDaemon(path_, "status"), "fine\n");
}

TEST_F(ControlSocketTest, NeverTakesTheSocketOfALivingDaemon) {
  Start();
  EXPECT_EQ(ErrorOfAnother(), "cannot have the control socket " +
                                  path_.string() +
                                  ": another daemon listens there");
  EXPECT_EQ(AskDaemon(path_, "status"), "fine\n");
}

TEST_F(ControlSocketTest, SlowClientsHarmNobody) {
  Start({.deadline = 500ms, .clients = 4, .request = 256});
  const auto begin = Clock::now();
  std::vector<RawClient> silent;
  for (int i = 0; i < 4; ++i) silent.emplace_back(path_);
  // One that asks for much and takes nothing.
  const RawClient greedy(path_);
  greedy.Send("large\n");
  // Waits for its turn, and has it.
  EXPECT_EQ(AskDaemon(path_, "status"), "fine\n");
  EXPECT_GE(Clock::now() - begin, 450ms);
  EXPECT_LT(Clock::now() - begin, 2s);
  for (const RawClient& client : silent) EXPECT_EQ(client.Receive(), "");
  std::this_thread::sleep_for(600ms);
  EXPECT_LT(greedy.Receive().size(), 4'000'000U);
}

TEST_F(ControlSocketTest, TheDeadlineIsForAllOfIt) {
  Start({.deadline = 300ms, .clients = 16, .request = 256});
  const RawClient client(path_);
  const auto begin = Clock::now();
  std::thread drip([&client] {
    for (int i = 0; i < 15; ++i) {
      client.TrySend("a");
      std::this_thread::sleep_for(30ms);
    }
  });
  EXPECT_EQ(client.Receive(), "");
  EXPECT_GE(Clock::now() - begin, 250ms);
  EXPECT_LT(Clock::now() - begin, 1s);
  drip.join();
}

TEST_F(ControlSocketTest, ClientsThatLeaveAreForgotten) {
  Start({.deadline = 10s, .clients = 2, .request = 256});
  for (int i = 0; i < 50; ++i) {
    const RawClient client(path_);
    if (i % 2 == 0) client.Send("stat");
    if (i % 5 == 0) client.Send("us\n");
    if (i % 3 == 0) client.EndSending();
  }
  EXPECT_EQ(AskDaemon(path_, "status"), "fine\n");
}

TEST_F(ControlSocketTest, ClientsAreDroppedAtTheEnd) {
  Start({.deadline = 1h, .clients = 16, .request = 256});
  const RawClient client(path_);
  client.Send("stat");
  EXPECT_EQ(AskDaemon(path_, "status"), "fine\n");
  Stop();
  control_.restart();
  control_.run();  // nothing is left to wait for
  EXPECT_EQ(client.Receive(), "");
}

}  // namespace
}  // namespace agendad::daemon
