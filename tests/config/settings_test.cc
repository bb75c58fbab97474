#include "config/settings.h"

#include <gtest/gtest.h>

namespace agendad::config {
namespace {

TEST(ListenAddress, ParsesAndWritesTheSame) {
  const struct {
    const char* text;
    const char* host;
    int port;
  } rows[] = {
      {"127.0.0.1:8080", "127.0.0.1", 8080},
      {"localhost:80", "localhost", 80},
      {"0.0.0.0:0", "0.0.0.0", 0},
      {"[::1]:8080", "::1", 8080},
      {"[::]:65535", "::", 65535},
      {"[2001:db8::1]:1", "2001:db8::1", 1},
      {"agenda_1.example.org:443", "agenda_1.example.org", 443},
  };
  for (const auto& [text, host, port] : rows) {
    const auto address = ParseListenAddress(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->host, host) << text;
    EXPECT_EQ(address->port, port) << text;
    EXPECT_EQ(ToText(*address), text);
  }
}

TEST(ListenAddress, RefusesWhatIsNotHostAndPort) {
  for (const char* const text : {"",
                                 ":",
                                 ":80",
                                 "localhost",
                                 "localhost:",
                                 "localhost:65536",
                                 "localhost:-1",
                                 "localhost:+1",
                                 "localhost:080",
                                 "localhost:8a",
                                 "localhost: 80",
                                 "local host:80",
                                 "::1:80",
                                 "[::1]",
                                 "[::1:80",
                                 "[]:80",
                                 "[localhost]:80",
                                 "[::1%lo]:80",
                                 "[:::]:80",
                                 "a/b:80",
                                 "http://a:80",
                                 "[::1]x:80",
                                 "localhost:99999999999999999999"}) {
    EXPECT_FALSE(ParseListenAddress(text)) << text;
  }
  EXPECT_FALSE(ParseListenAddress(std::string(254, 'a') + ":80"));
  EXPECT_FALSE(ParseListenAddress(std::string("a\0b:80", 6)));
  EXPECT_FALSE(ParseListenAddress(std::string("[::1\0]:80", 9)));
}

}  // namespace
}  // namespace agendad::config
