#include "daemon/store/answer_deadline.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

namespace agendad::daemon {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

class AnswerDeadlineTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()), 0);
  }
  void TearDown() override {
    for (const int end : ends_) ::close(end);
  }

  // Waits for an answer that never comes; how long.
  milliseconds WaitInVain() {
    const auto start = Clock::now();
    char octet = 0;
    EXPECT_EQ(::read(ends_[0], &octet, 1), 0);
    return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
  }

  std::array<int, 2> ends_ = {};
};

TEST_F(AnswerDeadlineTest, EndsAWait) {
  AnswerDeadline deadline(ends_[0]);
  deadline.Expect(milliseconds(100));
  EXPECT_FALSE(deadline.Passed());
  EXPECT_GE(WaitInVain(), milliseconds(95));
  EXPECT_TRUE(deadline.Passed());
}

TEST_F(AnswerDeadlineTest, MayMoveBothWays) {
  AnswerDeadline deadline(ends_[0]);
  deadline.Expect(milliseconds(100));
  deadline.Expect(std::chrono::hours(1));
  std::this_thread::sleep_for(milliseconds(200));
  EXPECT_FALSE(deadline.Passed());
  deadline.Expect(milliseconds(100));
  const auto waited = WaitInVain();
  EXPECT_GE(waited, milliseconds(95));
  EXPECT_LT(waited, std::chrono::minutes(1));
}

TEST_F(AnswerDeadlineTest, LeavesAnIdleConnectionAlone) {
  {
    AnswerDeadline deadline(ends_[0]);
    deadline.Expect(milliseconds(50));
    deadline.Rest();
    std::this_thread::sleep_for(milliseconds(150));
    EXPECT_FALSE(deadline.Passed());
  }
  EXPECT_EQ(::write(ends_[0], "x", 1), 1);
}

// The descriptor's number may be somebody else's by then.
TEST_F(AnswerDeadlineTest, TouchesOnlyItsOwnConnection) {
  AnswerDeadline deadline(ends_[0]);
  deadline.Expect(milliseconds(50));
  ::close(ends_[0]);
  std::array<int, 2> others = {};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, others.data()), 0);
  ASSERT_EQ(others[0], ends_[0]);
  std::this_thread::sleep_for(milliseconds(150));
  EXPECT_TRUE(deadline.Passed());
  EXPECT_EQ(::send(others[0], "x", 1, MSG_NOSIGNAL), 1);
  ::close(others[1]);
}

}  // namespace
}  // namespace agendad::daemon
