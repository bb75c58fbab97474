#include "config/listening.h"

#include <gtest/gtest.h>

#include <string>

namespace agendad::config {
namespace {

IpAddress Ip(const std::string& text) {
  const auto address = ParseIpAddress(text);
  EXPECT_TRUE(address) << text;
  return address.value_or(IpAddress{});
}

TEST(ListenAddress, IsTcpOrUnix) {
  for (const std::string text :
       {"127.0.0.1:8080", "localhost:0", "[::]:443", "[2001:db8::7]:65535",
        "unix:/run/agendad/http.sock", "unix:/a b"}) {
    const auto address = ParseListenAddress(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(ToText(*address), text);
    EXPECT_EQ(address->IsUnix(), text.starts_with("unix:"));
  }
  for (const std::string text :
       {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:65536", "127.0.0.1:080",
        "::1:8080", "[::1]", "[127.0.0.1]:80", "a b:80", "unix:", "unix:/",
        "unix:relative", "unix:/folder/", "unix:/line\nbreak"}) {
    EXPECT_FALSE(ParseListenAddress(text)) << text;
  }
  EXPECT_TRUE(ParseListenAddress("unix:/" + std::string(106, 'a')));
  EXPECT_FALSE(ParseListenAddress("unix:/" + std::string(107, 'a')));
}

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

TEST(AdminAddress, ParsesAndWritesTheSame) {
  for (const char* const text :
       {"127.0.0.1:9464", "127.255.0.9:0", "localhost:1", "[::1]:65535",
        "unix:/run/agendad/admin.sock", "unix:/a b"}) {
    const auto address = ParseAdminAddress(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(ToText(*address), text);
  }
}

TEST(AdminAddress, RefusesWhatOtherMachinesCanReach) {
  for (const char* const text :
       {"", "9464", "0.0.0.0:9464", "128.0.0.1:9464", "10.0.0.1:9464",
        "[::]:9464", "[2001:db8::1]:9464", "agenda.example.org:9464",
        "localhost.example.org:9464", "127.0.0.1:65536", "127.1:80",
        "unix:", "unix:s", "unix:run/s", "unix:/", "unix:/run/", "unix:/a\nb",
        "UNIX:/s"}) {
    EXPECT_FALSE(ParseAdminAddress(text)) << text;
  }
  EXPECT_TRUE(ParseAdminAddress("unix:/" + std::string(106, 'a')));
  EXPECT_FALSE(ParseAdminAddress("unix:/" + std::string(107, 'a')));
  EXPECT_FALSE(ParseAdminAddress(std::string("unix:/a\0b", 9)));
}

TEST(AddressRange, HasWhatBeginsAlike) {
  const struct {
    const char* range;
    const char* address;
    bool contains;
  } rows[] = {
      {"192.0.2.7", "192.0.2.7", true},
      {"192.0.2.7", "192.0.2.8", false},
      {"192.0.2.7", "::ffff:192.0.2.7", true},  // as a socket for both has it
      {"10.0.0.0/8", "10.255.255.255", true},
      {"10.0.0.0/8", "11.0.0.0", false},
      {"10.0.0.0/8", "::10.0.0.1", false},
      {"192.0.2.128/25", "192.0.2.128", true},
      {"192.0.2.128/25", "192.0.2.127", false},
      {"0.0.0.0/0", "203.0.113.9", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "2001:db8::1", true},
      {"::/0", "203.0.113.9", true},
      {"2001:db8::/32", "2001:db8:ffff::1", true},
      {"2001:db8::/32", "2001:db9::1", false},
      {"::1", "::1", true},
      {"::1", "127.0.0.1", false},
  };
  for (const auto& row : rows) {
    const auto range = ParseAddressRange(row.range);
    ASSERT_TRUE(range) << row.range;
    EXPECT_EQ(range->Contains(Ip(row.address)), row.contains)
        << row.range << " " << row.address;
  }
}

TEST(AddressRange, RefusesWhatIsNotClear) {
  for (const char* text :
       {"", "10", "10.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08",
        "10.0.0.0/-1", "10.0.0.1/8", "10.0.0.0/8/8", "localhost",
        "2001:db8::1/32", "::/129", "[::1]", "fe80::1%eth0", "10.0.0.0 /8",
        "192.0.2.300"}) {
    EXPECT_FALSE(ParseAddressRange(text)) << text;
  }
}

TEST(IpAddress, OfTheMachineItself) {
  for (const char* text : {"127.0.0.1", "127.255.0.9", "::1"})
    EXPECT_TRUE(IsLoopback(Ip(text))) << text;
  for (const char* text : {"128.0.0.1", "10.0.0.1", "::", "::2", "fe80::1"})
    EXPECT_FALSE(IsLoopback(Ip(text))) << text;
}

}  // namespace
}  // namespace agendad::config
