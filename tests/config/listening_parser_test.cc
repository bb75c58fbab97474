#include "config/listening_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/config/sample_settings.h"

namespace agendad::config {
namespace {

std::vector<std::string> Texts(const std::vector<ListenAddress>& addresses) {
  std::vector<std::string> texts;
  for (const ListenAddress& address : addresses)
    texts.push_back(ToText(address));
  return texts;
}

TEST(ListeningParser, NothingMeansTheDefaults) {
  const Listening listening = ParseSettingsText("").settings.listening;
  EXPECT_EQ(Texts(listening.addresses),
            std::vector<std::string>{"127.0.0.1:8080"});
  EXPECT_FALSE(listening.tls.IsOn());
  EXPECT_TRUE(listening.trusted_proxies.empty());
  EXPECT_EQ(listening.connections_per_address, 256U);
}

TEST(ListeningParser, ReadsEveryKey) {
  const auto [settings, told] = ParseSettingsText(R"(
base-url: https://agenda.example.org
listen: ["[::]:443", unix:/run/agendad/http.sock]
tls:
  certificate: /etc/agendad/tls/fullchain.pem
  key: credential:privkey.pem
  redirect-from: "[::]:80"
  webroot: /var/lib/agendad-acme
trusted-proxies: [192.0.2.7, 10.0.0.0/8]
connections-per-address: 0
)");
  EXPECT_EQ(told, std::vector<std::string>{});
  const Listening& listening = settings.listening;
  EXPECT_EQ(
      Texts(listening.addresses),
      (std::vector<std::string>{"[::]:443", "unix:/run/agendad/http.sock"}));
  EXPECT_TRUE(listening.tls.IsOn());
  EXPECT_EQ(listening.tls.certificate, "/etc/agendad/tls/fullchain.pem");
  EXPECT_EQ(listening.tls.key, "credential:privkey.pem");
  EXPECT_EQ(Texts(listening.tls.redirect_from),
            std::vector<std::string>{"[::]:80"});
  EXPECT_EQ(listening.tls.webroot, "/var/lib/agendad-acme");
  ASSERT_EQ(listening.trusted_proxies.size(), 2U);
  EXPECT_EQ(listening.trusted_proxies[1], ParseAddressRange("10.0.0.0/8"));
  EXPECT_EQ(listening.connections_per_address, 0U);
}

TEST(ListeningParser, TellsEveryMistakeAtOnce) {
  EXPECT_EQ(
      ParseSettingsText(R"(listen: ["127.0.0.1:81", 81]
tls:
  certificate: tls/cert.pem
  redirect-from: "[::]:80"
trusted-proxies: [10.0.0.1/8]
connections-per-address: many
)")
          .told,
      (std::vector<std::string>{
          "agendad.yaml:1:26: error: '81' is not an address to listen at; "
          "expected HOST:PORT as 127.0.0.1:8080 or [::1]:8080, a port from 0 "
          "to 65535, or a Unix socket as unix:/run/agendad/http.sock",
          "agendad.yaml:3:3: error: 'tls' has no 'key'; expected the file of "
          "the private key",
          "agendad.yaml:3:16: error: 'tls/cert.pem' is not a file; expected an "
          "absolute path, as /etc/agendad/tls/key.pem, or credential:NAME",
          "agendad.yaml:4:18: error: 'redirect-from' has nowhere to send to; "
          "expected 'base-url' with https://",
          "agendad.yaml:5:19: error: '10.0.0.1/8' is not an address or a range "
          "of them; expected as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32, with "
          "no bits after the prefix",
          "agendad.yaml:6:26: error: 'many' is not a number of connections; "
          "expected a number, 0 (any) to 999999"}));
}

TEST(ListeningParser, OneWrongThingAtATime) {
  const struct {
    const char* text;
    const char* told;
  } rows[] = {
      {"listen: []",
       "agendad.yaml:1:9: error: 'listen' is empty; expected at least one "
       "address"},
      {"listen: {a: b}",
       "agendad.yaml:1:9: error: 'listen' is a mapping; expected HOST:PORT as "
       "127.0.0.1:8080 or [::1]:8080, a port from 0 to 65535, or a Unix socket "
       "as unix:/run/agendad/http.sock"},
      {"tls: yes",
       "agendad.yaml:1:6: error: 'tls' is a text; expected a mapping, with the "
       "keys certificate, key, redirect-from, webroot"},
      {"tls: {certificate: /c, key: /k, webroot: acme}",
       "agendad.yaml:1:42: error: 'acme' is not the absolute path of a folder; "
       "expected a path that begins with '/', as /var/lib/agendad"},
      {"tls: {certificate: credential:a/b, key: /k}",
       "agendad.yaml:1:20: error: 'credential:a/b' is not a file; expected an "
       "absolute path, as /etc/agendad/tls/key.pem, or credential:NAME"},
      {"tls: {certificate: /c, key: /k, redirect-from: a:80}\n"
       "base-url: http://a.example",
       "agendad.yaml:1:48: error: 'redirect-from' has nowhere to send to; "
       "expected 'base-url' with https://"},
      {"trusted-proxies: 10.0.0.0/8",
       "agendad.yaml:1:18: error: 'trusted-proxies' is a text; expected "
       "addresses, as [192.0.2.7, 10.0.0.0/8]"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(ParseSettingsText(row.text).told,
              std::vector<std::string>{row.told});
  }
}

}  // namespace
}  // namespace agendad::config
