// One client's connection: requests in, answers out, in order, under deadlines.
//
//   kWaiting --> kReading --> (answer) --> kWaiting ...
//                     |          \--> kWriting, if the client reads slowly
//                     \--> refusal --> kLingering --> kClosed
//
// Pipelined requests stay in the buffer until their turn (RFC 9112 9.3.2).
// While an answer waits for the client, nothing more is read from it. A
// connection belongs to one Worker and is used on its thread only.
#ifndef AGENDAD_DAEMON_HTTP_CONNECTION_H_
#define AGENDAD_DAEMON_HTTP_CONNECTION_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "daemon/http/arrival.h"
#include "daemon/http/head_scanner.h"
#include "daemon/http/http_date.h"
#include "daemon/http/httplib_adapter.h"
#include "daemon/http/outgoing.h"
#include "daemon/http/refusal.h"
#include "daemon/http/request_head.h"
#include "daemon/http/stream.h"
#include "daemon/http/traffic.h"
#include "daemon/http/transport_limits.h"

namespace agendad::daemon::http {

class Connection;

// What the connections of one thread share.
struct ConnectionServices {
  const TransportLimits& limits;
  // The connection is closed; it may be destroyed when this returns.
  std::function<void(Connection&)> on_closed;
  WorkerTraffic& traffic;
  BodyFiles& body_files;
  HttplibAdapter adapter{};
  CurrentDate date{};
  RequestHead head{};       // of the request that is being answered
  Outgoing::Parts parts{};  // of the answer that is sent
  std::chrono::steady_clock::time_point now{};  // as of the last tick
  bool draining = false;  // every answer is the last of its connection
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  // `responder` answers what is asked here. Both outlive the connection.
  Connection(Stream stream, const Peer& peer, const Responder& responder,
             ConnectionServices& services);

  void Start();

  // Ends what has passed its deadline; to be called again and again.
  void OnTick();

  // Closes now if no request is on its way in and no answer on its way out.
  void CloseIfWaiting();

  void Close();

  const Peer& GetPeer() const { return peer_; }

  std::size_t slot = 0;  // for the owner: where it keeps this connection

 private:
  enum class State { kWaiting, kReading, kWriting, kLingering, kClosed };

  void Enter(State state, std::chrono::milliseconds until_deadline);
  void Read();  // unless it is reading already
  void OnRead(std::size_t octets);
  void MakeRoom();

  // Answers what is complete in the buffer, then waits for more.
  void Advance();
  // Both return whether the answer is out; else OnWritten() follows.
  bool Answer(std::size_t head_size);
  bool Send(const Reply& reply);
  void SendRest();
  void OnWritable();
  void Refuse(const Refusal& refusal);
  void OnWritten();
  void Linger();

  // Runs a step; what it throws ends this connection only.
  template <class Step>
  void Guarded(Step step) noexcept;

  Stream stream_;
  const Peer peer_;
  const Responder& responder_;
  ConnectionServices& services_;
  State state_ = State::kWaiting;
  std::chrono::steady_clock::time_point deadline_;
  HeadScanner scanner_;

  // Received and not yet consumed: buffer_[begin_, end_).
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool read_pending_ = false;
  std::size_t lingered_octets_ = 0;

  bool close_after_answer_ = false;
  Exchange exchange_;  // of the answer that is on its way out
  ConnectionEnd ended_by_ = ConnectionEnd::kDone;
  Outgoing outgoing_;  // what is left of the answer in kWriting
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_CONNECTION_H_
