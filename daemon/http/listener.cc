#include "daemon/http/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

namespace agendad::daemon::http {
namespace {

namespace asio = boost::asio;

// Connections accepted in one turn, so that the others are served meanwhile.
constexpr int kAcceptsPerTurn = 32;

// Failures with less time in between are of one series.
constexpr std::chrono::minutes kSeries(1);

// What the kernel takes of an answer beyond what is on its way. Else it takes
// megabytes for a client that does not read, out of what all have.
constexpr int kUnsentOctets = 16 * 1024;

}  // namespace

Listener::Listener(asio::io_context& context, FileDescriptor socket,
                   std::chrono::milliseconds rest, Callbacks callbacks)
    : socket_(context, socket.Get()),
      timer_(context),
      rest_(rest),
      callbacks_(std::move(callbacks)) {
  socket.Release();
}

void Listener::Resume() {
  if (!waiting_ && socket_.is_open()) Wait();
}

void Listener::Close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
  timer_.cancel();
}

void Listener::Wait() {
  waiting_ = true;
  socket_.async_wait(asio::posix::stream_descriptor::wait_read,
                     [this](const boost::system::error_code& failure) {
                       waiting_ = false;
                       if (!socket_.is_open()) return;
                       if (failure) return Rest(failure.value());
                       Accept();
                     });
}

void Listener::Accept() {
  for (int accepted = 0; accepted < kAcceptsPerTurn; ++accepted) {
    if (!callbacks_.reserve()) return;  // until Resume()
    if (!AcceptOne()) {
      if (!waiting_) Wait();
      return;
    }
  }
  Wait();
}

bool Listener::AcceptOne() {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  FileDescriptor client(::accept4(socket_.native_handle(),
                                  reinterpret_cast<sockaddr*>(&address), &size,
                                  SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!client.IsValid()) {
    const int error = errno;
    callbacks_.give_back();
    if (error != EAGAIN && error != EINTR && error != ECONNABORTED) Rest(error);
    return false;
  }
  const int on = 1;
  ::setsockopt(client.Get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(client.Get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentOctets,
               sizeof kUnsentOctets);
  try {
    callbacks_.accepted(std::move(client), address);
  } catch (const std::bad_alloc&) {
    Rest(ENOMEM);
    return false;
  }
  return true;
}

void Listener::Rest(int error) {
  callbacks_.failed();
  waiting_ = true;
  timer_.expires_after(rest_);
  timer_.async_wait([this](const boost::system::error_code& failure) {
    waiting_ = false;
    if (!failure && socket_.is_open()) Accept();
  });
  // Once for a whole series of failures, whoever is accepted in between: a full
  // system has better uses for its log than ten lines a second. Last, because
  // it may find no memory either.
  const auto now = std::chrono::steady_clock::now();
  const bool is_new = error != reported_error_ || now >= end_of_series_;
  reported_error_ = error;
  end_of_series_ = now + kSeries;
  if (is_new) {
    callbacks_.report("cannot accept connections: " +
                      std::generic_category().message(error));
  }
}

}  // namespace agendad::daemon::http
