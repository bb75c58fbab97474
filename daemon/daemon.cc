#include "daemon/daemon.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/clock.h"
#include "daemon/command_line.h"
#include "daemon/definition_watcher.h"
#include "daemon/error_text.h"
#include "daemon/front_door.h"
#include "daemon/log.h"
#include "daemon/monitoring/monitoring.h"
#include "daemon/reloader.h"
#include "daemon/service/control_socket.h"
#include "daemon/service/service_manager.h"
#include "daemon/service/status.h"
#include "daemon/snapshot_store.h"
#include "daemon/state_directory.h"

namespace agendad::daemon {
namespace {

namespace asio = boost::asio;
using std::chrono::sys_seconds;

// How long clients may take to receive what they asked for before a stop.
constexpr std::chrono::seconds kStopGrace(5);

// How often the ledger is asked for what others published: one row.
constexpr std::chrono::seconds kFollowInterval(2);

// How long a turn of the builder may take to come to its end at a stop.
constexpr std::chrono::milliseconds kTurnGrace(500);

// Members in the order in which they start.
class Daemon {
 public:
  explicit Daemon(const ServeOptions& options)
      : options_(options),
        log_(Log::FormOfStandardError()),
        signals_(control_, SIGTERM, SIGINT, SIGHUP),
        follow_timer_(control_),
        watchdog_timer_(control_),
        watcher_(control_, options.directory, WatcherTimes{},
                 {[this] { reloader_.ReadFiles(Reloader::Asked::kNo); },
                  [this](const std::string& line) { log_.Warn(line); }}),
        reloader_(options.directory, store_,
                  [this](const Reloader::Outcome& outcome) {
                    asio::post(control_, [this, outcome] { Took(outcome); });
                  }) {
    status_.release = options.release;
    status_.started = Now();
    status_.directory = options.directory;
  }

  int Run() {
    WaitForSignal();
    WaitToFollow();
    TellAlive();
    control_.run();
    // What is killed at any moment loses nothing; who waits for a database that
    // hangs is killed by the service manager, which calls it a failure.
    if (!reloader_.EndsWithin(kTurnGrace)) std::_Exit(exit_code_);
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
          if (front_door_) {
            log_.Info("reading the definition again");
            NotifyReloading();
          }
          ReadAgain();
          WaitForSignal();
        });
  }

  void ReadAgain() { asked_ = reloader_.ReadFiles(Reloader::Asked::kYes); }

