// What broke cpp-httplib's own server, or is known to break others: each must
// cost its sender the connection, and nobody else anything.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"

namespace agendad::daemon::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kFeed = "/feeds/cspen.ics";

class HostileClient : public testing::Test {
 protected:
  // Sends `piece` until the server closes; how many octets it took.
  std::size_t Flood(RawClient& client, const std::string& piece,
                    std::size_t most) {
    std::size_t sent = 0;
    while (sent < most && client.Send(piece)) sent += piece.size();
    return sent;
  }

  void ExpectServing() {
    const RawAnswer answer = RawClient(served_.Port()).Ask(Get(kFeed));
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.body.ends_with("END:VCALENDAR\r\n"));
  }

  static constexpr std::size_t kFlood = 20'000'000;
  // More than the limits, the linger and the system's buffers together.
  static constexpr std::size_t kTaken = 15'000'000;

  ServedFeeds served_;
};

TEST_F(HostileClient, ManyRangesAreNoRanges) {
  std::string ranges = "Range: bytes=0-999999";
  for (int i = 1; i < 100; ++i) ranges += ",0-999999";
  RawClient client(served_.Port());
  const RawAnswer answer = client.Ask(Get(kFeed, ranges + "\r\n"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(
      answer.body.size(),
      served_.Published(kFeed, feeds::ContentCoding::kIdentity).body.size());
  EXPECT_TRUE(client.IsSilentFor(milliseconds(50)));
}

TEST_F(HostileClient, AHeadWithoutEndIsCutOff) {
  RawClient client(served_.Port());
  client.Send("GET / HTTP/1.1\r\nX: ");
  EXPECT_LT(Flood(client, std::string(10'000, 'a'), kFlood), kTaken);
  ExpectServing();
}

TEST_F(HostileClient, ALineWithoutEndIsCutOff) {
  RawClient client(served_.Port());
  client.Send("GET /");
  EXPECT_LT(Flood(client, std::string(10'000, 'a'), kFlood), kTaken);
  ExpectServing();
}

TEST_F(HostileClient, FieldsWithoutEndAreCutOff) {
  RawClient client(served_.Port());
  client.Send("GET / HTTP/1.1\r\n");
  EXPECT_LT(Flood(client, "A: " + std::string(8'000, 'b') + "\r\n", kFlood),
            kTaken);
  ExpectServing();
}

TEST_F(HostileClient, BodiesWithoutEndAreCutOff) {
  for (const char* framing : {"Content-Length: 99000000000\r\n",
                              "Transfer-Encoding: chunked\r\n", ""}) {
    RawClient client(served_.Port());
    client.Send(std::string("POST /none HTTP/1.1\r\nHost: a\r\n") + framing +
                "\r\n");
    const std::string chunk = "2000\r\n" + std::string(0x2000, 'x') + "\r\n";
    EXPECT_LT(Flood(client, chunk, kFlood), kTaken) << framing;
  }
  ExpectServing();
}

TEST_F(HostileClient, EachLimitHasItsStatus) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "X: y\r\n";
  const struct {
    std::string request;
    const char* status_line;
  } rows[] = {
      {Get("/" + std::string(2048, 'a')), "HTTP/1.1 414 URI Too Long"},
      {Get("/" + std::string(10'000, 'a')), "HTTP/1.1 414 URI Too Long"},
      {Get("/", many), "HTTP/1.1 431 Request Header Fields Too Large"},
      {Get("/", "X: " + std::string(5'000, 'a') + "\r\n"),
       "HTTP/1.1 431 Request Header Fields Too Large"},
      {Get("/", "X: " + std::string(20'000, 'a') + "\r\n"),
       "HTTP/1.1 431 Request Header Fields Too Large"},
      {Get("/", "Content-Length: 3\r\n") + "abc",
       "HTTP/1.1 413 Content Too Large"},
      {"GET / HTTP/3.0\r\nHost: a\r\n\r\n",
       "HTTP/1.1 505 HTTP Version Not Supported"},
  };
  for (const auto& row : rows) {
    RawClient client(served_.Port());
    const RawAnswer answer = client.Ask(row.request);
    EXPECT_EQ(answer.status_line, row.status_line);
    EXPECT_EQ(answer["connection"], "close");
    EXPECT_EQ(answer["cache-control"], "no-store");
    EXPECT_TRUE(client.IsClosed());
  }
}

// Two programs that disagree on where a request ends can be played against
// each other: nothing of the kind may pass, nor what follows it.
TEST_F(HostileClient, SmugglingShapesAreRefused) {
  const std::string hidden = Get(kFeed);
  const auto with = [](const std::string& fields) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + fields;
  };
  for (const std::string& request :
       {with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n") +
            "0\r\n\r\n" + hidden,
        with("Content-Length: 0\r\nContent-Length: 44\r\n\r\n") + hidden,
        with("Content-Length: 44, 0\r\n\r\n") + hidden,
        with("Transfer-Encoding: xchunked\r\n\r\n") + hidden,
        with("Transfer-Encoding : chunked\r\n\r\n") + "0\r\n\r\n" + hidden,
        with("Transfer-Encoding:\x0B"
             "chunked\r\n\r\n") +
            hidden,
        with("X: y\nContent-Length: 44\r\n\r\n") + hidden,
        with("X: y\r\n\n") + hidden,
        with("X: y\r\n Content-Length: 44\r\n"
             "\r\n") +
            hidden,
        with("X: y\rContent-Length: 44\r\n\r\n") + hidden,
        with(std::string("X: y\0z\r\n\r\n", 10)) + hidden,
        "GET / HTTP/1.1\nHost: a\n\n" + hidden,
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + hidden,
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n" + hidden,
        "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n" + hidden,
        "GET /x\r\n\r\n" + hidden}) {
    SCOPED_TRACE(request);
    RawClient client(served_.Port());
    EXPECT_EQ(client.Ask(request).status, 400);
    EXPECT_TRUE(client.IsClosed());
  }
  ExpectServing();
}

TEST_F(HostileClient, ATlsHandshakeIsRefusedAtOnce) {
  RawClient client(served_.Port());
  const auto start = steady_clock::now();
  const std::string hello("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03", 11);
  EXPECT_EQ(client.Ask(hello).status, 400);
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(HostileClient, NothingOfARequestComesBackInAHead) {
  for (const std::string& request :
       {Get("/%0d%0aX-Evil:%20yes"), Get("/feeds/cspen.ics/%0d%0aX-Evil:y"),
        Get("/", "X-Evil: a%0d%0ab\r\n"),
        Get(kFeed, "If-None-Match: \"%0d%0aX-Evil: y\"\r\n")}) {
    RawClient client(served_.Port());
    EXPECT_FALSE(client.Ask(request).Has("x-evil"));
  }
}

// Nine of them stopped the library's own server. The deadline is for the whole
// head: dripping does not put it off.
TEST(HostileClients, DrippingHeadsHarmNobodyAndEnd) {
  TransportLimits limits;
  limits.head_deadline = milliseconds(600);
  ServedFeeds served(limits, SnapshotOf("uno"), "", 1);
  std::vector<std::unique_ptr<RawClient>> dripping;
  for (int i = 0; i < 200; ++i) {
    dripping.push_back(std::make_unique<RawClient>(served.Port()));
    dripping.back()->Send("GET / HTTP/1.1\r\nHost: a\r\n");
  }
  const auto start = steady_clock::now();
  int answered = 0;
  while (steady_clock::now() - start < milliseconds(300)) {
    for (const auto& client : dripping) client->Send("X");
    EXPECT_EQ(RawClient(served.Port()).Ask(Get(kFeed)).status, 200);
    ++answered;
  }
  EXPECT_GT(answered, 0);
  while (steady_clock::now() - start < milliseconds(900)) {
    for (const auto& client : dripping) client->Send("X");
    std::this_thread::sleep_for(milliseconds(20));
  }
  for (const auto& client : dripping) {
    const RawAnswer answer = client->Read();
    EXPECT_EQ(answer.status_line, "HTTP/1.1 408 Request Timeout");
    EXPECT_EQ(answer["connection"], "close");
  }
}

TEST(HostileClients, IdleOnesAndOnesThatDoNotReadHoldUpNobody) {
  ServedFeeds served({}, SnapshotOf("uno", 20'000), "", 1);
  std::vector<std::unique_ptr<RawClient>> idle;
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += Get(kFeed);
  for (int i = 0; i < 50; ++i) {
    idle.push_back(std::make_unique<RawClient>(served.Port(), 4096));
    if (i % 2 == 0) idle.back()->Send(requests);
  }
  const auto start = steady_clock::now();
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(RawClient(served.Port()).Ask(Get("/robots.txt")).status, 200);
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(5));
}

// What the kernel holds of answers on this port that clients have not taken.
std::size_t UnsentOctets(std::uint16_t port) {
  std::ifstream table("/proc/self/net/tcp");
  std::string line;
  std::size_t sum = 0;
  while (std::getline(table, line)) {
    unsigned local = 0;
    unsigned queued = 0;
    // "  0: 0100007F:1F90 0100007F:D431 01 <to send>:<to read> ..."
    const int read = std::sscanf(
        line.c_str(), " %*d: %*8x:%x %*8x:%*x %*x %x:", &local, &queued);
    if (read == 2 && local == port) sum += queued;
  }
  return sum;
}

// Else some hundreds of them take the memory of all connections of the machine.
TEST(HostileClients, OnesThatDoNotReadTakeLittleOfTheKernel) {
  ServedFeeds served({}, SnapshotOf("uno", 100'000));
  constexpr std::size_t kClients = 10;
  constexpr std::size_t kMostEach = 256 * 1024;
  std::vector<std::unique_ptr<RawClient>> deaf;
  for (std::size_t i = 0; i < kClients; ++i) {
    deaf.push_back(std::make_unique<RawClient>(served.Port(), 4096));
    deaf.back()->Send(Get(kFeed));
  }
  std::size_t most = 0;
  for (int i = 0; i < 20; ++i) {
    std::this_thread::sleep_for(milliseconds(25));
    most = std::max(most, UnsentOctets(served.Port()));
  }
  EXPECT_GT(most, 0U);
  EXPECT_LE(most, kClients * kMostEach);
}

}  // namespace
}  // namespace agendad::daemon::http
