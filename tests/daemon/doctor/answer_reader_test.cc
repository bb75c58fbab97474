#include "daemon/doctor/answer_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace agendad::daemon::doctor {
namespace {

constexpr AnswerLimits kSmall = {200, 20, 2};

// The whole of it, `step` octets at a time, then the end of the connection.
Exchange Read(const std::string& octets, std::size_t step,
              const char* method = "GET") {
  Exchange exchange;
  exchange.request.method = method;
  AnswerReader reader(exchange, kSmall);
  for (std::size_t at = 0; at < octets.size(); at += step) {
    if (!reader.Take(std::string_view(octets).substr(at, step))) {
      return exchange;
    }
  }
  reader.End();
  return exchange;
}

TEST(AnswerReader, ReadsWhatIsSound) {
  const struct {
    const char* octets;
    int status;
    const char* body;
  } rows[] = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 200, "abc"},
      {"HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabcmore", 200, "abc"},
      {"HTTP/1.0 200 OK\r\n\r\nuntil the end", 200, "until the end"},
      {"HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
      {"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", 304, ""},
      {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, ""},
      {"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n"
       "Content-Length: 1\r\n\r\na",
       200, "a"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
       "3\r\nabc\r\nA;name=value\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
       200, "abc0123456789"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n", 200,
       ""},
      {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\ncontent-length: 1\r\n\r\na",
       200, "a"},
  };
  for (const auto& row : rows) {
    for (const std::size_t step : {1, 2, 7, 1000}) {
      const auto exchange = Read(row.octets, step);
      EXPECT_EQ(exchange.failure, Failure::kNone)
          << row.octets << exchange.reason;
      EXPECT_EQ(exchange.status, row.status) << row.octets;
      EXPECT_EQ(exchange.body, row.body) << row.octets;
    }
  }
  const auto head = Read(
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
      "ETag:  \"a\" \r\n\r\n",
      3, "HEAD");
  EXPECT_TRUE(head.IsWhole());
  EXPECT_EQ(FieldOf(head, "etag"), "\"a\"");
  EXPECT_EQ(FieldOf(head, "Vary"), std::nullopt);
}

TEST(AnswerReader, TellsWhatIsNot) {
  const std::string chunked =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const struct {
    std::string octets;
    Failure failure;
    const char* reason;  // part of it
  } rows[] = {
      {"", Failure::kClosedEarly, "without an answer"},
      {"HTTP/1.1 200 O", Failure::kClosedEarly, "'HTTP/1.1 200 O'"},
      {"HT", Failure::kGarbage, "'HT'"},
      {"SSH-2.0-x\r\n", Failure::kGarbage, "not HTTP/1.1"},
      {"HTTP/2 200\r\n\r\n", Failure::kGarbage, "not HTTP/1.1"},
      {"HTTP/1.1 2x0 OK\r\n\r\n", Failure::kGarbage, "status line"},
      {"HTTP/1.1 099 OK\r\n\r\n", Failure::kGarbage, "status line"},
      {"HTTP/1.1\r\n\r\n", Failure::kGarbage, "status line"},
      {ok + "No colon\r\n\r\n", Failure::kGarbage, "header line"},
      {ok + "Bad name: x\r\n\r\n", Failure::kGarbage, "header line"},
      {ok + "A: \x01\r\n\r\n", Failure::kGarbage, "header line"},
      {ok + "Content-Length: x\r\n\r\n", Failure::kGarbage, "Content-Length"},
      {ok + "Content-Length: -1\r\n\r\n", Failure::kGarbage, "Content-Length"},
      {ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\na",
       Failure::kGarbage, "Content-Length"},
      {ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
       Failure::kGarbage, "at once"},
      {ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", Failure::kGarbage,
       "nobody asked"},
      {ok + "Content-Length: 21\r\n\r\n", Failure::kTooLarge, "21"},
      {ok + "Content-Length: 99999999999999999999999\r\n\r\n",
       Failure::kTooLarge, "999"},
      {ok + "\r\n0123456789012345678901", Failure::kTooLarge, "20 octets"},
      {ok + "Content-Length: 5\r\n\r\nabc", Failure::kClosedEarly, "3 octets"},
      {ok + "A: " + std::string(300, 'a'), Failure::kTooLarge, "head"},
      {chunked + "x\r\n", Failure::kGarbage, "size of a chunk"},
      {chunked + "\r\n", Failure::kGarbage, "size of a chunk"},
      {chunked + "-1\r\n", Failure::kGarbage, "size of a chunk"},
      {chunked + "fffffffffffffffff\r\n", Failure::kGarbage, "size of a chunk"},
      {chunked + "2\r\nabc\r\n", Failure::kGarbage, "longer than it says"},
      {chunked + "3\r\nab", Failure::kClosedEarly, "2 octets"},
      {chunked + "3\r\nabc\r\n", Failure::kClosedEarly, "3 octets"},
      {chunked + "ff\r\n" + std::string(30, 'a'), Failure::kTooLarge, "20"},
      {chunked + "0\r\n" + std::string(20, 'A') + ": x", Failure::kClosedEarly,
       "0 octets"},
      {"HTTP/1.1 100 C\r\n\r\nHTTP/1.1 100 C\r\n\r\nHTTP/1.1 100 C\r\n\r\n",
       Failure::kGarbage, "interim"},
  };
  for (const auto& row : rows) {
    for (const std::size_t step : {1, 7, 1000}) {
      const auto exchange = Read(row.octets, step);
      EXPECT_EQ(exchange.failure, row.failure) << row.octets;
      EXPECT_NE(exchange.reason.find(row.reason), std::string::npos)
          << row.octets << ": " << exchange.reason;
    }
  }
}

TEST(AnswerReader, KeepsNoMoreThanItsLimits) {
  Exchange exchange;
  AnswerReader reader(exchange);
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'a') + "\r\n";
  EXPECT_TRUE(
      reader.Take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
  int taken = 0;
  while (reader.Take(chunk)) ASSERT_LT(++taken, 1000);
  EXPECT_EQ(exchange.failure, Failure::kTooLarge);
  EXPECT_LE(exchange.body.size(), AnswerLimits().body);
}

}  // namespace
}  // namespace agendad::daemon::doctor
