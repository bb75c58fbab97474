// The line that each answer has in the log: which feed, its status, octets,
// time and kind of client. Never an address, a path or a query: who subscribes
// to what is nobody's business, and a path may be a secret.
//
// A thread of its own takes them from the HTTP threads' queues five times a
// second; those never wait for it.
#ifndef AGENDAD_DAEMON_MONITORING_ACCESS_LOG_H_
#define AGENDAD_DAEMON_MONITORING_ACCESS_LOG_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "daemon/http/traffic.h"

namespace agendad::daemon {

// "cspen 304 211 octets 85 us google"
std::string AccessLine(const http::Access& access);

class AccessLog {
 public:
  // Both are called on the log's thread; what they throw is lost.
  using Write = std::function<void(const http::Access&)>;
  using Warn = std::function<void(const std::string&)>;

  // `traffic` logs accesses, and outlives the log.
  AccessLog(const http::Traffic& traffic, Write write, Warn warn);
  // Writes what has been queued.
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

 private:
  void Run();
  void WriteAll();

  const http::Traffic& traffic_;
  const Write write_;
  const Warn warn_;
  std::uint64_t told_ = 0;  // of those that were lost
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;  // under mutex_
  std::thread thread_;     // last: it uses all of the above
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_MONITORING_ACCESS_LOG_H_
