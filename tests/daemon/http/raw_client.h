// A client that sends exactly the octets it is told to, and reads answers with
// its own little parser: nothing here comes from what is tested.
#ifndef AGENDAD_TESTS_DAEMON_HTTP_RAW_CLIENT_H_
#define AGENDAD_TESTS_DAEMON_HTTP_RAW_CLIENT_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <system_error>

namespace agendad::daemon::http {

struct RawAnswer {
  int status = 0;
  std::string status_line;
  std::multimap<std::string, std::string> fields;  // names in lower case
  std::string body;

  bool Has(const std::string& name) const { return fields.count(name) > 0; }
  // Fails the test loudly (by throwing) unless there is exactly one.
  const std::string& operator[](const std::string& name) const {
    if (fields.count(name) != 1) {
      throw std::runtime_error(std::to_string(fields.count(name)) + " of " +
                               name + " in " + status_line);
    }
    return fields.find(name)->second;
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) {
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer,
                   sizeof receive_buffer);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address),
                  sizeof address) != 0)
      throw std::system_error(errno, std::generic_category(), "connect");
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False if the server has gone.
  bool Send(const std::string& octets) {
    for (std::size_t sent = 0; sent < octets.size();) {
      const ssize_t n = ::send(socket_, octets.data() + sent,
                               octets.size() - sent, MSG_NOSIGNAL);
      if (n < 0) return false;
      sent += static_cast<std::size_t>(n);
    }
    return true;
  }

  void ShutdownSending() { ::shutdown(socket_, SHUT_WR); }

  // The next answer. Throws if there is none within `patience`. `without_body`
  // for the answer to a HEAD.
  RawAnswer Read(bool without_body = false) {
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!Receive()) throw std::runtime_error("no answer: " + received_);
    }
    RawAnswer answer = ParseHead(received_.substr(0, end + 2));
    received_.erase(0, end + 4);
    if (without_body || answer.status == 304) return answer;
    const std::size_t length = std::stoul(answer["content-length"]);
    while (received_.size() < length) {
      if (!Receive()) throw std::runtime_error("the answer is cut short");
    }
    answer.body = received_.substr(0, length);
    received_.erase(0, length);
    return answer;
  }

  RawAnswer Ask(const std::string& octets, bool without_body = false) {
    Send(octets);
    return Read(without_body);
  }

  // Whether the server closes, in an orderly way and without another octet.
  bool IsClosed() { return received_.empty() && !Receive() && orderly_; }

  // Whether nothing comes, and the connection stays open, for `time`.
  bool IsSilentFor(std::chrono::milliseconds time) {
    pollfd wait{socket_, POLLIN, 0};
    return received_.empty() &&
           ::poll(&wait, 1, static_cast<int>(time.count())) == 0;
  }

  std::chrono::milliseconds patience{10'000};

 private:
  // False at the end, or if nothing comes.
  bool Receive() {
    pollfd wait{socket_, POLLIN, 0};
    orderly_ = false;
    if (::poll(&wait, 1, static_cast<int>(patience.count())) <= 0) return false;
    char buffer[65536];
    const ssize_t n = ::recv(socket_, buffer, sizeof buffer, 0);
    orderly_ = n == 0;
    if (n <= 0) return false;
    received_.append(buffer, static_cast<std::size_t>(n));
    return true;
  }

  static RawAnswer ParseHead(const std::string& head) {
    RawAnswer answer;
    std::size_t start = head.find("\r\n") + 2;
    answer.status_line = head.substr(0, start - 2);
    if (answer.status_line.rfind("HTTP/1.1 ", 0) != 0)
      throw std::runtime_error("not a status line: " + answer.status_line);
    answer.status = std::stoi(answer.status_line.substr(9, 3));
    while (start < head.size()) {
      const std::size_t end = head.find("\r\n", start);
      const std::size_t colon = head.find(": ", start);
      if (colon == std::string::npos || colon > end)
        throw std::runtime_error("not a field: " + head.substr(start));
      std::string name = head.substr(start, colon - start);
      for (char& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      }
      answer.fields.emplace(name, head.substr(colon + 2, end - colon - 2));
      start = end + 2;
    }
    return answer;
  }

  int socket_;
  std::string received_;
  bool orderly_ = false;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_TESTS_DAEMON_HTTP_RAW_CLIENT_H_
