// The transport under TLS, as OpenSSL's own client sees it.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "daemon/http/application.h"
#include "daemon/http/tls_context.h"
#include "daemon/http/transport.h"
#include "tests/daemon/http/made_up_certificate.h"
#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"
#include "tests/daemon/http/tls_client.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon::http {
namespace {

using namespace std::chrono_literals;

constexpr const char* kFeed = "/feeds/cspen.ics";
constexpr const char* kClose = "Connection: close\r\n";

std::shared_ptr<const TlsContext> ContextNamed(const std::string& name) {
  const test::TemporaryDirectory folder;
  const auto files = MakeCertificate(folder.Path(), name);
  return std::make_shared<const TlsContext>(files.certificate, files.key);
}

std::string BodyOf(const std::string& answer) {
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

class TlsTest : public testing::Test {
 protected:
  void Serve(const TransportLimits& limits, int events) {
    store_.Publish(SnapshotOf("uno", events));
    transport_ = std::make_unique<Transport>(limits, traffic_,
                                             [](const std::string&) {});
    transport_->UseCertificate(ContextNamed("one.example"));
    port_ =
        transport_->Listen({"127.0.0.1", 0}, application_, Channel::kTls).port;
    transport_->Start(2);
  }

  SnapshotStore store_;
  const Application application_{store_, ""};
  Traffic traffic_;
  std::unique_ptr<Transport> transport_;
  std::uint16_t port_ = 0;
};

TEST_F(TlsTest, FeedsComeWholeInBothVersions) {
  Serve({}, 3000);  // more than the socket and a record take
  for (const auto& [newest, name] : {std::pair(TLS1_2_VERSION, "TLSv1.2"),
                                     std::pair(TLS1_3_VERSION, "TLSv1.3")}) {
    TlsClient client(port_, newest);
    EXPECT_EQ(client.Version(), name);
    EXPECT_EQ(client.ServerName(), "one.example");
    client.Send(Get(kFeed, kClose));
    const std::string answer = client.ReadAll();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_EQ(BodyOf(answer), CalendarOf("uno", 3000));
    EXPECT_TRUE(client.is_closed);
  }
}

TEST_F(TlsTest, OlderVersionsAndOtherProtocolsGetNoHandshake) {
  Serve({}, 1);
  EXPECT_THROW(TlsClient(port_, TLS1_1_VERSION), std::runtime_error);
  EXPECT_THROW(TlsClient(port_, TLS1_3_VERSION, "\x02h2"), std::runtime_error);
  EXPECT_EQ(TlsClient(port_, TLS1_3_VERSION, "\x02h2\x08http/1.1").Protocol(),
            "http/1.1");
  RawClient plain(port_);
  EXPECT_THROW(plain.Ask(Get(kFeed)), std::runtime_error);
}

TEST_F(TlsTest, PipelinedRequestsOfOneRecordAreAllAnswered) {
  Serve({}, 20);
  TlsClient client(port_);
  std::string requests;
  for (int i = 0; i < 40; ++i) requests += Get(kFeed);
  client.Send(requests + Get("/robots.txt", kClose));
  const std::string answers = client.ReadAll();
  std::size_t found = 0;
  const std::string calendar = CalendarOf("uno", 20);
  for (std::size_t at = answers.find(calendar); at != std::string::npos;
       at = answers.find(calendar, at + 1))
    ++found;
  EXPECT_EQ(found, 40U);
  EXPECT_TRUE(answers.ends_with("Allow: /\r\n"));
}

TEST_F(TlsTest, TheListNamesHttps) {
  Serve({}, 1);
  TlsClient client(port_);
  client.Send(Get("/", kClose));
  EXPECT_EQ(BodyOf(client.ReadAll()),
            "https://a.example/feeds/cspen.ics\n"
            "https://a.example/feeds/dcpen.ics\n");
}

TEST_F(TlsTest, NewConnectionsGetTheNewCertificateOldOnesStay) {
  Serve({}, 1);
  TlsClient before(port_);
  transport_->UseCertificate(ContextNamed("two.example"));
  EXPECT_EQ(TlsClient(port_).ServerName(), "two.example");
  before.Send(Get(kFeed, kClose));
  EXPECT_EQ(BodyOf(before.ReadAll()), CalendarOf("uno", 1));
}

TEST_F(TlsTest, WhoDoesNotShakeHandsOrReadIsDropped) {
  TransportLimits limits;
  limits.head_deadline = limits.write_deadline = 200ms;
  Serve(limits, 200000);  // more than any buffers take
  RawClient silent(port_);
  EXPECT_TRUE(silent.IsClosed());
  RawClient half(port_);
  half.Send(std::string("\x16\x03\x01\x02\x00\x01", 6));
  EXPECT_TRUE(half.IsClosed());
  TlsClient deaf(port_, TLS1_3_VERSION, "", 4096);
  deaf.Send(Get(kFeed));
  for (int i = 0; i < 1000 && transport_->OpenConnections() > 0; ++i)
    std::this_thread::sleep_for(5ms);
  EXPECT_EQ(transport_->OpenConnections(), 0U);
}

TEST_F(TlsTest, SlowReadersGetAllOfIt) {
  Serve({}, 20000);
  TlsClient slow(port_, TLS1_3_VERSION, "", 4096);
  slow.Send(Get(kFeed, kClose));
  std::string answer;
  for (int i = 0; i < 20; ++i) {
    answer += slow.Read(20'000);
    std::this_thread::sleep_for(5ms);
  }
  answer += slow.ReadAll();
  EXPECT_EQ(BodyOf(answer), CalendarOf("uno", 20000));
  EXPECT_TRUE(slow.is_closed);
}

TEST_F(TlsTest, ManyAtOnceWhileTheCertificateChanges) {
  Serve({}, 300);
  const std::string calendar = CalendarOf("uno", 300);
  const auto one = ContextNamed("one.example");
  const auto two = ContextNamed("two.example");
  std::atomic<bool> done = false;
  std::thread renewal([&] {
    for (int i = 0; !done; ++i) {
      transport_->UseCertificate(i % 2 == 0 ? two : one);
      std::this_thread::sleep_for(1ms);
    }
  });
  std::atomic<int> wrong = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      for (int j = 0; j < 25; ++j) {
        TlsClient client(port_);
        client.Send(Get(kFeed, kClose));
        if (BodyOf(client.ReadAll()) != calendar) ++wrong;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  done = true;
  renewal.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace agendad::daemon::http
