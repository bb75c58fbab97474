#include "daemon/http/request_head.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace agendad::daemon::http {
namespace {

// 0 if it passes, else the status it is refused with. What is parsed views into
// `head`.
int StatusOf(const std::string& head, RequestHead* parsed = nullptr) {
  RequestHead unused;
  const auto refusal = ParseRequestHead(head, HeadLimits(),
                                        parsed != nullptr ? *parsed : unused);
  return refusal.has_value() ? refusal->status : 0;
}

std::string Get(const std::string& fields) {
  return "GET /a HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n";
}

TEST(RequestHead, KeepsWhatCanChangeAnAnswer) {
  const std::string first =
      "HEAD /feeds/cspen.ics?v=2 HTTP/1.1\r\n"
      "hOST:  a.example:8080\t\r\n"
      "User-Agent: anything; \"quoted\" \xC3\xB1\r\n"
      "If-None-Match: \"x\"\r\n"
      "Accept-Encoding: gzip\r\n"
      "X-Forwarded-Proto: https\r\n"
      "if-none-match: W/\"y\"\r\n"
      "accept-encoding: br\r\n"
      "Range: bytes=0-1\r\n"
      "\r\n";
  RequestHead head;
  ASSERT_EQ(StatusOf(first, &head), 0);
  EXPECT_EQ(head.method, Method::kHead);
  EXPECT_EQ(head.path, "/feeds/cspen.ics");
  EXPECT_EQ(head.query, "?v=2");
  EXPECT_EQ(head.host, "a.example:8080");
  EXPECT_EQ(head.if_none_match, "\"x\", W/\"y\"");
  EXPECT_EQ(head.accept_encoding, "gzip, br");
  EXPECT_TRUE(head.forwarded_https);
  EXPECT_EQ(head.user_agent, "anything; \"quoted\" \xC3\xB1");
  EXPECT_TRUE(head.keep_alive);

  // The same object again: nothing of the request before is left.
  const std::string second = "\r\nGET / HTTP/1.0\r\n\r\n";
  ASSERT_EQ(StatusOf(second, &head), 0);
  EXPECT_EQ(head.method, Method::kGet);
  EXPECT_EQ(head.path, "/");
  EXPECT_EQ(head.query, "");
  EXPECT_FALSE(head.forwarded_https);
  EXPECT_EQ(head.host, "");
  EXPECT_EQ(head.if_none_match, "");
  EXPECT_EQ(head.accept_encoding, "");
  EXPECT_EQ(head.user_agent, "");
  EXPECT_FALSE(head.keep_alive);
}

TEST(RequestHead, TheAbsoluteFormWinsOverHost) {
  const std::string text =
      "GET http://b.example/x HTTP/1.1\r\nHost: a.example\r\n\r\n";
  RequestHead head;
  ASSERT_EQ(StatusOf(text, &head), 0);
  EXPECT_EQ(head.path, "/x");
  EXPECT_EQ(head.host, "b.example");
}

TEST(RequestHead, TheFirstProxySaysWhatItsClientSpoke) {
  const struct {
    const char* value;
    bool is_https;
  } rows[] = {
      {"https", true},      {"HTTPS", true},   {"https, http", true},
      {"https,http", true}, {"http", false},   {"http, https", false},
      {"", false},          {"httpsx", false},
  };
  for (const auto& row : rows) {
    RequestHead head;
    ASSERT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: a\r\nx-forwarded-proto: " +
                           std::string(row.value) + "\r\n\r\n",
                       &head),
              0);
    EXPECT_EQ(head.forwarded_https, row.is_https) << row.value;
  }
}

TEST(RequestHead, ConnectionsEndWhenTheClientAsks) {
  const struct {
    const char* fields;
    bool keep_alive;
  } rows[] = {
      {"", true},
      {"Connection: keep-alive\r\n", true},
      {"Connection: close\r\n", false},
      {"Connection: TE, Close\r\n", false},
      {"Connection: close\r\nConnection: keep-alive\r\n", false},
      {"Connection: upgrade\r\nUpgrade: h2c\r\n", true},
  };
  for (const auto& row : rows) {
    RequestHead head;
    ASSERT_EQ(StatusOf(Get(row.fields), &head), 0) << row.fields;
    EXPECT_EQ(head.keep_alive, row.keep_alive) << row.fields;
  }
}

