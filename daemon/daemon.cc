#include "daemon/daemon.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>
#include <utility>

#include "daemon/command_line.h"
#include "daemon/http/transport.h"
#include "daemon/log.h"
#include "daemon/reloader.h"
#include "daemon/service/service_manager.h"
#include "daemon/snapshot_store.h"

namespace agendad::daemon {
namespace {

namespace asio = boost::asio;

// How long clients may take to receive what they asked for before a stop.
constexpr std::chrono::seconds kStopGrace(5);

// More would only compete with the builder for small machines' cores.
constexpr unsigned kMaxHttpThreads = 4;

std::size_t HttpThreads() {
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMaxHttpThreads);
}

std::string Serving(std::size_t feeds, const std::string& url) {
  return "serving " + std::to_string(feeds) +
         (feeds == 1 ? " feed on " : " feeds on ") + url;
}

// Members in the order in which they start.
class Daemon {
 public:
  explicit Daemon(const ServeOptions& options)
      : options_(options),
        log_(Log::FormOfStandardError()),
        signals_(control_, SIGTERM, SIGINT, SIGHUP),
        reloader_(options.directory, store_,
                  [this](const Reloader::Outcome& outcome) {
                    asio::post(control_, [this, outcome] { Loaded(outcome); });
                  }) {}

  int Run() {
    WaitForSignal();
    reloader_.Request();
    control_.run();
    return exit_code_;
  }

 private:
  void WaitForSignal() {
    signals_.async_wait(
        [this](const boost::system::error_code& error, int signal) {
          if (error) return;
          if (signal != SIGHUP) {
            Stop();
            return;
          }
          if (transport_) {
            log_.Info("reading the definition again");
            NotifyReloading();
          }
          reloader_.Request();
          WaitForSignal();
        });
  }

  void Loaded(const Reloader::Outcome& outcome) {
    if (stopped_) return;
    if (!outcome.failure.empty()) {
      log_.Error(outcome.diagnostics);
      log_.Error(outcome.failure);
      if (!transport_) {
        exit_code_ = kExitFailure;
        Stop();
        return;
      }
      log_.Error("nothing was published; " + status_);
      NotifyReady("Not published: " + outcome.failure + "; still " + status_);
      return;
    }
    log_.Warn(outcome.diagnostics);
    const config::ListenAddress wanted =
        options_.listen.value_or(outcome.settings.listen);
    if (!transport_) {
      StartServing(wanted, outcome.settings.base_url);
    } else if (ToText(wanted) != ToText(listening_) ||
               outcome.settings.base_url != base_url_) {
      log_.Warn("listen and base-url change when agendad is started again");
    }
    status_ = Serving(outcome.feeds, url_);
    log_.Info(status_);
    NotifyReady(status_);
  }

  void StartServing(const config::ListenAddress& address,
                    const std::string& base_url) {
    listening_ = address;
    base_url_ = base_url;
    auto transport = std::make_unique<http::Transport>(
        http::TransportLimits{}, store_, base_url,
        [this](const std::string& message) { log_.Warn(message); });
    config::ListenAddress bound = address;
    bound.port = transport->Listen(address);
    url_ = "http://" + ToText(bound);
    transport->Start(HttpThreads());
    transport_ = std::move(transport);
  }

  void Stop() {
    stopped_ = true;
    signals_.cancel();
    if (transport_) {
      NotifyStopping();
      log_.Info("stopping");
      transport_->Stop(kStopGrace);
    }
    control_.stop();
  }

  const ServeOptions options_;
  const Log log_;
  SnapshotStore store_;
  asio::io_context control_;
  asio::signal_set signals_;
  std::unique_ptr<http::Transport> transport_;  // once there is a snapshot
  config::ListenAddress listening_;             // as it was asked for
  std::string base_url_;
  std::string url_;
  std::string status_;
  bool stopped_ = false;
  int exit_code_ = kExitFine;
  Reloader reloader_;  // last: its thread reports to all of the above
};

}  // namespace

int Serve(const ServeOptions& options) { return Daemon(options).Run(); }

}  // namespace agendad::daemon
