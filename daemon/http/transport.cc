#include "daemon/http/transport.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <future>
#include <utility>

#include "daemon/file_descriptor.h"
#include "daemon/http/listener.h"
#include "daemon/http/worker.h"

namespace agendad::daemon::http {
namespace {

// Threads inherit the mask of who starts them.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

}  // namespace

Transport::Transport(const TransportLimits& limits, const SnapshotStore& store,
                     std::string base_url, Report report)
    : limits_(limits),
      application_(store, std::move(base_url)),
      report_(std::move(report)) {}

Transport::~Transport() { Stop(std::chrono::milliseconds(0)); }

std::uint16_t Transport::Listen(const config::ListenAddress& address) {
  std::vector<FileDescriptor> opened = OpenListeningSockets(address);
  const std::uint16_t port = PortOf(opened.front());
  std::move(opened.begin(), opened.end(), std::back_inserter(sockets_));
  return port;
}

void Transport::Start(std::size_t threads) {
  for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i) {
    workers_.push_back(
        std::make_unique<Worker>(limits_, application_, [this] { Release(); }));
  }
  OpenListeners();
  const SignalsBlocked blocked;
  try {
    for (const auto& worker : workers_) worker->Start();
  } catch (...) {
    EndThreads();
    throw;
  }
}

void Transport::OpenListeners() {
  Listener::Callbacks callbacks;
  callbacks.reserve = [this] { return Reserve(); };
  callbacks.give_back = [this] { Release(); };
  callbacks.accepted = [this](FileDescriptor socket, int family) {
    HandOut(std::move(socket), family);
  };
  callbacks.report = report_;
  for (FileDescriptor& socket : sockets_) {
    listeners_.push_back(std::make_unique<Listener>(
        workers_.front()->Context(), std::move(socket), limits_.accept_rest,
        callbacks));
    listeners_.back()->Resume();
  }
  sockets_.clear();
}

bool Transport::Reserve() {
  const std::lock_guard lock(mutex_);
  if (open_ == limits_.connections) {
    someone_waits_ = true;
    return false;
  }
  ++open_;
  return true;
}

void Transport::Release() {
  bool resume = false;
  {
    const std::lock_guard lock(mutex_);
    resume = std::exchange(someone_waits_, false);
    if (--open_ == 0) emptied_.notify_all();
  }
  if (!resume) return;
  boost::asio::post(workers_.front()->Context(), [this] {
    for (const auto& listener : listeners_) listener->Resume();
  });
}

void Transport::HandOut(FileDescriptor socket, int family) {
  next_worker_ = (next_worker_ + 1) % workers_.size();
  workers_[next_worker_]->Adopt(std::move(socket), family);
}

void Transport::CloseListeners() {
  std::promise<void> closed;
  boost::asio::post(workers_.front()->Context(), [this, &closed] {
    for (const auto& listener : listeners_) listener->Close();
    closed.set_value();
  });
  closed.get_future().wait();
}

void Transport::WaitUntilEmpty(std::chrono::milliseconds grace) {
  std::unique_lock lock(mutex_);
  emptied_.wait_for(lock, grace, [this] { return open_ == 0; });
}

void Transport::Stop(std::chrono::milliseconds grace) {
  sockets_.clear();
  if (workers_.empty()) return;
  CloseListeners();
  for (const auto& worker : workers_) worker->Drain();
  WaitUntilEmpty(grace);
  EndThreads();
}

void Transport::EndThreads() {
  for (const auto& worker : workers_) worker->Stop();
  // They belong to the first worker's event loop.
  listeners_.clear();
  workers_.clear();
}

std::size_t Transport::OpenConnections() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

}  // namespace agendad::daemon::http
