#include "daemon/service/control_socket.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <set>
#include <utility>

#include "config/wording.h"
#include "daemon/error_text.h"
#include "daemon/socket_file.h"

namespace agendad::daemon {
namespace {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;

// After a failure to accept, as when no descriptor is left.
constexpr std::chrono::milliseconds kAcceptRest(100);

std::string ErrorLine(std::string_view what) {
  return config::Concat({"error: ", what, "\n"});
}

}  // namespace

class ControlSocket::Server : public std::enable_shared_from_this<Server> {
 public:
  Server(asio::io_context& control, std::filesystem::path path, Handler handler,
         const ControlLimits& limits)
      : handler_(std::move(handler)),
        limits_(limits),
        file_(std::move(path), "control socket"),
        acceptor_(control),
        rest_(control) {
    acceptor_.assign(Protocol(), file_.ReleaseDescriptor());
    acceptor_.non_blocking(true);
  }

  void Accept();
  void Stop();

  void Began(Client* client) { clients_.insert(client); }
  void Ended(Client* client) {
    clients_.erase(client);
    Accept();
  }

  std::string Answer(std::string_view request) const {
    try {
      return handler_(request);
    } catch (const std::exception& error) {
      return ErrorLine(ErrorText(error));
    }
  }

  const ControlLimits& Limits() const { return limits_; }
  bool IsStopped() const { return stopped_; }

 private:
  const Handler handler_;
  const ControlLimits limits_;
  SocketFile file_;
  Protocol::acceptor acceptor_;
  asio::steady_timer rest_;
  std::set<Client*> clients_;  // those that there are
  bool accepting_ = false;
  bool stopped_ = false;
};

// Lives as long as its handlers: until its end, or its deadline.
class ControlSocket::Client : public std::enable_shared_from_this<Client> {
 public:
  Client(Protocol::socket socket, std::shared_ptr<Server> server)
      : socket_(std::move(socket)),
        deadline_(socket_.get_executor()),
        server_(std::move(server)) {
    server_->Began(this);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { server_->Ended(this); }

  void Start() {
    deadline_.expires_after(server_->Limits().deadline);
    deadline_.async_wait(
        [weak = weak_from_this()](const boost::system::error_code& error) {
          if (const auto self = weak.lock(); self && !error) self->Close();
        });
    Read();
  }

  // Its handlers, and with them itself, end later.
  void Close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    deadline_.cancel();
  }

 private:
  void Read() {
    socket_.async_read_some(
        asio::buffer(octets_),
        [self = shared_from_this()](const boost::system::error_code& error,
                                    std::size_t size) {
          if (!error) self->Take({self->octets_.data(), size});
        });
  }

  void Take(std::string_view octets) {
    if (server_->IsStopped()) return;
    const std::size_t end = octets.find('\n');
    request_ += octets.substr(0, end);
    const bool is_whole = end != std::string_view::npos;
    const std::size_t most = server_->Limits().request - 1;
    if (request_.size() > most) {
      Write(ErrorLine("a request longer than " +
                      std::to_string(server_->Limits().request) + " octets"));
    } else if (!is_whole) {
      Read();
    } else {
      if (request_.ends_with('\r')) request_.pop_back();
      Write(server_->Answer(request_));
    }
  }

  void Write(std::string answer) {
    answer_ = std::move(answer);
    asio::async_write(
        socket_, asio::buffer(answer_),
        [self = shared_from_this()](const boost::system::error_code&,
                                    std::size_t) { self->Close(); });
  }

  Protocol::socket socket_;
  asio::steady_timer deadline_;
  const std::shared_ptr<Server> server_;
  std::array<char, 256> octets_;
  std::string request_;
  std::string answer_;
};

void ControlSocket::Server::Accept() {
  if (stopped_ || accepting_ || clients_.size() >= limits_.clients) return;
  accepting_ = true;
  acceptor_.async_accept(
      [self = shared_from_this()](const boost::system::error_code& error,
                                  Protocol::socket socket) {
        self->accepting_ = false;
        if (self->stopped_) return;
        if (!error) {
          std::make_shared<Client>(std::move(socket), self)->Start();
          self->Accept();
          return;
        }
        self->accepting_ = true;
        self->rest_.expires_after(kAcceptRest);
        self->rest_.async_wait([self](const boost::system::error_code&) {
          self->accepting_ = false;
          self->Accept();
        });
      });
}

void ControlSocket::Server::Stop() {
  stopped_ = true;
  file_.Remove();
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  rest_.cancel();
  for (Client* const client : clients_) client->Close();
}

ControlSocket::ControlSocket(asio::io_context& control,
                             std::filesystem::path path, Handler handler,
                             const ControlLimits& limits)
    : server_(std::make_shared<Server>(control, std::move(path),
                                       std::move(handler), limits)) {
  server_->Accept();
}

ControlSocket::~ControlSocket() { server_->Stop(); }

std::string UnknownRequest(std::string_view request) {
  std::string shown(request);
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; },
      '?');
  return ErrorLine("unknown request " + config::Quoted(shown) +
                   "; expected status, status json, reload or follow");
}

}  // namespace agendad::daemon
