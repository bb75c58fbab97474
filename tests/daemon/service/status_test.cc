#include "daemon/service/status.h"

#include <gtest/gtest.h>

#include <string>

namespace agendad::daemon {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr sys_seconds kNow = sys_days(2024y / 3 / 11) + 16h + 5min + 9s;

// Nothing is wrong.
Status Serving() {
  Status status;
  status.release = "0.1.0";
  status.url = "http://127.0.0.1:8080";
  status.outcome.version = 12;
  status.outcome.published = kNow - 3 * 24h;
  status.outcome.programs = 2;
  status.outcome.feeds = 9;
  status.outcome.ledger = "/var/lib/agendad/ledger.sqlite";
  status.shown = kNow - 5h;
  status.read = kNow - 1s;
  return status;
}

// Everything is.
Status Troubled() {
  Status status = Serving();
  status.outcome.failure = "the definition has errors";
  status.outcome.ledger_failure = "no route to host";
  status.outcome.attention = "two machines answer each other";
  status.outcome.diagnostics = "a.yaml:1:2: error: \"x\"; expected y\n";
  // Said once, elsewhere.
  status.outcome.news = "version 12 was published";
  return status;
}

std::vector<ClientSeen> Clients() {
  return {{"cspen", http::ClientFamily::kGoogle, kNow - 1s, true},
          {"cspen", http::ClientFamily::kOther, kNow - 48h, false}};
}

Status Starting() {
  Status status;
  status.release = "0.1.0";
  status.outcome.ledger = "postgresql://host/agendad";
  return status;
}

TEST(StatusLine, Rows) {
  Status one = Serving();
  one.outcome.feeds = 1;
  Status nothing = Starting();
  nothing.url = "http://[::1]:80";
  Status new_here = nothing;
  new_here.directory = "/etc/agendad";
  new_here.outcome.awaits_program = true;
  Status failed = nothing;
  failed.outcome.failure = "the definition has errors";
  Status unreachable = Starting();
  unreachable.outcome.ledger_failure = "no route to host";
  const struct {
    Status status;
    std::string line;
  } rows[] = {
      {Starting(), "not serving"},
      {nothing, "nothing is published yet; listening on http://[::1]:80"},
      {new_here,
       "no program yet: put directory.yaml and programs/*.yaml into "
       "/etc/agendad; listening on http://[::1]:80"},
      {failed,
       "nothing is published yet; listening on http://[::1]:80; not "
       "published: the definition has errors"},
      {unreachable, "not serving; ledger out of reach: no route to host"},
      {Serving(), "serving 9 feeds on http://127.0.0.1:8080 (version 12)"},
      {one, "serving 1 feed on http://127.0.0.1:8080 (version 12)"},
      {Troubled(),
       "serving 9 feeds on http://127.0.0.1:8080 (version 12); not published: "
       "the definition has errors; ledger out of reach: no route to host; two "
       "machines answer each other"},
  };
  for (const auto& [status, line] : rows) EXPECT_EQ(StatusLine(status), line);
}

TEST(StatusText, SaysWhatIsServed) {
  EXPECT_EQ(StatusText(Serving(), kNow),
            "agendad: 0.1.0, serving 9 feeds on http://127.0.0.1:8080 (version "
            "12)\n"
            "version: 12, published 2024-03-08T16:05:09Z (3 days ago)\n"
            "programs: 2\n"
            "feeds: 9\n"
            "shown for: 5 hours\n"
            "files read: 2024-03-11T16:05:08Z (1 second ago)\n"
            "ledger: /var/lib/agendad/ledger.sqlite\n");
}

TEST(StatusText, SaysWhatIsWrongAndEndsWithTheDiagnostics) {
  EXPECT_EQ(StatusText(Troubled(), kNow),
            StatusText(Serving(), kNow) +
                "attention: not published: the definition has errors\n"
                "attention: ledger out of reach: no route to host\n"
                "attention: two machines answer each other\n"
                "a.yaml:1:2: error: \"x\"; expected y\n");
}

TEST(StatusText, SaysWhoHasSeenWhat) {
  Status status = Serving();
  status.clients = Clients();
  EXPECT_EQ(StatusText(status, kNow),
            StatusText(Serving(), kNow) +
                "seen by: google, cspen, 1 second ago\n"
                "seen by: other, cspen, 2 days ago, before the last change\n");
}

TEST(StatusText, LeavesOutWhatThereIsNot) {
  EXPECT_EQ(StatusText(Starting(), kNow),
            "agendad: 0.1.0, not serving\n"
            "ledger: postgresql://host/agendad\n");
}

TEST(StatusText, RoundsAgesDown) {
  const struct {
    seconds age;
    std::string text;
  } rows[] = {
      {0s, "0 seconds"},      {1s, "1 second"},     {2s, "2 seconds"},
      {119s, "119 seconds"},  {120s, "2 minutes"},  {179s, "2 minutes"},
      {7199s, "119 minutes"}, {7200s, "2 hours"},   {172'799s, "47 hours"},
      {172'800s, "2 days"},   {259'199s, "2 days"}, {259'200s, "3 days"},
  };
  for (const auto& [age, text] : rows) {
    Status status = Starting();
    status.shown = kNow - age;
    EXPECT_EQ(StatusText(status, kNow),
              "agendad: 0.1.0, not serving\nshown for: " + text +
                  "\nledger: postgresql://host/agendad\n");
  }
}

// Versions are a second apart at least, however fast they are published; and
// the clock that they were published by may be another machine's.
TEST(StatusText, WhatIsYetToComeIsNoTimeAgo) {
  Status status = Serving();
  status.outcome.published = kNow + 1s;
  status.shown = kNow + 1h;
  status.read = kNow + 48h;
  EXPECT_EQ(StatusText(status, kNow),
            "agendad: 0.1.0, serving 9 feeds on http://127.0.0.1:8080 (version "
            "12)\n"
            "version: 12, published 2024-03-11T16:05:10Z (0 seconds ago)\n"
            "programs: 2\n"
            "feeds: 9\n"
            "shown for: 0 seconds\n"
            "files read: 2024-03-13T16:05:09Z (0 seconds ago)\n"
            "ledger: /var/lib/agendad/ledger.sqlite\n");
}

TEST(StatusText, SaysWhenTheCertificateEnds) {
  Status status = Starting();
  EXPECT_EQ(StatusText(status, kNow).find("certificate"), std::string::npos);
  status.certificate_ends = kNow + 30 * 24h;
  EXPECT_NE(StatusText(status, kNow)
                .find("\ncertificate ends: 2024-04-10T16:05:09Z\n"),
            std::string::npos);
}

TEST(StatusLine, SaysThatItStopsAndWhatIsWrongWithTheCertificate) {
  Status status = Starting();
  const std::string before = StatusLine(status);
  status.certificate_failure = "the certificate ended";
  EXPECT_EQ(StatusLine(status),
            before + "; certificate: the certificate ended");
  status.is_stopping = true;
  EXPECT_EQ(StatusLine(status),
            before + "; stopping; certificate: the certificate ended");
}

TEST(StatusJson, HasEveryField) {
  Status status = Troubled();
  status.certificate_ends = kNow + 30 * 24h;
  status.certificate_failure = "it ended";
  status.clients = Clients();
  EXPECT_EQ(StatusJson(status, kNow),
            R"({"agendad":"0.1.0","url":"http://127.0.0.1:8080",)"
            R"("version":12,"published":"2024-03-08T16:05:09Z",)"
            R"("programs":2,"feeds":9,"shown":"2024-03-11T11:05:09Z",)"
            R"("snapshot_age":18000,"files_read":"2024-03-11T16:05:08Z",)"
            R"("ledger":"/var/lib/agendad/ledger.sqlite",)"
            R"("certificate_ends":"2024-04-10T16:05:09Z",)"
            R"("certificate_failure":"it ended",)"
            R"("failure":"the definition has errors",)"
            R"("ledger_failure":"no route to host","awaits_program":false,)"
            R"("attention":"two machines answer each other",)"
            R"("diagnostics":"a.yaml:1:2: error: \"x\"; expected y\u000a",)"
            R"("clients":[{"feed":"cspen","client":"google",)"
            R"("fetched":"2024-03-11T16:05:08Z","current":true},)"
            R"({"feed":"cspen","client":"other",)"
            R"("fetched":"2024-03-09T16:05:09Z","current":false}]})"
            "\n");
}

TEST(StatusJson, HasNullWhereThereIsNone) {
  EXPECT_EQ(StatusJson(Starting(), kNow),
            R"({"agendad":"0.1.0","url":"","version":0,"published":null,)"
            R"("programs":0,"feeds":0,"shown":null,"snapshot_age":null,)"
            R"("files_read":null,"ledger":"postgresql://host/agendad",)"
            R"("certificate_ends":null,"certificate_failure":"",)"
            R"("failure":"","ledger_failure":"","awaits_program":false,)"
            R"("attention":"",)"
            R"("diagnostics":"","clients":[]})"
            "\n");
}

}  // namespace
}  // namespace agendad::daemon
