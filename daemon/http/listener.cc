#include "daemon/http/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <new>
#include <system_error>
#include <utility>

namespace agendad::daemon::http {
namespace {

namespace asio = boost::asio;

// Connections accepted in one turn, so that the others are served meanwhile.
constexpr int kAcceptsPerTurn = 32;

[[noreturn]] void Throw(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

std::string PortText(std::uint16_t port) { return std::to_string(port); }

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

AddressList Resolve(const config::ListenAddress& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failure = getaddrinfo(
      address.host.c_str(), PortText(address.port).c_str(), &hints, &found);
  AddressList list(found, &freeaddrinfo);
  if (failure == 0) return list;
  const std::string what = "cannot listen on " + ToText(address);
  if (failure == EAI_SYSTEM) Throw(errno, what);
  throw std::system_error(
      std::make_error_code(std::errc::address_not_available),
      what + ": " + gai_strerror(failure));
}

void SetPort(sockaddr_storage& address, std::uint16_t port) {
  // Port and family are at the same place for both families.
  auto* internet = reinterpret_cast<sockaddr_in*>(&address);
  internet->sin_port = htons(port);
}

// An invalid descriptor with errno set, if it cannot be had.
FileDescriptor OpenOne(const addrinfo& wanted, std::uint16_t port) {
  FileDescriptor socket(::socket(
      wanted.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.IsValid()) return socket;
  sockaddr_storage address{};
  std::copy_n(reinterpret_cast<const char*>(wanted.ai_addr), wanted.ai_addrlen,
              reinterpret_cast<char*>(&address));
  SetPort(address, port);
  const int on = 1;
  const int off = 0;
  // "::" is for IPv4 as well, whatever the system's default.
  const bool ready =
      ::setsockopt(socket.Get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ==
          0 &&
      (wanted.ai_family != AF_INET6 ||
       ::setsockopt(socket.Get(), IPPROTO_IPV6, IPV6_V6ONLY, &off,
                    sizeof off) == 0) &&
      ::bind(socket.Get(), reinterpret_cast<const sockaddr*>(&address),
             wanted.ai_addrlen) == 0 &&
      ::listen(socket.Get(), SOMAXCONN) == 0;
  if (ready) return socket;
  const int error = errno;
  socket = FileDescriptor();
  errno = error;
  return socket;
}

}  // namespace

std::vector<FileDescriptor> OpenListeningSockets(
    const config::ListenAddress& address) {
  const AddressList list = Resolve(address);
  std::vector<FileDescriptor> sockets;
  std::uint16_t port = address.port;
  int unavailable = 0;
  for (const addrinfo* one = list.get(); one != nullptr; one = one->ai_next) {
    FileDescriptor socket = OpenOne(*one, port);
    const int error = errno;
    if (socket.IsValid()) {
      if (port == 0) port = PortOf(socket);
      sockets.push_back(std::move(socket));
    } else if (error == EADDRNOTAVAIL || error == EAFNOSUPPORT) {
      unavailable = error;  // "localhost" where there is no IPv6
    } else {
      Throw(error, "cannot listen on " + ToText(address));
    }
  }
  if (sockets.empty())
    Throw(unavailable, "cannot listen on " + ToText(address));
  return sockets;
}

std::uint16_t PortOf(const FileDescriptor& socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket.Get(), reinterpret_cast<sockaddr*>(&address),
                    &size) != 0)
    Throw(errno, "cannot read the address of a listening socket");
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

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
      callbacks_.give_back();
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
    if (error != EAGAIN && error != EINTR && error != ECONNABORTED) Rest(error);
    return false;
  }
  const int on = 1;
  ::setsockopt(client.Get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  reported_error_ = 0;
  try {
    callbacks_.accepted(std::move(client), address.ss_family);
  } catch (const std::bad_alloc&) {
    Rest(ENOMEM);
    return false;
  }
  return true;
}

void Listener::Rest(int error) {
  // Once for a whole series of failures: a full system has better uses for
  // its log than ten lines a second.
  if (std::exchange(reported_error_, error) != error) {
    callbacks_.report("cannot accept connections: " +
                      std::generic_category().message(error));
  }
  waiting_ = true;
  timer_.expires_after(rest_);
  timer_.async_wait([this](const boost::system::error_code& failure) {
    waiting_ = false;
    if (!failure && socket_.is_open()) Accept();
  });
}

}  // namespace agendad::daemon::http
