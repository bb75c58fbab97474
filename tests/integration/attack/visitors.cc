#include "tests/integration/attack/visitors.h"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <optional>
#include <string_view>

#include "tests/integration/attack/connecting.h"

namespace agendad::attack {
namespace {

using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;
using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPatience = 20s;
constexpr std::chrono::milliseconds kLongestIdle = 60s;
constexpr std::size_t kComplaints = 10;

struct Answer {
  int status = 0;
  std::string etag;
  std::string body;
  bool is_last = false;  // of its connection
};

// The value of a field, empty if there is none.
std::string_view Field(std::string_view head, std::string_view name) {
  const std::size_t begin = head.find("\r\n" + std::string(name) + ": ");
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = head.substr(begin + name.size() + 4);
  return rest.substr(0, rest.find("\r\n"));
}

std::size_t Number(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Nothing if the connection ended before the answer did.
asio::awaitable<std::optional<Answer>> ReadAnswer(tcp::socket& socket,
                                                  bool is_head_only) {
  std::string received;
  std::array<char, 65536> octets{};
  std::size_t head_size = 0;
  std::size_t size = 0;
  Answer answer;
  while (head_size == 0 || received.size() < size) {
    const auto [failure, count] =
        co_await socket.async_read_some(asio::buffer(octets), kAsValue);
    if (failure) co_return std::nullopt;
    received.append(octets.data(), count);
    const std::size_t end = received.find("\r\n\r\n");
    if (head_size > 0 || end == std::string::npos) continue;
    head_size = end + 4;
    const std::string_view head = std::string_view(received).substr(0, end + 2);
    answer.status = static_cast<int>(Number(head.substr(9, 3)));
    answer.etag = Field(head, "ETag");
    answer.is_last = Field(head, "Connection") == "close";
    const bool has_body = !is_head_only && answer.status != 304;
    size = head_size + (has_body ? Number(Field(head, "Content-Length")) : 0);
  }
  answer.body = received.substr(head_size);
  co_return answer;
}

class Visitors {
 public:
  Visitors(asio::io_context& context, const tcp::endpoint& server,
           const std::vector<Exchange>& exchanges, const Pace& pace,
           Visits& visits)
      : context_(context),
        server_(server),
        exchanges_(exchanges),
        pace_(pace),
        visits_(visits) {}

  asio::awaitable<void> Run() {
    const std::size_t all =
        pace_.per_second * static_cast<std::size_t>(pace_.time.count());
    const steady_clock::time_point start = steady_clock::now();
    asio::steady_timer timer(context_);
    for (std::size_t i = 0; i < all; ++i) {
      const auto due =
          start + std::chrono::microseconds(1'000'000 * i / pace_.per_second);
      timer.expires_at(due);
      co_await timer.async_wait(kAsValue);
      ++under_way_;
      asio::co_spawn(context_, Visit(i, due), asio::detached);
    }
    while (under_way_ > 0) co_await Sleep(10ms);
    context_.stop();
  }

 private:
  asio::awaitable<void> Visit(std::size_t number,
                              steady_clock::time_point due) {
    // Each exchange both ways.
    const bool stays = number / exchanges_.size() % 2 == 0;
    const Exchange& exchange = exchanges_[number % exchanges_.size()];
    ++visits_.asked;
    asio::steady_timer patience(context_, kPatience);
    auto first =
        co_await (Ask(exchange, stays) || patience.async_wait(kAsValue));
    const std::string complaint =
        first.index() == 0 ? std::get<0>(first) : "no answer in time";
    const std::chrono::duration<double, std::milli> took =
        steady_clock::now() - due;
    visits_.milliseconds.push_back(took.count());
    --under_way_;
    if (complaint.empty()) {
      ++visits_.answered;
    } else if (visits_.complaints.size() < kComplaints) {
      const std::size_t line = exchange.request.find('\r');
      visits_.complaints.push_back(
          exchange.request.substr(0, line) +
          (stays ? ", kept connection: " : ", new connection: ") + complaint);
    }
  }

  struct Kept {
    tcp::socket socket;
    steady_clock::time_point since;  // when it was used last
  };

  // What is wrong with the answer; empty if nothing is.
  asio::awaitable<std::string> Ask(const Exchange& exchange, bool stays) {
    tcp::socket socket(context_);
    DropIdle();
    if (stays && !kept_.empty()) {
      socket = std::move(kept_.back().socket);
      kept_.pop_back();
    } else {
      const auto [failure] = co_await socket.async_connect(server_, kAsValue);
      if (failure) co_return "cannot connect: " + failure.message();
      socket.set_option(tcp::no_delay(true));
    }
    const auto [failure, size] = co_await asio::async_write(
        socket, asio::buffer(exchange.request), kAsValue);
    if (failure) co_return "cannot send: " + failure.message();
    const std::optional<Answer> answer =
        co_await ReadAnswer(socket, exchange.request.starts_with("HEAD"));
    if (!answer) co_return "the connection ended within the answer";
    if (answer->status != exchange.status)
      co_return "status " + std::to_string(answer->status);
    if (answer->etag != exchange.etag) co_return "ETag " + answer->etag;
    if (answer->body != exchange.body) co_return "another body";
    if (stays && !answer->is_last)
      kept_.push_back({std::move(socket), steady_clock::now()});
    co_return "";
  }

  // A server may close what was idle for long, and does so after 75 s; who asks
  // at that moment cannot know (RFC 9112 9.3.1). The one used last comes last.
  void DropIdle() {
    const auto now = steady_clock::now();
    std::erase_if(kept_, [now](const Kept& one) {
      return now - one.since > kLongestIdle;
    });
  }

  asio::io_context& context_;
  tcp::endpoint server_;
  const std::vector<Exchange>& exchanges_;
  Pace pace_;
  Visits& visits_;
  std::vector<Kept> kept_;
  std::size_t under_way_ = 0;
};

}  // namespace

void SendVisitors(asio::io_context& context, const tcp::endpoint& server,
                  const std::vector<Exchange>& exchanges, const Pace& pace,
                  Visits& visits) {
  auto visitors =
      std::make_shared<Visitors>(context, server, exchanges, pace, visits);
  asio::co_spawn(context, visitors->Run(),
                 [visitors](const std::exception_ptr&) {});
}

}  // namespace agendad::attack
