// One HTTP thread: its event loop and the connections that live on it.
//
// A connection never changes its worker, so nothing but the snapshot pointer
// is shared between them. Adopt(), Drain() and Stop() may be called from any
// thread; the rest runs on the worker's own.
#ifndef AGENDAD_DAEMON_HTTP_WORKER_H_
#define AGENDAD_DAEMON_HTTP_WORKER_H_

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "daemon/http/arrival.h"
#include "daemon/http/connection.h"

namespace agendad::daemon::http {

class Worker {
 public:
  // `on_closed` is called on the worker's thread, once for each arrival.
  // All references outlive the worker.
  Worker(const TransportLimits& limits, WorkerTraffic& traffic,
         BodyFiles& body_files, std::function<void(const Peer&)> on_closed);
  // After Start(), Stop() comes first.
  ~Worker();

  void Start();

  boost::asio::io_context& Context() { return context_; }
  WorkerTraffic& Counts() { return services_.traffic; }

  // Serves a client.
  void Adopt(Arrival arrival);

  // Waiting connections close; each other one after its next answer.
  void Drain();

  // Closes what is left and ends the thread.
  void Stop();

 private:
  void Run();
  void Remove(Connection& connection);
  void ScheduleTick();
  void Tick();
  void CloseAll();

  boost::asio::io_context context_;
  ConnectionServices services_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_;
  boost::asio::steady_timer timer_;
  std::chrono::milliseconds tick_;
  bool stopping_ = false;
  std::function<void(const Peer&)> on_closed_;
  std::vector<std::shared_ptr<Connection>> connections_;
  std::thread thread_;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_WORKER_H_
