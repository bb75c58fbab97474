// One client's octets, in and out, plain or under TLS. Nothing here waits but
// what says Async. One thread: that of the socket's context.
#ifndef AGENDAD_DAEMON_HTTP_STREAM_H_
#define AGENDAD_DAEMON_HTTP_STREAM_H_

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/socket_base.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>

#include "daemon/http/body_file.h"
#include "daemon/http/tls_session.h"

namespace agendad::daemon::http {

class Stream {
 public:
  using ErrorCode = boost::system::error_code;
  // Any kind of stream socket; without the cost of a type-erased executor.
  using Socket =
      boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol,
                                       boost::asio::io_context::executor_type>;

  // `socket` is connected and non-blocking. `tls`: null for plain octets; need
  // not outlive the constructor. Throws std::bad_alloc.
  Stream(Socket socket, const TlsContext* tls);

  bool IsEncrypted() const { return tls_ != nullptr; }
  auto Executor() { return socket_.get_executor(); }

  // `handler(ErrorCode, octets)` runs later, never within this call. It keeps
  // the stream and `to` alive.
  template <class Handler>
  void AsyncReadSome(boost::asio::mutable_buffer to, Handler handler);

  // Returns how many octets went; `failure` is would_block if the client does
  // not take more now. After that the same octets come again. `more` will come
  // at once, so that they may wait for it.
  std::size_t WriteSome(std::span<const boost::asio::const_buffer> from,
                        bool more, ErrorCode& failure);

  // As BodyFile::SendSome(). Only of plain octets.
  std::size_t SendSome(const BodyFile& file, std::size_t sent,
                       ErrorCode& failure);

  // `handler(ErrorCode)` runs when WriteSome() may get on.
  template <class Handler>
  void AsyncWaitToWrite(Handler handler);

  // Nothing more will be written.
  void ShutDownSending();

  void Close();

  // Closes and drops what the client has not taken.
  void Abort();

 private:
  template <class Handler>
  void WaitToRead(boost::asio::mutable_buffer to, Handler handler);

  Socket socket_;
  std::unique_ptr<TlsSession> tls_;  // null for plain octets
};

// ---------------------------------------------------------------------------

template <class Handler>
void Stream::AsyncReadSome(boost::asio::mutable_buffer to, Handler handler) {
  if (tls_ == nullptr) return socket_.async_read_some(to, std::move(handler));
  // There may be octets of a record that was read already.
  ErrorCode failure;
  const std::size_t octets = tls_->Read(to, failure);
  if (failure == boost::asio::error::would_block)
    return WaitToRead(to, std::move(handler));
  boost::asio::post(socket_.get_executor(),
                    [failure, octets, handler = std::move(handler)]() mutable {
                      handler(failure, octets);
                    });
}

template <class Handler>
void Stream::WaitToRead(boost::asio::mutable_buffer to, Handler handler) {
  socket_.async_wait(
      tls_->WaitsToWrite() ? Socket::wait_write : Socket::wait_read,
      [this, to, handler = std::move(handler)](ErrorCode failure) mutable {
        std::size_t octets = 0;
        if (!failure) octets = tls_->Read(to, failure);
        if (failure == boost::asio::error::would_block)
          return WaitToRead(to, std::move(handler));
        handler(failure, octets);
      });
}

template <class Handler>
void Stream::AsyncWaitToWrite(Handler handler) {
  const bool to_read = tls_ != nullptr && !tls_->WaitsToWrite();
  socket_.async_wait(to_read ? Socket::wait_read : Socket::wait_write,
                     std::move(handler));
}

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_STREAM_H_
