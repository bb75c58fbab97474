#include "daemon/http/worker.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cassert>
#include <cstddef>
#include <exception>
#include <new>
#include <utility>

namespace agendad::daemon::http {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

milliseconds TickFor(const TransportLimits& limits) {
  const milliseconds shortest =
      std::min({limits.head_deadline, limits.idle_deadline,
                limits.write_deadline, limits.linger_deadline});
  return std::clamp(shortest / 8, milliseconds(1), milliseconds(250));
}

}  // namespace

// The context's queue is locked, because others post to it; its reactor is
// used by one thread only and needs no locks.
Worker::Worker(const TransportLimits& limits, WorkerTraffic& traffic,
               BodyFiles& body_files,
               std::function<void(const Peer&)> on_closed)
    : context_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO),
      services_{limits, [this](Connection& connection) { Remove(connection); },
                traffic, body_files},
      work_(context_.get_executor()),
      timer_(context_),
      tick_(TickFor(limits)),
      on_closed_(std::move(on_closed)) {}

Worker::~Worker() { assert(!thread_.joinable()); }

void Worker::Start() {
  services_.now = std::chrono::steady_clock::now();
  ScheduleTick();
  thread_ = std::thread([this] { Run(); });
}

void Worker::Run() {
  for (;;) {
    try {
      context_.run();
      return;
    } catch (const std::bad_alloc&) {
      // One step is lost; the clients that are there still want answers.
    }
  }
}

void Worker::Adopt(Arrival arrival) {
  asio::post(context_, [this, arrived = std::move(arrival)]() mutable {
    try {
      Stream::Socket connected(context_);
      connected.assign(asio::generic::stream_protocol(arrived.peer.family, 0),
                       arrived.socket.Get());
      arrived.socket.Release();
      connected.non_blocking(true);
      auto connection = std::make_shared<Connection>(
          Stream(std::move(connected), arrived.tls.get()), arrived.peer,
          *arrived.responder, services_);
      connection->slot = connections_.size();
      connections_.push_back(std::move(connection));
    } catch (const std::exception&) {
      return on_closed_(
          arrived.peer);  // out of memory: this client will come again
    }
    connections_.back()->Start();
  });
}

void Worker::Remove(Connection& connection) {
  const std::size_t slot = connection.slot;
  assert(connections_.at(slot).get() == &connection);
  const std::shared_ptr<Connection> closed = std::move(connections_[slot]);
  if (slot + 1 != connections_.size()) {
    connections_[slot] = std::move(connections_.back());
    connections_[slot]->slot = slot;
  }
  connections_.pop_back();
  on_closed_(closed->GetPeer());
}

void Worker::ScheduleTick() {
  timer_.expires_after(tick_);
  timer_.async_wait([this](const boost::system::error_code& failure) {
    if (!failure && !stopping_) Tick();
  });
}

void Worker::Tick() {
  services_.now = std::chrono::steady_clock::now();
  // First, so that what fails below does not end all deadlines.
  ScheduleTick();
  // Backwards, because one that closes is replaced by the last.
  for (std::size_t i = connections_.size(); i-- > 0;) connections_[i]->OnTick();
}

void Worker::Drain() {
  asio::post(context_, [this] {
    services_.draining = true;
    for (std::size_t i = connections_.size(); i-- > 0;)
      connections_[i]->CloseIfWaiting();
  });
}

void Worker::CloseAll() {
  while (!connections_.empty()) connections_.back()->Close();
}

void Worker::Stop() {
  asio::post(context_, [this] {
    CloseAll();
    // Its handler may be queued already, out of reach of cancel().
    stopping_ = true;
    timer_.cancel();
    work_.reset();
  });
  if (thread_.joinable()) thread_.join();
}

}  // namespace agendad::daemon::http
