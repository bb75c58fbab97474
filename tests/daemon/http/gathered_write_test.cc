#include "daemon/http/gathered_write.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/uio.h>

#include <boost/asio/error.hpp>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "daemon/file_descriptor.h"
#include "tests/daemon/http/connected_sockets.h"

namespace agendad::daemon::http {
namespace {

using boost::asio::const_buffer;
using boost::system::error_code;

std::vector<std::string> Words(std::size_t count) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < count; ++i) words.push_back(std::to_string(i));
  return words;
}

std::string Joined(const std::vector<std::string>& words, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += words[i];
  return text;
}

std::vector<const_buffer> Buffers(const std::vector<std::string>& words) {
  std::vector<const_buffer> buffers;
  for (const auto& word : words) buffers.push_back(boost::asio::buffer(word));
  return buffers;
}

TEST(GatheredWrite, OneCallTakesAsManyPiecesAsTheSystemAllows) {
  struct Row {
    std::size_t pieces;
    std::size_t taken;
  };
  for (const Row& row :
       {Row{1, 1}, Row{65, 65}, Row{1024, 1024}, Row{1025, 1024}}) {
    const auto [from, to] = Connected();
    const auto words = Words(row.pieces);
    const std::string expected = Joined(words, row.taken);
    error_code failure = boost::asio::error::would_block;
    EXPECT_EQ(WriteGathered(from.Get(), Buffers(words), false, failure),
              expected.size())
        << row.pieces;
    EXPECT_FALSE(failure) << row.pieces << ": " << failure.message();
    EXPECT_EQ(Received(to), expected) << row.pieces;
  }
}

TEST(GatheredWrite, EmptyPiecesAreNothing) {
  const auto [from, to] = Connected();
  error_code failure;
  EXPECT_EQ(
      WriteGathered(from.Get(), Buffers({"", "a", "", "b"}), false, failure),
      2U);
  EXPECT_EQ(Received(to), "ab");
}

TEST(GatheredWrite, WhatDoesNotFitIsLeftOver) {
  const auto [from, to] = Connected();
  const std::vector<std::string> words(8, std::string(1 << 20, 'x'));
  error_code failure;
  const std::size_t taken =
      WriteGathered(from.Get(), Buffers(words), false, failure);
  EXPECT_FALSE(failure) << failure.message();
  EXPECT_GT(taken, 0U);
  EXPECT_LT(taken, words.size() << 20);
  EXPECT_EQ(WriteGathered(from.Get(), Buffers(words), false, failure), 0U);
  EXPECT_EQ(failure, boost::asio::error::would_block);
}

TEST(GatheredWrite, WhoHasGoneIsAnErrorAndNoSignal) {
  auto [from, to] = Connected();
  to = FileDescriptor();
  error_code failure;
  EXPECT_EQ(WriteGathered(from.Get(), Buffers({"a"}), false, failure), 0U);
  EXPECT_EQ(failure, boost::asio::error::broken_pipe);
}

}  // namespace
}  // namespace agendad::daemon::http
