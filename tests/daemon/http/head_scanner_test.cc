#include "daemon/http/head_scanner.h"

#include <gtest/gtest.h>

#include <string>

namespace agendad::daemon::http {
namespace {

// As if it had arrived in pieces of `piece` octets.
Scan ScanInPieces(const std::string& text, std::size_t piece,
                  const HeadLimits& limits = {}) {
  HeadScanner scanner(limits);
  Scan scan;
  for (std::size_t size = std::min(piece, text.size());;
       size = std::min(size + piece, text.size())) {
    scan = scanner.Continue(std::string_view(text).substr(0, size));
    if (scan.state != Scan::State::kIncomplete || size == text.size())
      return scan;
  }
}

struct Row {
  std::string text;
  Scan::State state;
  std::size_t size;  // if complete
  int status;        // if refused
};

std::string Fields(int count) {
  std::string fields;
  for (int i = 0; i < count; ++i) fields += "A: b\r\n";
  return fields;
}

TEST(HeadScanner, FindsTheEndHoweverTheOctetsArrive) {
  using State = Scan::State;
  const std::string plain = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const Row rows[] = {
      {plain, State::kComplete, plain.size(), 0},
      {plain + "GET /b", State::kComplete, plain.size(), 0},
      {"\r\n" + plain, State::kComplete, plain.size() + 2, 0},
      {"GET / HTTP/1.0\r\n\r\n", State::kComplete, 18, 0},
      {plain.substr(0, plain.size() - 1), State::kIncomplete, 0, 0},
      {"GET / HTTP/1.1", State::kIncomplete, 0, 0},
      {"\r", State::kIncomplete, 0, 0},
      {"\r\n\r\n", State::kRefused, 0, 400},
      {"\r\n\r\n" + plain, State::kRefused, 0, 400},
      {"\n", State::kRefused, 0, 400},
      {"GET / HTTP/1.1\nHost: a\n\n", State::kRefused, 0, 400},
      {"GET / HTTP/1.1\r\nHost: a\n", State::kRefused, 0, 400},
      {"GET / HTTP/1.1\r\nHost: a\r\n\n", State::kRefused, 0, 400},
      {"GET / HTTP/1.1\r\n\n", State::kRefused, 0, 400},
      // The beginnings of a TLS handshake and of binary rubbish.
      {std::string("\x16\x03\x01\x02", 4), State::kRefused, 0, 400},
      {std::string("\0", 1), State::kRefused, 0, 400},
      {"GET / HTTP/1.1\r\n" + Fields(64) + "\r\n", State::kComplete,
       16 + 64 * 6 + 2, 0},
      {"GET / HTTP/1.1\r\n" + Fields(65), State::kRefused, 0, 431},
      {"GET /" + std::string(3000, 'a'), State::kRefused, 0, 414},
      {"GET / HTTP/1.1\r\nA: " + std::string(20000, 'a'), State::kRefused, 0,
       431},
  };
  for (const Row& row : rows) {
    for (const std::size_t piece : {1, 2, 3, 7, 1000, 100000}) {
      SCOPED_TRACE(row.text.substr(0, 40) + " in pieces of " +
                   std::to_string(piece));
      const Scan scan = ScanInPieces(row.text, piece);
      ASSERT_EQ(scan.state, row.state);
      if (row.state == State::kComplete) {
        EXPECT_EQ(scan.size, row.size);
      }
      if (row.state == State::kRefused) {
        EXPECT_EQ(scan.refusal.status, row.status);
      }
    }
  }
}

TEST(HeadScanner, HoldsTheLimitOfTheWholeHeadToTheOctet) {
  HeadLimits limits;
  limits.head = 100;
  const std::string begin = "GET / HTTP/1.1\r\nA: ";
  const std::string fits =
      begin + std::string(100 - begin.size() - 4, 'a') + "\r\n\r\n";
  EXPECT_EQ(ScanInPieces(fits, 1, limits).state, Scan::State::kComplete);
  const std::string over =
      begin + std::string(101 - begin.size() - 4, 'a') + "\r\n\r\n";
  for (const std::size_t piece : {1, 1000}) {
    const Scan scan = ScanInPieces(over, piece, limits);
    EXPECT_EQ(scan.state, Scan::State::kRefused);
    EXPECT_EQ(scan.refusal.status, 431);
  }
}

TEST(HeadScanner, BeginsAnewAfterReset) {
  HeadScanner scanner{HeadLimits()};
  const std::string first = "GET /a HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n";
  const std::string second = "GET /b HTTP/1.0\r\n\r\n";
  const std::string both = first + second;
  ASSERT_EQ(scanner.Continue(both).size, first.size());
  scanner.Reset();
  const Scan scan =
      scanner.Continue(std::string_view(both).substr(first.size()));
  EXPECT_EQ(scan.state, Scan::State::kComplete);
  EXPECT_EQ(scan.size, second.size());
}

}  // namespace
}  // namespace agendad::daemon::http
