// One connection to a server, plain or with TLS, whose every step ends by a
// deadline. The certificate is not judged here: a client that looks from
// outside goes on and says what is wrong with it (certificate.h).
// One thread at a time.
#ifndef AGENDAD_DAEMON_DOCTOR_LINK_H_
#define AGENDAD_DAEMON_DOCTOR_LINK_H_

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agendad::daemon::doctor {

class Link {
 public:
  using Clock = std::chrono::steady_clock;
  using Code = boost::system::error_code;

  explicit Link(Clock::time_point deadline) : deadline_(deadline) {}

  // Each returns no error if it was done; asio's timed_out if it was too late.
  Code Connect(const std::string& address, std::uint16_t port);
  // `context` must outlive this.
  Code StartTls(boost::asio::ssl::context& context, const std::string& host);
  Code Write(std::string_view octets);
  // What came; empty with an error. Valid until the next call.
  std::string_view Read(Code& code);

  // Of the TLS session; nullptr without one.
  SSL* Native();

 private:
  // Runs what was started until it is done or late.
  Code Finish();

  const Clock::time_point deadline_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_{io_};
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
  std::array<char, 64 * 1024> buffer_{};
  Code code_;
  std::size_t size_ = 0;
};

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_LINK_H_
