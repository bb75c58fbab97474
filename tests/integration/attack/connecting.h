// What all clients here are made of: coroutines on sockets, whose errors are
// values.
#ifndef AGENDAD_TESTS_INTEGRATION_ATTACK_CONNECTING_H_
#define AGENDAD_TESTS_INTEGRATION_ATTACK_CONNECTING_H_

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace agendad::attack {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kAsValue = asio::as_tuple(asio::use_awaitable);

inline asio::awaitable<void> Sleep(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(kAsValue);
}

}  // namespace agendad::attack

#endif  // AGENDAD_TESTS_INTEGRATION_ATTACK_CONNECTING_H_
