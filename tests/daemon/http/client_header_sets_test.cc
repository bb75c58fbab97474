// The requests of the calendar clients that people use: each fetches, asks
// again, and sees a change.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"

namespace agendad::daemon::http {
namespace {

using feeds::ContentCoding;

struct Client {
  const char* name;
  const char* fields;
  ContentCoding coding;
  bool asks_head_first;
  bool sends_date;  // If-Modified-Since beside If-None-Match
};

// Called by GoogleTest to show a parameter.
[[maybe_unused]] void PrintTo(const Client& client, std::ostream* out) {
  *out << client.name;
}

constexpr Client kClients[] = {
    {"Google",
     "User-Agent: Google-Calendar-Importer\r\n"
     "Accept-Encoding: gzip, deflate, br\r\n",
     ContentCoding::kBrotli, false, false},
    {"Exchange",
     "User-Agent: Microsoft Exchange/15.20 (Windows NT 10.0; Win64; x64)\r\n"
     "Accept-Encoding: gzip\r\n",
     ContentCoding::kGzip, false, false},
    {"OutlookClassic",
     "User-Agent: Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook "
     "16.0.16327; Pro)\r\nAuthorization: Bearer\r\n",
     ContentCoding::kIdentity, false, true},
    {"Apple",
     "User-Agent: macOS/13.4 (22F66) dataaccessd/1.0\r\n"
     "Accept-Encoding: br, gzip, deflate\r\n",
     ContentCoding::kBrotli, false, true},
    {"Thunderbird",
     "Accept: text/calendar,text/plain;q=0.8,*/*;q=0.5\r\n"
     "Cache-Control: no-cache\r\nAccept-Encoding: gzip, deflate\r\n",
     ContentCoding::kGzip, true, false},
    {"Evolution",
     "User-Agent: Evolution/3.46.4\r\nAccept-Encoding: gzip, deflate\r\n",
     ContentCoding::kGzip, false, false},
    {"ICSx5",
     "User-Agent: ICSx5/2.4 (ical4j/4.x okhttp/5.3.2 Android/15)\r\n"
     "Accept: text/calendar, */*;q=0.9\r\nAccept-Encoding: br,gzip\r\n",
     ContentCoding::kBrotli, false, true},
    {"Nextcloud",
     "User-Agent: Nextcloud Webcal Service\r\n"
     "Accept: text/calendar, application/calendar+json, "
     "application/calendar+xml\r\n",
     ContentCoding::kIdentity, false, false},
};

class ClientHeaderSets : public testing::TestWithParam<Client> {};

TEST_P(ClientHeaderSets, FetchAskAgainAndSeeAChange) {
  constexpr const char* kFeed = "/feeds/cspen.ics";
  const Client& client = GetParam();
  ServedFeeds served;
  RawClient connection(served.Port());
  if (client.asks_head_first) {
    const RawAnswer head = connection.Ask(
        Head(kFeed,
             "Accept: text/calendar, application/ics, text/plain;q=0.9\r\n"),
        true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head["content-type"], "text/calendar; charset=utf-8");
  }

  const RawAnswer first = connection.Ask(Get(kFeed, client.fields));
  ASSERT_EQ(first.status, 200);
  EXPECT_EQ(first["content-type"], "text/calendar; charset=utf-8");
  EXPECT_EQ(first.body, served.Published(kFeed, client.coding).body);

  std::string conditional = client.fields;
  conditional += "If-None-Match: " + first["etag"] + "\r\n";
  // Only a client that got a Last-Modified could; some send Date instead.
  if (client.sends_date)
    conditional += "If-Modified-Since: " + first["date"] + "\r\n";
  const RawAnswer second = connection.Ask(Get(kFeed, conditional));
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second["etag"], first["etag"]);

  served.Store().Publish(SnapshotOf("dos"));
  const RawAnswer third = connection.Ask(Get(kFeed, conditional));
  EXPECT_EQ(third.status, 200);
  EXPECT_NE(third["etag"], first["etag"]);
  EXPECT_EQ(third.body, served.Published(kFeed, client.coding).body);

  // Taken back: the bytes of before are the tag of before.
  served.Store().Publish(SnapshotOf("uno"));
  EXPECT_EQ(connection.Ask(Get(kFeed, conditional)).status, 304);

  EXPECT_EQ(connection.Ask(Get("/feeds/none.ics", conditional)).status, 404);
}

INSTANTIATE_TEST_SUITE_P(All, ClientHeaderSets, testing::ValuesIn(kClients),
                         [](const auto& row) {
                           return std::string(row.param.name);
                         });

}  // namespace
}  // namespace agendad::daemon::http
