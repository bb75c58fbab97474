#include <gtest/gtest.h>

#include <functional>

#include "daemon/doctor/checks.h"
#include "tests/daemon/doctor/findings_of.h"

namespace agendad::daemon::doctor {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds kNow{seconds(784'111'777)};
const Fields kDated = {{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}};

TlsFacts GoodTls() {
  TlsFacts tls;
  tls.subject = "cal.example.org";
  tls.issuer = "Root";
  tls.sent = 2;
  tls.names = {"cal.example.org"};
  tls.not_before = kNow - days(10);
  tls.not_after = kNow + days(80);
  tls.versions = {"1.2", "1.3"};
  return tls;
}

AddressFacts Address(const char* address, Exchange answer) {
  AddressFacts facts;
  facts.address = address;
  facts.is_ipv6 = std::string(address).find(':') != std::string::npos;
  answer.received = kNow;
  facts.answer = std::move(answer);
  return facts;
}

Exchange Port80(int status, const std::string& location) {
  Exchange plain = Answered(status);
  plain.request.url = *ParseUrl("http://cal.example.org/feeds/a.ics");
  if (!location.empty()) plain.fields.emplace_back("Location", location);
  return plain;
}

ServerRecord GoodServer() {
  ServerRecord server;
  server.url = *ParseUrl("https://cal.example.org/feeds/a.ics");
  server.addresses = {Address("192.0.2.1", Answered(200, kDated)),
                      Address("2001:db8::1", Answered(200, kDated))};
  server.tls = GoodTls();
  server.port80 = Port80(308, "https://cal.example.org/feeds/a.ics");
  server.robots = Answered(200);
  return server;
}

TEST(ServerChecks, FindWhatIsWrong) {
  using Chain = TlsFacts::Chain;
  using Server = ServerRecord;
  const char* const http = "http://cal.example.org/feeds/a.ics";
  const struct {
    std::function<void(Server&)> spoil;
    const char* troubles;
  } rows[] = {
      {[](Server&) {}, ""},
      {[](Server& s) { s.tls->chain = Chain::kMissingIntermediate; },
       "error tls-chain"},
      {[](Server& s) { s.tls->chain = Chain::kUnknownRoot; },
       "error tls-chain"},
      {[](Server& s) { s.tls->chain = Chain::kSelfSigned; }, "error tls-chain"},
      {[](Server& s) { s.tls->chain = Chain::kBroken; }, "error tls-chain"},
      {[](Server& s) { s.tls->is_name_right = false; }, "error tls-name"},
      {[](Server& s) { s.tls->not_after = kNow; }, "error tls-dates"},
      {[](Server& s) { s.tls->not_after = kNow + days(13); },
       "warning tls-dates"},
      {[](Server& s) { s.tls->not_after = kNow + days(15); }, ""},
      {[](Server& s) { s.tls->not_before = kNow + days(1); },
       "error tls-dates"},
      {[](Server& s) {
         s.tls->versions = {"1.0", "1.2", "1.3"};
       },
       "warning tls-versions"},
      {[](Server& s) {
         s.tls->versions = {"1.1", "1.2"};
       },
       "warning tls-versions"},
      {[](Server& s) {
         s.tls->versions = {"1.0", "1.1"};
       },
       "error tls-versions"},
      {[](Server& s) { s.tls->versions = {"1.2"}; }, "note tls-versions"},
      {[](Server& s) { s.tls->versions = {"1.3"}; }, "note tls-versions"},
      {[](Server& s) { s.tls->failure = Failure::kTls; }, "error tls-versions"},
      {[](Server& s) { s.addresses.clear(); }, "error addresses"},
      {[](Server& s) { s.addresses[1].answer = Failed(Failure::kConnect); },
       "error addresses"},
      {[](Server& s) { s.addresses[1].answer = Failed(Failure::kNoRoute); },
       "note addresses"},
      {[](Server& s) { s.addresses[0].is_public = false; },
       "note public-address"},
      {[](Server& s) {
         s.addresses[0].answer.received = kNow + std::chrono::minutes(6);
       },
       "warning clock"},
      {[](Server& s) { s.addresses[0].answer.received = kNow + seconds(60); },
       ""},
      {[&](Server& s) { s.port80 = Failed(Failure::kConnect); },
       "warning port-80"},
      {[&](Server& s) { s.port80 = Port80(200, ""); }, "warning port-80"},
      {[&](Server& s) { s.port80 = Port80(308, http); }, "warning port-80"},
      {[&](Server& s) { s.port80 = Port80(308, "https://cal.example.org/"); },
       "warning port-80"},
      {[&](Server& s) {
         s.port80 = Port80(302, "https://cal.example.org/feeds/a.ics");
       },
       "warning port-80"},
      {[&](Server& s) {
         s.port80 = Port80(301, "https://cal.example.org/feeds/a.ics");
       },
       ""},
      {[](Server& s) { s.robots = Answered(404); }, "note robots"},
      {[](Server& s) { s.robots = Answered(503); }, "error robots"},
      {[](Server& s) { s.robots = Failed(Failure::kDeadline); },
       "error robots"},
      {[](Server& s) { s.robots->body = "User-agent: *\nDisallow: /feeds\n"; },
       "error robots"},
  };
  int number = 0;
  for (const auto& row : rows) {
    ServerRecord server = GoodServer();
    row.spoil(server);
    Findings findings;
    CheckServer(server, kNow, findings);
    CheckRobots(server, "/feeds/a.ics", findings);
    EXPECT_EQ(Troubles(findings), row.troubles) << "row " << number;
    ++number;
  }
}

TEST(UrlChecks, FindWhatIsWrong) {
  const std::string good = "https://cal.example.org/feeds/a.ics";
  const std::string longest =
      "https://cal.example.org/" + std::string(88, 'a') + ".ics";
  const struct {
    std::string url;
    const char* troubles;
  } rows[] = {
      {good, ""},
      {longest, ""},
      {longest.substr(0, 30) + "b" + longest.substr(30), "warning url-length"},
      {"webcal://cal.example.org/a.ics", "note url-scheme"},
      {"http://cal.example.org/a.ics", "warning url-scheme"},
      {good + "?token=abc", "warning url-characters"},
      {good + "?year=2024", "warning url-characters"},
      {"https://a/%41.ics", "warning url-characters"},
      {"https://a/x+y.ics", "warning url-characters"},
      {"https://a/feed", "warning url-name"},
      {"https://me:word@a/x.ics", "error url-parts"},
      {good + "#part", "note url-parts"},
  };
  for (const auto& row : rows) {
    const auto url = ParseUrl(row.url);
    ASSERT_TRUE(url) << row.url;
    Findings findings;
    CheckUrl(*url, findings);
    EXPECT_EQ(Troubles(findings), row.troubles) << row.url;
  }
}

}  // namespace
}  // namespace agendad::daemon::doctor
