// An answer on its way to a client, who may take it in many parts. One thread.
#ifndef AGENDAD_DAEMON_HTTP_OUTGOING_H_
#define AGENDAD_DAEMON_HTTP_OUTGOING_H_

#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "daemon/http/body_file.h"
#include "daemon/http/stream.h"

namespace agendad::daemon::http {

struct Reply;

class Outgoing {
 public:
  using Parts = std::vector<boost::asio::const_buffer>;

  // Both send what goes now, and return whether that was all. Else the rest is
  // kept: if `failure` is would_block, it goes with Continue(); any other is
  // final. `parts` only lends its memory.
  bool Start(const Reply& reply, Stream& stream, BodyFiles& files, Parts& parts,
             Stream::ErrorCode& failure);
  bool Continue(Stream& stream, Stream::ErrorCode& failure);

  // How many octets of what is kept have not gone.
  std::size_t Left() const;

 private:
  // What is left: of the parts those after the first `sent_`, then of the file
  // what comes after its first octets.
  std::string head_;
  Parts parts_;
  std::size_t sent_ = 0;
  std::shared_ptr<const void> owner_;
  std::shared_ptr<const BodyFile> file_;
  std::size_t sent_of_file_ = 0;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_OUTGOING_H_
