// Clients that mean well: they ask at a steady pace, whatever becomes of their
// earlier requests, and compare every answer with the one that they know.
#ifndef AGENDAD_TESTS_INTEGRATION_ATTACK_VISITORS_H_
#define AGENDAD_TESTS_INTEGRATION_ATTACK_VISITORS_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace agendad::attack {

struct Exchange {
  std::string request;  // a whole head
  int status = 200;
  std::string etag;
  std::string body;  // what comes, so that of a HEAD or a 304: nothing
};

struct Visits {
  std::size_t asked = 0;
  std::size_t answered = 0;          // as expected
  std::vector<double> milliseconds;  // from when it was due to its last octet
  std::vector<std::string> complaints;  // of the first that were not
};

struct Pace {
  std::size_t per_second = 200;
  std::chrono::seconds time{30};
};

// Asks in turn for `exchanges` on new connections and on ones that stay, and
// stops the context when the last answer is there. One thread; `exchanges` and
// `visits` outlive the context.
void SendVisitors(boost::asio::io_context& context,
                  const boost::asio::ip::tcp::endpoint& server,
                  const std::vector<Exchange>& exchanges, const Pace& pace,
                  Visits& visits);

}  // namespace agendad::attack

#endif  // AGENDAD_TESTS_INTEGRATION_ATTACK_VISITORS_H_
