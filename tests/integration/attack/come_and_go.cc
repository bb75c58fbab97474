// The forms in which connections come and go.
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <string>

#include "tests/integration/attack/connecting.h"
#include "tests/integration/attack/hostile_clients.h"

namespace agendad::attack {
namespace {

constexpr std::size_t kAtATime = 64;

enum class End { kClose, kReset, kFinishAndRead };

struct Form {
  std::string sent;
  End end = End::kClose;
};

struct Churn {
  tcp::endpoint server;
  std::array<Form, 12> forms;
  std::size_t left;
  std::size_t at_it = kAtATime;
  std::size_t number = 0;
  Figures& figures;
};

asio::awaitable<void> ReadAll(tcp::socket& socket) {
  std::array<char, 16384> octets{};
  for (;;) {
    const auto [failure, size] =
        co_await socket.async_read_some(asio::buffer(octets), kAsValue);
    if (failure) co_return;
  }
}

asio::awaitable<void> One(Churn& churn, std::size_t number) {
  tcp::socket socket(co_await asio::this_coro::executor);
  error_code failure;
  socket.open(tcp::v4(), failure);
  socket.bind(SourceAddress(number), failure);
  const auto [error] = co_await socket.async_connect(churn.server, kAsValue);
  if (error) {
    ++churn.figures.refused;
    co_return;
  }
  ++churn.figures.opened;
  const Form& form = churn.forms[number % churn.forms.size()];
  co_await asio::async_write(socket, asio::buffer(form.sent), kAsValue);
  if (form.end == End::kReset)
    socket.set_option(asio::socket_base::linger(true, 0), failure);
  if (form.end != End::kFinishAndRead) co_return;
  socket.shutdown(tcp::socket::shutdown_send, failure);
  co_await ReadAll(socket);
}

asio::awaitable<void> Again(std::shared_ptr<Churn> churn,
                            asio::io_context& context) {
  while (churn->left > 0) {
    --churn->left;
    co_await One(*churn, churn->number++);
  }
  if (--churn->at_it == 0) context.stop();
}

}  // namespace

void ComeAndGo(asio::io_context& context, const tcp::endpoint& server,
               const std::string& path, std::size_t count, Figures& figures) {
  const std::string feed = "GET " + path + " HTTP/1.1\r\nHost: a\r\n";
  const std::string whole = feed + "\r\n";
  const std::string last = feed + "Connection: close\r\n\r\n";
  const std::string refused = "POST / HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string large = feed + "X: " + std::string(4000, 'x');
  const auto churn = std::make_shared<Churn>(
      Churn{.server = server,
            .forms = {{{"", End::kClose},
                       {"", End::kReset},
                       {feed, End::kClose},
                       {feed, End::kReset},
                       {feed, End::kFinishAndRead},
                       {whole, End::kFinishAndRead},
                       {whole + whole + whole, End::kReset},
                       {whole + whole + large, End::kClose},
                       {last, End::kFinishAndRead},
                       {refused, End::kFinishAndRead},
                       {refused + large, End::kReset},
                       {large, End::kClose}}},
            .left = count,
            .figures = figures});
  for (std::size_t i = 0; i < kAtATime; ++i)
    asio::co_spawn(context, Again(churn, context), asio::detached);
}

}  // namespace agendad::attack
