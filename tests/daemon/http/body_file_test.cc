#include "daemon/http/body_file.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <boost/asio/error.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/file_descriptor.h"
#include "daemon/http/httplib_adapter.h"
#include "tests/daemon/http/connected_sockets.h"
#include "tests/daemon/http/made_up_feeds.h"

namespace agendad::daemon::http {
namespace {

using boost::system::error_code;

TEST(BodyFile, SendsWhatItWasMadeOf) {
  const std::vector<std::string_view> pieces = {"BEGIN", "", ":VCALENDAR",
                                                "\r\n"};
  const auto file = BodyFile::Of(pieces);
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->Octets(), 17U);
  for (const std::size_t sent : {0U, 1U, 16U}) {
    const auto [from, to] = Connected();
    error_code failure = boost::asio::error::would_block;
    EXPECT_EQ(file->SendSome(from.Get(), sent, failure), 17U - sent);
    EXPECT_FALSE(failure) << failure.message();
    EXPECT_EQ(Received(to),
              std::string_view("BEGIN:VCALENDAR\r\n").substr(sent));
  }
}

TEST(BodyFile, WhatDoesNotFitIsLeftOver) {
  std::string text;
  while (text.size() < (8U << 20)) text += std::to_string(text.size());
  const std::vector<std::string_view> pieces = {text};
  const auto file = BodyFile::Of(pieces);
  ASSERT_NE(file, nullptr);
  const auto [from, to] = Connected();
  std::string received;
  int waits = 0;
  for (std::size_t sent = 0; sent < text.size();) {
    error_code failure;
    sent += file->SendSome(from.Get(), sent, failure);
    if (failure) {
      ASSERT_EQ(failure, boost::asio::error::would_block);
      ++waits;
      received += Received(to);
    }
  }
  received += Received(to);
  EXPECT_GT(waits, 1);
  EXPECT_TRUE(received == text);
}

TEST(BodyFile, WhoHasGoneIsAnError) {
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  sigset_t before;
  ASSERT_EQ(pthread_sigmask(SIG_BLOCK, &pipe, &before), 0);
  const std::vector<std::string_view> pieces = {"a"};
  const auto file = BodyFile::Of(pieces);
  ASSERT_NE(file, nullptr);
  auto [from, to] = Connected();
  to = FileDescriptor();
  error_code failure;
  EXPECT_EQ(file->SendSome(from.Get(), 0, failure), 0U);
  EXPECT_EQ(failure, boost::asio::error::broken_pipe);
  timespec at_once{};
  EXPECT_EQ(sigtimedwait(&pipe, nullptr, &at_once), SIGPIPE);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

std::size_t OctetsOfOneEvent(const std::string& word) {
  return CalendarOf(word, 2).size() - CalendarOf(word, 1).size();
}

// A feed of about as many octets, asked for without a coding.
class Asked {
 public:
  Asked(const std::string& word, std::size_t octets)
      : snapshot_(SnapshotOf(word, octets / OctetsOfOneEvent(word))) {
    const feeds::Feed& feed = *snapshot_->Feeds().front();
    feeds::AddText(feed, text_);
    reply.status = 200;
    reply.feed = &feed;
    reply.body = text_.All();
    reply.body_octets = text_.Octets();
  }
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  Reply reply;

 private:
  std::shared_ptr<const feeds::Snapshot> snapshot_;
  feeds::Pieces text_;
};

constexpr std::size_t kUsual = 5 * BodyFiles::kFewestOctets;

TEST(BodyFiles, FromTheSecondTimeOnThereIsOne) {
  BodyFiles files;
  const Asked asked("uno", kUsual);
  EXPECT_EQ(files.For(asked.reply), nullptr);
  const auto file = files.For(asked.reply);
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->Octets(), asked.reply.body_octets);
  EXPECT_EQ(files.For(asked.reply), file);
  // The same text in another snapshot.
  EXPECT_EQ(files.For(Asked("uno", kUsual).reply), file);
  EXPECT_EQ(files.For(Asked("dos", kUsual).reply), nullptr);
}

TEST(BodyFiles, OnlyOfWholeFeedsWithoutACoding) {
  const Asked asked("uno", kUsual);
  const Asked small("uno", 1000);
  const struct {
    const char* what;
    Reply reply;
  } rows[] = {
      {"too small", small.reply},
      {"no feed",
       [&] {
         Reply reply = asked.reply;
         reply.feed = nullptr;
         return reply;
       }()},
      {"with a coding",
       [&] {
         Reply reply = asked.reply;
         reply.coding = feeds::ContentCoding::kGzip;
         return reply;
       }()},
      {"HEAD",
       [&] {
         Reply reply = asked.reply;
         reply.body = {};
         return reply;
       }()},
      {"gone",
       [&] {
         Reply reply = asked.reply;
         reply.status = 410;
         return reply;
       }()},
      {"too large",
       [&] {
         Reply reply = asked.reply;
         reply.body_octets = BodyFiles::kMostOctets + 1;
         return reply;
       }()},
  };
  for (const auto& row : rows) {
    BodyFiles files;
    for (int i = 0; i < 3; ++i)
      EXPECT_EQ(files.For(row.reply), nullptr) << row.what;
  }
}

TEST(BodyFiles, WhatIsAskedForLeastMakesRoom) {
  BodyFiles files;
  const Asked first("first", kUsual);
  for (int i = 0; i < 2; ++i) files.For(first.reply);
  const auto file = files.For(first.reply);
  for (std::size_t i = 1; i < BodyFiles::kMostFeeds; ++i) {
    EXPECT_EQ(files.For(Asked("n" + std::to_string(i), kUsual).reply), nullptr);
  }
  EXPECT_EQ(files.For(first.reply), file);
  for (std::size_t i = 0; i < BodyFiles::kMostFeeds; ++i)
    files.For(Asked("m" + std::to_string(i), kUsual).reply);
  EXPECT_EQ(files.For(first.reply), nullptr);
}

TEST(BodyFiles, TogetherTheyAreNoLargerThanTheyMayBe) {
  BodyFiles files;
  constexpr std::size_t kFeeds = 5;
  std::vector<std::weak_ptr<const BodyFile>> made;
  for (std::size_t i = 0; i < kFeeds; ++i) {
    const Asked asked("n" + std::to_string(i), BodyFiles::kMostOctets / 3);
    files.For(asked.reply);
    made.push_back(files.For(asked.reply));
    EXPECT_FALSE(made.back().expired()) << i;
  }
  std::size_t octets = 0;
  for (const auto& one : made) {
    if (const auto file = one.lock()) octets += file->Octets();
  }
  EXPECT_LE(octets, BodyFiles::kMostOctets);
  EXPECT_GT(octets, BodyFiles::kMostOctets / 2);
  EXPECT_TRUE(made.front().expired());
}

// A client takes its own descriptor and no other.
TEST(BodyFiles, ThoseThatAreStillSentCountAsWell) {
  BodyFiles files;
  std::vector<std::shared_ptr<const BodyFile>> sent;
  for (std::size_t i = 0; i < 2 * BodyFiles::kMostFeeds; ++i) {
    const Asked asked("n" + std::to_string(i), kUsual);
    files.For(asked.reply);
    if (auto file = files.For(asked.reply)) sent.push_back(std::move(file));
  }
  EXPECT_EQ(sent.size(), BodyFiles::kMostFeeds);
  sent.pop_back();
  const Asked asked("another", kUsual);
  files.For(asked.reply);
  EXPECT_NE(files.For(asked.reply), nullptr);
}

TEST(BodyFiles, WithoutDescriptorsThereIsNone) {
  const Asked asked("uno", kUsual);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit none = before;
  none.rlim_cur = 0;
  BodyFiles files;
  files.For(asked.reply);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  const auto without = files.For(asked.reply);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(without, nullptr);
  EXPECT_NE(files.For(asked.reply), nullptr);
}

}  // namespace
}  // namespace agendad::daemon::http
