// How the daemon fares, from the control thread to whoever asks on another one.
#ifndef AGENDAD_DAEMON_MONITORING_STATUS_STORE_H_
#define AGENDAD_DAEMON_MONITORING_STATUS_STORE_H_

#include <memory>
#include <mutex>
#include <utility>

#include "daemon/service/status.h"

namespace agendad::daemon {

// Any thread.
class StatusStore {
 public:
  void Show(const Status& status) {
    auto shown = std::make_shared<const Status>(status);
    const std::lock_guard lock(mutex_);
    current_.swap(shown);
  }

  // Never null.
  std::shared_ptr<const Status> Current() const {
    const std::lock_guard lock(mutex_);
    return current_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Status> current_ = std::make_shared<const Status>();
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_MONITORING_STATUS_STORE_H_
