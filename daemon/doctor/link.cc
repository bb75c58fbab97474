#include "daemon/doctor/link.h"

#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/write.hpp>

namespace agendad::daemon::doctor {

namespace asio = boost::asio;

Link::Code Link::Connect(const std::string& address, std::uint16_t port) {
  Code wrong;
  const auto ip = asio::ip::make_address(address, wrong);
  if (wrong) return wrong;
  socket_.async_connect({ip, port}, [this](const Code& code) { code_ = code; });
  return Finish();
}

Link::Code Link::StartTls(asio::ssl::context& context,
                          const std::string& host) {
  tls_.emplace(socket_, context);
  Code is_no_address;
  asio::ip::make_address(host, is_no_address);
  // An address is no server name (RFC 6066 3).
  if (is_no_address) {
    // What the macro SSL_set_tlsext_host_name is; its casts are of C.
    SSL_ctrl(Native(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(host.c_str()));
  }
  tls_->async_handshake(asio::ssl::stream_base::client,
                        [this](const Code& code) { code_ = code; });
  return Finish();
}

Link::Code Link::Write(std::string_view octets) {
  const auto done = [this](const Code& code, std::size_t) { code_ = code; };
  if (tls_) {
    asio::async_write(*tls_, asio::buffer(octets), done);
  } else {
    asio::async_write(socket_, asio::buffer(octets), done);
  }
  return Finish();
}

std::string_view Link::Read(Code& code) {
  size_ = 0;
  const auto done = [this](const Code& result, std::size_t size) {
    code_ = result;
    size_ = size;
  };
  if (tls_) {
    tls_->async_read_some(asio::buffer(buffer_), done);
  } else {
    socket_.async_read_some(asio::buffer(buffer_), done);
  }
  code = Finish();
  return {buffer_.data(), size_};
}

SSL* Link::Native() { return tls_ ? tls_->native_handle() : nullptr; }

Link::Code Link::Finish() {
  io_.restart();
  io_.run_until(deadline_);
  if (io_.stopped()) return code_;
  Code ignored;
  socket_.close(ignored);
  io_.run();
  return asio::error::timed_out;
}

}  // namespace agendad::daemon::doctor