  void WaitToFollow() {
    follow_timer_.expires_after(kFollowInterval);
    follow_timer_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      reloader_.FollowLedger();
      RenewCertificate();
      WaitToFollow();
    });
  }

  // What hangs in the control thread's loop is ended, and started again.
  void TellAlive() {
    if (!watchdog_) return;
    NotifyAlive();
    watchdog_timer_.expires_after(*watchdog_);
    watchdog_timer_.async_wait([this](const boost::system::error_code& error) {
      if (!error) TellAlive();
    });
  }

  // A turn of the builder has come to its end.
  void Took(const Reloader::Outcome& outcome) {
    if (stopped_) return;
    const bool shown_anew =
        outcome.version > 0 && outcome.version != status_.outcome.version;
    if (shown_anew) status_.shown = Now();
    if (!outcome.news.empty()) log_.Warn(outcome.news);
    const bool was_asked = outcome.answered != status_.outcome.answered;
    LogWhatIsNew(outcome, was_asked);
    status_.outcome = outcome;
    if (!front_door_ && !StartServing()) return;
    monitoring_.Took(outcome.read_files, status_);
    const std::string line = StatusLine(status_);
    if (line != line_ || was_asked) log_.Info(line);
    line_ = line;
    // A turn that was under way when somebody asked is not the answer.
    if (outcome.answered == asked_) NotifyReady(line);
  }

  void LogWhatIsNew(const Reloader::Outcome& outcome, bool asked) {
    const Reloader::Outcome& before = status_.outcome;
    if (asked || outcome.diagnostics != before.diagnostics) {
      if (outcome.failure.empty()) {
        log_.Warn(outcome.diagnostics);
      } else {
        log_.Error(outcome.diagnostics);
      }
    }
    if (!outcome.failure.empty() &&
        (asked || outcome.failure != before.failure)) {
      log_.Error(outcome.failure);
      log_.Error("nothing was published");
    }
    if (outcome.ledger_failure != before.ledger_failure) {
      if (outcome.ledger_failure.empty()) {
        log_.Info("the ledger is back");
      } else {
        log_.Error("ledger: " + outcome.ledger_failure);
      }
    }
    if (front_door_ && front_door_->IsOutdated(outcome.settings) &&
        !front_door_->IsOutdated(before.settings)) {
      log_.Warn(
          "where agendad listens and base-url change when it is started again");
    }
    if (!outcome.attention.empty() &&
        (asked || outcome.attention != before.attention)) {
      log_.Warn(outcome.attention);
    }
  }

  // The first turn decides: what has nothing to serve because something is
  // wrong ends, and whoever started it is told why.
  bool StartServing() {
    const Reloader::Outcome& outcome = status_.outcome;
    const bool is_wrong =
        !outcome.failure.empty() || !outcome.ledger_failure.empty();
    if (outcome.version == 0 && is_wrong) {
      exit_code_ = kExitFailure;
      Stop();
      return false;
    }
    std::vector<PassedSocket> passed = TakePassedSockets();
    monitoring_.Start(outcome.settings, passed);
    auto door = std::make_unique<FrontDoor>(outcome.settings, options_.listen,
                                            std::move(passed), store_,
                                            monitoring_.Traffic(), log_);
    status_.url = door->Address();
    if (door->Certificate() != nullptr) Note(*door->Certificate());
    ListenForCommands(outcome.settings);
    door->Start();
    front_door_ = std::move(door);
    return true;
  }

  void RenewCertificate() {
    ServedCertificate* const certificate =
        front_door_ ? front_door_->Certificate() : nullptr;
    if (certificate == nullptr || !certificate->Renew()) return;
    Note(*certificate);
    monitoring_.Took(false, status_);
  }

  void Note(const ServedCertificate& certificate) {
    status_.certificate_ends = certificate.Ends();
    status_.certificate_failure = certificate.Failure();
  }

  // Without it feeds are served all the same.
  void ListenForCommands(const config::Settings& settings) {
    try {
      socket_ = std::make_unique<ControlSocket>(
          control_,
          RuntimeSocketPath(StateDirectory(settings, options_.directory)),
          [this](std::string_view request) { return Answer(request); });
    } catch (const std::exception& error) {
      log_.Warn("'agendad status' will not reach this daemon: " +
                ErrorText(error));
    }
  }

  std::string Answer(std::string_view request) {
    if (request.starts_with("status")) {
      status_.clients = monitoring_.Clients(status_);
    }
    if (request == "status") return StatusText(status_, Now());
    if (request == "status json") return StatusJson(status_, Now());
    if (request == "reload") {
      ReadAgain();
      return "reading the definition again\n";
    }
    if (request == "follow") {
      reloader_.FollowLedger();
      return "asking the ledger\n";
    }
    return UnknownRequest(request);
  }

  void Stop() {
    stopped_ = true;
    signals_.cancel();
    socket_.reset();
    if (front_door_) {
      NotifyStopping();
      log_.Info("stopping");
      status_.is_stopping = true;
      monitoring_.Took(false, status_);
      front_door_->Stop(kStopGrace);
      monitoring_.Stop();
    }
    control_.stop();
  }

  const ServeOptions options_;
  const Log log_;
  SnapshotStore store_;
  asio::io_context control_;
  asio::signal_set signals_;
  asio::steady_timer follow_timer_;
  asio::steady_timer watchdog_timer_;
  const std::optional<std::chrono::microseconds> watchdog_ = WatchdogInterval();
  Monitoring monitoring_{store_, log_};
  std::unique_ptr<FrontDoor> front_door_;  // after the first turn
  std::unique_ptr<ControlSocket> socket_;
  Status status_;
  std::string line_;
  std::size_t asked_ = 0;  // how many have asked to read the files again
  bool stopped_ = false;
  int exit_code_ = kExitFine;
  DefinitionWatcher watcher_;
  Reloader reloader_;  // last: its thread reports to all of the above
};

}  // namespace

int Serve(const ServeOptions& options) { return Daemon(options).Run(); }

}  // namespace agendad::daemon
