#include "daemon/http/listening_socket.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace agendad::daemon::http {
namespace {

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
      if (port == 0) port = AddressOf(socket).port;
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

// Both kinds of address begin with their family.
config::ListenAddress AddressOf(const FileDescriptor& socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  int listens = 0;
  socklen_t listens_size = sizeof listens;
  if (::getsockname(socket.Get(), reinterpret_cast<sockaddr*>(&address),
                    &size) != 0 ||
      ::getsockopt(socket.Get(), SOL_SOCKET, SO_ACCEPTCONN, &listens,
                   &listens_size) != 0) {
    Throw(errno, "cannot read the address of a listening socket");
  }
  if (listens == 0) throw std::runtime_error("a socket does not listen");
  if (address.ss_family == AF_UNIX) {
    const auto* local = reinterpret_cast<const sockaddr_un*>(&address);
    const std::size_t length = size - offsetof(sockaddr_un, sun_path);
    return {"", 0,
            std::string(local->sun_path, strnlen(local->sun_path, length))};
  }
  if (address.ss_family != AF_INET && address.ss_family != AF_INET6)
    throw std::runtime_error("a socket is neither of TCP nor of this machine");
  std::array<char, INET6_ADDRSTRLEN> text{};
  const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(&address);
  const auto* ipv6 = reinterpret_cast<const sockaddr_in6*>(&address);
  const void* const host = address.ss_family == AF_INET
                               ? static_cast<const void*>(&ipv4->sin_addr)
                               : &ipv6->sin6_addr;
  ::inet_ntop(address.ss_family, host, text.data(), text.size());
  return {text.data(), ntohs(ipv4->sin_port)};
}

}  // namespace agendad::daemon::http
