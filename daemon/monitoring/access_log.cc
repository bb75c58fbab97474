#include "daemon/monitoring/access_log.h"

#include <signal.h>

#include <chrono>
#include <exception>
#include <utility>

namespace agendad::daemon {
namespace {

constexpr std::chrono::milliseconds kInterval(200);

}  // namespace

std::string AccessLine(const http::Access& access) {
  return *access.link + " " + std::to_string(access.status) + " " +
         std::to_string(access.octets) + " octets " +
         std::to_string(access.duration.count()) + " us " +
         std::string(http::ToText(access.family));
}

AccessLog::AccessLog(const http::Traffic& traffic, Write write, Warn warn)
    : traffic_(traffic),
      write_(std::move(write)),
      warn_(std::move(warn)),
      thread_([this] { Run(); }) {}

AccessLog::~AccessLog() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_one();
  thread_.join();
}

void AccessLog::Run() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);  // the control thread's business
  bool stopping = false;
  while (!stopping) {
    {
      std::unique_lock lock(mutex_);
      stopping =
          stopped_.wait_for(lock, kInterval, [this] { return stopping_; });
    }
    try {
      WriteAll();
    } catch (const std::exception&) {
      // A line of a log is no reason to end.
    }
  }
}

void AccessLog::WriteAll() {
  std::uint64_t lost = 0;
  for (http::AccessQueue* const queue : traffic_.Queues()) {
    http::Access access;
    while (queue->Take(access)) write_(access);
    lost += queue->Lost();
  }
  if (lost == told_) return;
  warn_("the access log had no room for " + std::to_string(lost - told_) +
        " answers");
  told_ = lost;
}

}  // namespace agendad::daemon
