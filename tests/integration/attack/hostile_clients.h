// Clients that mean harm, as many as there are descriptors: each takes a place
// of the server for as long as it is let, and comes back when it is dropped.
// They come from many addresses of the loopback network.
#ifndef AGENDAD_TESTS_INTEGRATION_ATTACK_HOSTILE_CLIENTS_H_
#define AGENDAD_TESTS_INTEGRATION_ATTACK_HOSTILE_CLIENTS_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

namespace agendad::attack {

struct Figures {
  std::size_t standing = 0;  // connections that they know of
  std::size_t most = 0;      // ... at the same time
  std::size_t opened = 0;
  std::size_t dropped = 0;  // by the server
  std::size_t refused = 0;  // never came to be
};

struct Force {
  std::size_t dripping = 0;  // a head without end, one octet in three seconds
  std::size_t idle = 0;      // one request, and then nothing
  std::size_t deaf = 0;      // ask for much and never read
  std::size_t greedy = 0;    // ask for it again and again, and read it all
};

// One thread: that of `context`, which has to run as long as they shall.
// `figures` outlives it. `path`: of a large answer.
void SendHostileClients(boost::asio::io_context& context,
                        const boost::asio::ip::tcp::endpoint& server,
                        const std::string& path, const Force& force,
                        Figures& figures);

// Opens `count` connections and ends each in one of all forms that there are:
// closed or reset, before, within and after a request, read or not. Stops the
// context when it is done.
void ComeAndGo(boost::asio::io_context& context,
               const boost::asio::ip::tcp::endpoint& server,
               const std::string& path, std::size_t count, Figures& figures);

// The `number`th address of this machine that nobody else uses.
boost::asio::ip::tcp::endpoint SourceAddress(std::size_t number);

}  // namespace agendad::attack

#endif  // AGENDAD_TESTS_INTEGRATION_ATTACK_HOSTILE_CLIENTS_H_