TEST(RequestHead, PassesWhatIsOddButClear) {
  const std::vector<std::string> heads = {
      Get("X:\r\n"),
      Get("X:y\r\n"),
      Get("X: a: b\r\n"),
      Get("Content-Length: 0\r\n"),
      Get("Content-Length: 000\r\n"),
      Get("Expect: 100-continue\r\n"),
      Get("If-None-Match: nonsense\r\n"),
      "GET / HTTP/1.1\r\nHost:\r\n\r\n",
      "GET / HTTP/1.9\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.0\r\n\r\n",
  };
  for (const std::string& head : heads) EXPECT_EQ(StatusOf(head), 0) << head;
}

TEST(RequestHead, RefusesWhatIsNotClear) {
  const struct {
    std::string head;
    int status;
  } rows[] = {
      // The request line.
      {"GET\r\n\r\n", 400},
      {"GET /\r\n\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400},
      {" GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / http/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/11\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\rx\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      {"GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505},
      {"PRI * HTTP/2.0\r\n\r\n", 505},
      {"GET feeds HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /" + std::string(2047, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 0},
      {"GET /" + std::string(2048, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
      // Host.
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {"GET http://a/ HTTP/1.1\r\n\r\n", 400},
      // Fields.
      {Get("Host : b\r\n"), 400},
      {Get("X : y\r\n"), 400},
      {Get("X\t: y\r\n"), 400},
      {Get(": y\r\n"), 400},
      {Get("X\r\n"), 400},
      {Get("X: a\r\n folded\r\n"), 400},
      {Get("X: a\r\n\tfolded\r\n"), 400},
      {Get(" X: a\r\n"), 400},
      {Get("X: a\rb\r\n"), 400},
      {Get("X: a\x01\r\n"), 400},
      {Get("X: a\x7F\r\n"), 400},
      {Get(std::string("X: a\0b\r\n", 8)), 400},
      {Get("X\xC3\xB1: a\r\n"), 400},
      {Get("X: " + std::string(4093, 'a') + "\r\n"), 0},
      {Get("X: " + std::string(4094, 'a') + "\r\n"), 431},
      {Get("If-None-Match: " + std::string(2500, 'a') +
           "\r\nIf-None-Match: " + std::string(2500, 'a') + "\r\n"),
       431},
      // Where the message ends.
      {Get("Content-Length: 5\r\n"), 413},
      {Get("Transfer-Encoding: chunked\r\n"), 413},
      {Get("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
      {Get("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
      {Get("Content-Length: 0\r\nContent-Length: 0\r\n"), 400},
      {Get("Content-Length: 5, 5\r\n"), 400},
      {Get("Content-Length: +5\r\n"), 400},
      {Get("Content-Length: -1\r\n"), 400},
      {Get("Content-Length: 0x5\r\n"), 400},
      {Get("Content-Length:\r\n"), 400},
      {Get("Content-Length: 99999999999999999999999\r\n"), 413},
      {Get("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"), 400},
      {Get("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
      {Get("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
       400},
      {Get("Transfer-Encoding: xchunked\r\n"), 400},
      {Get("Transfer-Encoding: chunked, identity\r\n"), 400},
      {Get("Transfer-Encoding: gzip\r\n"), 400},
      {Get("Transfer-Encoding:\r\n"), 400},
      {"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      // Methods.
      {"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n", 405},
      {"PUT /a HTTP/1.1\r\nHost: a\r\nIf-Match: nothing\r\n\r\n", 405},
      {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"get / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
       "Transfer-Encoding: chunked\r\n\r\n",
       400},
  };
  for (const auto& row : rows)
    EXPECT_EQ(StatusOf(row.head), row.status) << row.head.substr(0, 120);
}

TEST(RequestHead, CountsFields) {
  const auto with = [](int count) {
    std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 1; i < count; ++i) head += "X: y\r\n";
    return head + "\r\n";
  };
  EXPECT_EQ(StatusOf(with(64)), 0);
  EXPECT_EQ(StatusOf(with(65)), 431);
}

TEST(RequestHead, ARefusedHeadMethodGetsNoBody) {
  RequestHead parsed;
  const auto refusal = ParseRequestHead(
      "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", HeadLimits(),
      parsed);
  ASSERT_TRUE(refusal.has_value());
  EXPECT_TRUE(refusal->without_body);
}

}  // namespace
}  // namespace agendad::daemon::http
