#include "daemon/http/connection_counts.h"

#include <utility>

namespace agendad::daemon::http {

ConnectionCounts::ConnectionCounts(std::size_t most,
                                   std::size_t most_by_address)
    : most_(most), most_by_address_(most_by_address) {}

bool ConnectionCounts::Reserve() {
  const std::lock_guard lock(mutex_);
  if (open_ == most_) {
    someone_waits_ = true;
    return false;
  }
  ++open_;
  return true;
}

bool ConnectionCounts::Admit(const Peer& peer) {
  if (peer.is_exempt || most_by_address_ == 0) return true;
  const std::lock_guard lock(mutex_);
  std::size_t& count = by_address_[peer.network];
  if (count == most_by_address_) return false;
  ++count;
  return true;
}

bool ConnectionCounts::GiveBack() {
  const std::lock_guard lock(mutex_);
  return FreeOne();
}

bool ConnectionCounts::Release(const Peer& peer) {
  const std::lock_guard lock(mutex_);
  if (!peer.is_exempt && most_by_address_ != 0) {
    const auto found = by_address_.find(peer.network);
    if (--found->second == 0) by_address_.erase(found);
  }
  return FreeOne();
}

bool ConnectionCounts::FreeOne() {
  if (--open_ == 0) emptied_.notify_all();
  return std::exchange(someone_waits_, false);
}

void ConnectionCounts::KeepWaiting() {
  const std::lock_guard lock(mutex_);
  someone_waits_ = true;
}

std::size_t ConnectionCounts::Open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

bool ConnectionCounts::WaitUntilNone(std::chrono::milliseconds grace) const {
  std::unique_lock lock(mutex_);
  return emptied_.wait_for(lock, grace, [this] { return open_ == 0; });
}

}  // namespace agendad::daemon::http
