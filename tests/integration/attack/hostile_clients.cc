#include "tests/integration/attack/hostile_clients.h"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "tests/integration/attack/connecting.h"

namespace agendad::attack {
namespace {

using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

constexpr std::chrono::milliseconds kDrip = 3s;
constexpr std::chrono::milliseconds kBeforeNextTry = 100ms;
// The clients come within this time, not at once.
constexpr std::chrono::milliseconds kRamp = 3s;
// A server that closes what is deaf without a reset cannot be heard.
constexpr std::chrono::milliseconds kDeafPatience = 90s;
constexpr int kSmallBuffer = 4096;
constexpr std::size_t kPipelined = 64;
constexpr std::size_t kLargestField = 4000;
constexpr std::size_t kLongestHost = 261;

struct Campaign {
  tcp::endpoint server;
  std::string feed;   // a request
  std::string heavy;  // many, of which some are as large as they may be
  std::string large_head;
  Figures& figures;
};

class Standing {
 public:
  explicit Standing(Figures& figures) : figures_(figures) {
    ++figures_.opened;
    figures_.most = std::max(figures_.most, ++figures_.standing);
  }
  ~Standing() {
    --figures_.standing;
    ++figures_.dropped;
  }
  Standing(const Standing&) = delete;
  Standing& operator=(const Standing&) = delete;

 private:
  Figures& figures_;
};

asio::awaitable<bool> Connect(tcp::socket& socket, const Campaign& campaign,
                              std::size_t number, int buffer) {
  error_code failure;
  socket.open(tcp::v4(), failure);
  if (buffer > 0)
    socket.set_option(asio::socket_base::receive_buffer_size(buffer), failure);
  if (!failure) socket.bind(SourceAddress(number), failure);
  if (!failure) {
    const auto [error] =
        co_await socket.async_connect(campaign.server, kAsValue);
    failure = error;
  }
  if (failure) {
    ++campaign.figures.refused;
    socket.close(failure);
    co_await Sleep(kBeforeNextTry);
    co_return false;
  }
  co_return true;
}

asio::awaitable<bool> Send(tcp::socket& socket, const std::string& octets) {
  const auto [failure, size] =
      co_await asio::async_write(socket, asio::buffer(octets), kAsValue);
  co_return !failure;
}

// Reads what comes; true if the connection is still there after `time`.
asio::awaitable<bool> IsKept(tcp::socket& socket,
                             std::chrono::milliseconds time) {
  asio::steady_timer timer(socket.get_executor(), time);
  std::array<char, 16384> octets{};
  for (;;) {
    const auto first =
        co_await (socket.async_read_some(asio::buffer(octets), kAsValue) ||
                  timer.async_wait(kAsValue));
    if (first.index() == 1) co_return true;
    if (std::get<0>(std::get<0>(first))) co_return false;
  }
}

asio::awaitable<void> Drip(const Campaign& campaign, std::size_t number) {
  // Half of them hold what a head may be at most.
  const std::string begin =
      number % 2 == 0 ? "GET /feeds/" : campaign.large_head;
  const std::string octet = "a";
  for (;;) {
    tcp::socket socket(co_await asio::this_coro::executor);
    if (!co_await Connect(socket, campaign, number, 0)) continue;
    const Standing standing(campaign.figures);
    bool is_kept = co_await Send(socket, begin);
    while (is_kept) {
      is_kept = co_await IsKept(socket, kDrip);
      if (is_kept) is_kept = co_await Send(socket, octet);
    }
  }
}

asio::awaitable<void> Idle(const Campaign& campaign, std::size_t number) {
  for (;;) {
    tcp::socket socket(co_await asio::this_coro::executor);
    if (!co_await Connect(socket, campaign, number, 0)) continue;
    const Standing standing(campaign.figures);
    // Every other one only connects, and says nothing at all.
    bool is_kept = number % 2 == 0 || co_await Send(socket, campaign.feed);
    while (is_kept) is_kept = co_await IsKept(socket, 1h);
  }
}

asio::awaitable<void> BeDeaf(const Campaign& campaign, std::size_t number) {
  for (;;) {
    tcp::socket socket(co_await asio::this_coro::executor);
    if (!co_await Connect(socket, campaign, number, kSmallBuffer)) continue;
    const Standing standing(campaign.figures);
    asio::steady_timer patience(socket.get_executor(), kDeafPatience);
    std::size_t sent = 0;
    error_code failure;
    socket.non_blocking(true, failure);
    while (!failure && sent < campaign.heavy.size()) {
      sent += socket.write_some(asio::buffer(campaign.heavy) + sent, failure);
    }
    co_await (socket.async_wait(tcp::socket::wait_error, kAsValue) ||
              patience.async_wait(kAsValue));
  }
}

asio::awaitable<bool> AskOnAndOn(tcp::socket& socket,
                                 const Campaign& campaign) {
  // In a condition of the loop itself GCC 12 loses the awaited value.
  bool is_kept = true;
  while (is_kept) is_kept = co_await Send(socket, campaign.heavy);
  co_return is_kept;
}

asio::awaitable<void> BeGreedy(const Campaign& campaign, std::size_t number) {
  for (;;) {
    tcp::socket socket(co_await asio::this_coro::executor);
    if (!co_await Connect(socket, campaign, number, 0)) continue;
    const Standing standing(campaign.figures);
    co_await (AskOnAndOn(socket, campaign) || IsKept(socket, 1h));
  }
}

asio::awaitable<void> SendAll(Campaign campaign, Force force) {
  const auto executor = co_await asio::this_coro::executor;
  using Client = asio::awaitable<void> (*)(const Campaign&, std::size_t number);
  std::vector<Client> clients(force.dripping, &Drip);
  clients.resize(clients.size() + force.idle, &Idle);
  clients.resize(clients.size() + force.deaf, &BeDeaf);
  clients.resize(clients.size() + force.greedy, &BeGreedy);
  for (std::size_t i = 0; i < clients.size(); ++i) {
    asio::co_spawn(executor, clients[i](campaign, i), asio::detached);
    if (i % 50 == 0) co_await Sleep(kRamp * 50 / clients.size());
  }
  co_await Sleep(24h);  // they use what this coroutine has
}

}  // namespace

tcp::endpoint SourceAddress(std::size_t number) {
  constexpr std::size_t kOctet = 250;
  const auto low = static_cast<unsigned>(number % kOctet);
  const auto high = static_cast<unsigned>(number / kOctet % kOctet);
  return {asio::ip::address_v4(0x7F010001U + high * 256 + low), 0};
}

void SendHostileClients(asio::io_context& context, const tcp::endpoint& server,
                        const std::string& path, const Force& force,
                        Figures& figures) {
  Campaign campaign{server,
                    "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n",
                    {},
                    "GET / HTTP/1.1\r\nHost: a\r\n",
                    figures};
  const std::string filling(kLargestField, 'x');
  for (int i = 0; i < 3; ++i)
    campaign.large_head += "X-Filling: " + filling + "\r\n";
  campaign.large_head += "X-Last: ";
  const std::string list =
      "GET / HTTP/1.1\r\nHost: " + std::string(kLongestHost, 'x') + "\r\n\r\n";
  for (std::size_t i = 0; i < kPipelined; ++i)
    campaign.heavy += i % 4 == 3 ? list : campaign.feed;
  asio::co_spawn(context, SendAll(std::move(campaign), force), asio::detached);
}

}  // namespace agendad::attack
