#include "daemon/http/transport.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <future>
#include <new>
#include <utility>

#include "daemon/http/listener.h"
#include "daemon/http/listening_socket.h"
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

Transport::Transport(const TransportLimits& limits, Traffic& traffic,
                     Report report)
    : limits_(limits),
      traffic_(traffic),
      report_(std::move(report)),
      counts_(limits.connections, limits.connections_per_address) {}

Transport::~Transport() { Stop(std::chrono::milliseconds(0)); }

void Transport::Trust(std::vector<config::AddressRange> proxies) {
  trusted_proxies_ = std::move(proxies);
}

void Transport::UseCertificate(std::shared_ptr<const TlsContext> tls) {
  const std::lock_guard lock(mutex_);
  tls_ = std::move(tls);
}

config::ListenAddress Transport::Listen(const config::ListenAddress& address,
                                        const Responder& responder,
                                        Channel channel) {
  if (address.IsUnix()) {
    socket_files_.push_back(
        std::make_unique<SocketFile>(address.path, "HTTP socket"));
    FileDescriptor socket(socket_files_.back()->ReleaseDescriptor());
    ::listen(socket.Get(), SOMAXCONN);  // a longer queue than it had
    doors_.push_back({std::move(socket), &responder, channel});
    return address;
  }
  config::ListenAddress listening = address;
  for (FileDescriptor& opened : OpenListeningSockets(address)) {
    listening.port = AddressOf(opened).port;
    doors_.push_back({std::move(opened), &responder, channel});
  }
  return listening;
}

config::ListenAddress Transport::Listen(FileDescriptor socket,
                                        const Responder& responder,
                                        Channel channel) {
  config::ListenAddress address = AddressOf(socket);
  const int flags = ::fcntl(socket.Get(), F_GETFL);
  ::fcntl(socket.Get(), F_SETFL, flags | O_NONBLOCK);
  doors_.push_back({std::move(socket), &responder, channel});
  return address;
}

void Transport::Start(std::size_t threads) {
  for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i) {
    workers_.push_back(std::make_unique<Worker>(
        limits_, traffic_.AddWorker(), body_files_,
        [this](const Peer& peer) { Resume(counts_.Release(peer)); }));
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
  for (Door& door : doors_) {
    Listener::Callbacks callbacks;
    callbacks.reserve = [this] { return counts_.Reserve(); };
    callbacks.give_back = [this] { Resume(counts_.GiveBack()); };
    callbacks.accepted = [this, responder = door.responder,
                          channel = door.channel](
                             FileDescriptor socket,
                             const sockaddr_storage& address) {
      HandOut({std::move(socket), PeerOf(address, trusted_proxies_), responder},
              channel);
    };
    callbacks.report = report_;
    callbacks.failed = [this] { workers_.front()->Counts().AcceptFailed(); };
    listeners_.push_back(std::make_unique<Listener>(
        workers_.front()->Context(), std::move(door.socket),
        limits_.accept_rest, std::move(callbacks)));
    listeners_.back()->Resume();
  }
  doors_.clear();
}

// On the first worker's thread if a listener calls, else on any worker's.
void Transport::Resume(bool somebody_waits) {
  if (!somebody_waits) return;
  try {
    boost::asio::post(workers_.front()->Context(), [this] {
      for (const auto& listener : listeners_) listener->Resume();
    });
  } catch (const std::bad_alloc&) {
    counts_.KeepWaiting();
  }
}

void Transport::HandOut(Arrival arrival, Channel channel) {
  const Peer peer = arrival.peer;
  try {
    if (!counts_.Admit(peer)) {
      Resume(counts_.GiveBack());
      return TellOfCrowd();
    }
  } catch (const std::bad_alloc&) {
    Resume(counts_.GiveBack());
    throw;
  }
  try {
    if (channel == Channel::kTls) {
      const std::lock_guard lock(mutex_);
      arrival.tls = tls_;
    }
    next_worker_ = (next_worker_ + 1) % workers_.size();
    workers_[next_worker_]->Adopt(std::move(arrival));
  } catch (const std::bad_alloc&) {
    Resume(counts_.Release(peer));
    throw;
  }
}

// Whose address it is stays untold: nobody's is kept.
void Transport::TellOfCrowd() {
  workers_.front()->Counts().Crowded();
  constexpr std::chrono::hours kBetween(1);
  const auto now = std::chrono::steady_clock::now();
  if (told_of_crowd_ && now - *told_of_crowd_ < kBetween) return;
  told_of_crowd_ = now;
  report_("one address has " + std::to_string(limits_.connections_per_address) +
          " connections, and more of it are closed at once; a proxy belongs "
          "into trusted-proxies");
}

void Transport::CloseListeners() {
  std::promise<void> closed;
  boost::asio::post(workers_.front()->Context(), [this, &closed] {
    for (const auto& listener : listeners_) listener->Close();
    closed.set_value();
  });
  closed.get_future().wait();
}

void Transport::Stop(std::chrono::milliseconds grace) {
  doors_.clear();
  for (const auto& file : socket_files_) file->Remove();
  if (workers_.empty()) return;
  CloseListeners();
  for (const auto& worker : workers_) worker->Drain();
  counts_.WaitUntilNone(grace);
  EndThreads();
}

void Transport::EndThreads() {
  for (const auto& worker : workers_) worker->Stop();
  // They belong to the first worker's event loop.
  listeners_.clear();
  workers_.clear();
}

std::size_t Transport::OpenConnections() const { return counts_.Open(); }

}  // namespace agendad::daemon::http
