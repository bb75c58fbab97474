// More clients than there are places: those within are served as ever, the
// others wait and are served in their turn. Nobody is told to go away.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"

namespace agendad::daemon::http {
namespace {

using std::chrono::milliseconds;

constexpr const char* kFeed = "/feeds/cspen.ics";
constexpr std::size_t kPlaces = 24;
constexpr std::size_t kWithin = 4;

using Clients = std::vector<std::unique_ptr<RawClient>>;

Clients Connected(const ServedFeeds& served, std::size_t count) {
  Clients clients;
  for (std::size_t i = 0; i < count; ++i)
    clients.push_back(std::make_unique<RawClient>(served.Port()));
  return clients;
}

void ExpectAllServed(const Clients& clients, const std::string& expected) {
  for (const auto& client : clients) {
    const RawAnswer answer = client->Ask(Get(kFeed));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, expected);
  }
}

TEST(Overload, IsWaitedOutByEverybody) {
  TransportLimits limits;
  limits.connections = kPlaces;
  limits.head_deadline = milliseconds(1000);
  limits.linger_deadline = milliseconds(200);
  ServedFeeds served(limits);
  const std::string expected =
      served.Published(kFeed, feeds::ContentCoding::kIdentity).body;
  const Clients within = Connected(served, kWithin);
  ExpectAllServed(within, expected);

  // They take what is left, and more than that wait for it to no good end.
  const Clients hostile = Connected(served, 2 * kPlaces);
  for (const auto& client : hostile) client->Send("GET / HTTP/1.1\r\nX: ");
  const Clients late = Connected(served, kWithin);
  for (const auto& client : late) client->Send(Get(kFeed));
  EXPECT_TRUE(late.front()->IsSilentFor(milliseconds(200)));
  EXPECT_EQ(served.GetTransport().OpenConnections(), kPlaces);
  for (int i = 0; i < 20; ++i) ExpectAllServed(within, expected);

  // Each of the hostile ones is given up in its turn.
  for (const auto& client : late) {
    const RawAnswer answer = client->Read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, expected);
  }
  EXPECT_LE(served.GetTransport().OpenConnections(), kPlaces);
  ExpectAllServed(within, expected);
  ExpectAllServed(Connected(served, kWithin), expected);
}

}  // namespace
}  // namespace agendad::daemon::http
