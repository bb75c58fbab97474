#include "daemon/http/stream.h"

#include <cassert>

#include "daemon/http/gathered_write.h"

namespace agendad::daemon::http {

Stream::Stream(Socket socket, const TlsContext* tls)
    : socket_(std::move(socket)) {
  if (tls != nullptr)
    tls_ = std::make_unique<TlsSession>(*tls, socket_.native_handle());
}

std::size_t Stream::WriteSome(std::span<const boost::asio::const_buffer> from,
                              bool more, ErrorCode& failure) {
  if (tls_ != nullptr) return tls_->Write(from, failure);
  return WriteGathered(socket_.native_handle(), from, more, failure);
}

std::size_t Stream::SendSome(const BodyFile& file, std::size_t sent,
                             ErrorCode& failure) {
  assert(tls_ == nullptr);
  return file.SendSome(socket_.native_handle(), sent, failure);
}

void Stream::ShutDownSending() {
  if (tls_ != nullptr) tls_->ShutDown();
  ErrorCode ignored;
  socket_.shutdown(boost::asio::socket_base::shutdown_send, ignored);
}

void Stream::Close() {
  ErrorCode ignored;
  socket_.close(ignored);
}

void Stream::Abort() {
  ErrorCode ignored;
  socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  Close();
}

}  // namespace agendad::daemon::http
