// The Unix socket at which people on this machine ask the daemon how it fares,
// or tell it what to do. A client sends one line, gets the answer's octets, and
// then the end of the file. Control thread only; never waits, and a client that
// is slow, silent or rude harms nobody but itself.
#ifndef AGENDAD_DAEMON_SERVICE_CONTROL_SOCKET_H_
#define AGENDAD_DAEMON_SERVICE_CONTROL_SOCKET_H_

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace agendad::daemon {

struct ControlLimits {
  // From the connection to its end, whatever the client does.
  std::chrono::milliseconds deadline{2000};
  std::size_t clients = 16;   // the others wait until one of them is done
  std::size_t request = 256;  // octets, with the line feed
};

class ControlSocket {
 public:
  // The answer to a request: the line without its end, any octets in it. Called
  // on the control thread; what it throws becomes an error line.
  using Handler = std::function<std::string(std::string_view request)>;

  // `control` outlives it. Listens at `path`, with mode 0660 at any moment.
  // Replaces what a daemon left behind that is no more. Throws
  // std::runtime_error if a daemon answers there, if something else than a
  // socket is there, or if it cannot be had; nothing is changed then.
  ControlSocket(boost::asio::io_context& control, std::filesystem::path path,
                Handler handler, const ControlLimits& limits = {});
  // Removes the socket, if it is still this one, and drops the clients.
  ~ControlSocket();
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

 private:
  class Server;
  class Client;
  std::shared_ptr<Server> server_;
};

// "error: unknown request 'x'; expected status, status json, reload or follow"
// and a line feed: what a handler answers to what it does not know.
std::string UnknownRequest(std::string_view request);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SERVICE_CONTROL_SOCKET_H_
