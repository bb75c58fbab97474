#include "daemon/service/daemon_client.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

#include "daemon/file_descriptor.h"

namespace agendad::daemon {
namespace {

using Clock = std::chrono::steady_clock;

// A Unix socket whose queue is full cannot be waited for.
constexpr std::chrono::milliseconds kBusy(20);

// One conversation, up to a point in time. Its functions are false when there
// is nobody to talk to.
class Conversation {
 public:
  Conversation(FileDescriptor socket, Clock::time_point end)
      : socket_(std::move(socket)), end_(end) {}

  bool Connect(const sockaddr_un& address) const {
    while (::connect(socket_.Get(), reinterpret_cast<const sockaddr*>(&address),
                     sizeof address) != 0) {
      if (errno == EACCES || errno == EPERM) {
        throw std::system_error(errno, std::generic_category(),
                                address.sun_path);
      }
      if (errno != EAGAIN && errno != EINTR) return false;
      if (Clock::now() + kBusy >= end_) return false;
      std::this_thread::sleep_for(kBusy);
    }
    return true;
  }

  bool Send(std::string_view octets) const {
    while (!octets.empty()) {
      const ssize_t count =
          ::send(socket_.Get(), octets.data(), octets.size(), MSG_NOSIGNAL);
      if (count > 0) {
        octets.remove_prefix(static_cast<std::size_t>(count));
      } else if (errno != EINTR && (errno != EAGAIN || !Wait(POLLOUT))) {
        // It may have answered already, and closed: a request that is too long.
        return errno == EPIPE;
      }
    }
    return true;
  }

  bool ReceiveAll(std::string& answer) const {
    std::array<char, 4096> buffer;
    while (true) {
      const ssize_t count =
          ::recv(socket_.Get(), buffer.data(), buffer.size(), 0);
      if (count > 0) {
        answer.append(buffer.data(), static_cast<std::size_t>(count));
      } else if (count == 0 || errno == ECONNRESET) {
        return true;  // reset by one who did not read all of the request
      } else if (errno != EINTR && (errno != EAGAIN || !Wait(POLLIN))) {
        return false;
      }
    }
  }

 private:
  bool Wait(short events) const {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now());
    pollfd wanted{socket_.Get(), events, 0};
    return left.count() > 0 &&
           ::poll(&wanted, 1, static_cast<int>(left.count())) != 0;
  }

  const FileDescriptor socket_;
  const Clock::time_point end_;
};

}  // namespace

std::optional<std::string> AskDaemon(const std::filesystem::path& socket,
                                     std::string_view request,
                                     std::chrono::milliseconds patience) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& path = socket.native();
  if (path.size() >= sizeof address.sun_path) return std::nullopt;
  std::copy(path.begin(), path.end(), address.sun_path);
  FileDescriptor descriptor(
      ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!descriptor.IsValid()) {
    throw std::system_error(errno, std::generic_category(), "socket");
  }
  const Conversation conversation(std::move(descriptor),
                                  Clock::now() + patience);
  std::string answer;
  if (!conversation.Connect(address) ||
      !conversation.Send(std::string(request) + "\n") ||
      !conversation.ReceiveAll(answer) || answer.empty()) {
    return std::nullopt;
  }
  return answer;
}

}  // namespace agendad::daemon
