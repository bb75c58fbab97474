#include "daemon/monitoring/monitoring.h"

#include <array>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include "daemon/clock.h"
#include "daemon/error_text.h"
#include "daemon/http/listening_socket.h"
#include "daemon/service/journal.h"

namespace agendad::daemon {
namespace {

// To the admin's address: of the descriptors that clients of feeds never get.
constexpr std::size_t kMostConnections = 32;

void WriteAccess(const http::Access& access) {
  const std::array fields = {
      "MESSAGE=" + AccessLine(access),
      "AGENDAD_FEED=" + *access.link,
      "AGENDAD_STATUS=" + std::to_string(access.status),
      "AGENDAD_OCTETS=" + std::to_string(access.octets),
      "AGENDAD_DURATION_USEC=" + std::to_string(access.duration.count()),
      "AGENDAD_CLIENT=" + std::string(http::ToText(access.family))};
  WriteToJournal(fields);
}

// Of the settings, what is about this folder.
std::pair<std::string, bool> What(const config::Settings& settings) {
  return {settings.admin ? ToText(*settings.admin) : "", settings.access_log};
}

}  // namespace

Monitoring::Monitoring(const SnapshotStore& snapshots, const Log& log)
    : snapshots_(snapshots),
      log_(log),
      responder_(snapshots, statuses_, traffic_) {}

Monitoring::~Monitoring() { Stop(); }

void Monitoring::Start(const config::Settings& settings,
                       std::vector<PassedSocket>& passed) {
  started_with_ = settings;
  if (settings.access_log) {
    traffic_.LogAccesses();
    const bool is_journal =
        Log::FormOfStandardError() == Log::Form::kForJournal;
    access_log_ = std::make_unique<AccessLog>(
        traffic_,
        [this, is_journal](const http::Access& access) {
          if (is_journal) return WriteAccess(access);
          log_.Info(AccessLine(access));
        },
        [this](const std::string& line) { log_.Warn(line); });
  }
  std::vector<FileDescriptor> sockets;
  std::erase_if(passed, [&sockets](PassedSocket& socket) {
    if (socket.name != "admin") return false;
    sockets.push_back(std::move(socket.socket));
    return true;
  });
  if (sockets.empty() && !settings.admin) return;
  try {
    Listen(settings.admin, std::move(sockets));
  } catch (const std::exception& error) {
    transport_.reset();
    log_.Warn("nobody can ask at the admin's address: " + ErrorText(error));
  }
}

void Monitoring::Listen(const std::optional<config::ListenAddress>& address,
                        std::vector<FileDescriptor> passed) {
  http::TransportLimits limits;
  limits.connections = kMostConnections;
  transport_ = std::make_unique<http::Transport>(
      limits, own_traffic_,
      [this](const std::string& line) { log_.Warn(line); });
  std::vector<std::string> had;
  for (FileDescriptor& socket : passed) {
    const auto where = http::AddressOf(socket);
    if (!config::ParseAdminAddress(ToText(where))) {
      throw std::runtime_error("systemd passed " + ToText(where) +
                               ", which other machines can reach");
    }
    had.push_back(ToText(transport_->Listen(std::move(socket), responder_)));
  }
  if (had.empty() && address)
    had.push_back(ToText(transport_->Listen(*address, responder_)));
  for (const std::string& where : had)
    log_.Info("the admin's address is " + where);
}

void Monitoring::Took(bool read_files, Status& status) {
  const auto& outcome = status.outcome;
  if (read_files) {
    status.read = Now();
    if (!outcome.failure.empty()) {
      ++status.reloads.broken;
    } else if (!outcome.ledger_failure.empty()) {
      ++status.reloads.unreachable;
    } else {
      ++status.reloads.good;
      status.read_well = status.read;
    }
  }
  if (const auto snapshot = snapshots_.Current()) {
    // What stood before this daemon began changed when it was published, or
    // before that.
    status.feeds =
        StatesAfter(*snapshot, status.feeds,
                    status.feeds.empty() ? outcome.published : Now());
  }
  statuses_.Show(status);
  // Who asks before there is a status waits for it.
  if (transport_ && !answers_) transport_->Start(1);
  answers_ = true;
  TellWhatWaits(outcome.settings);
}

void Monitoring::TellWhatWaits(const config::Settings& settings) {
  const bool waits = started_with_ && What(settings) != What(*started_with_);
  if (waits && !told_) {
    log_.Warn("admin and access-log change when agendad is started again");
  }
  told_ = waits;
}

std::vector<ClientSeen> Monitoring::Clients(const Status& status) const {
  return ClientsSeen(traffic_.Totals(), status.feeds);
}

void Monitoring::Stop() {
  if (transport_) transport_->Stop(std::chrono::milliseconds(0));
  transport_.reset();
  access_log_.reset();
}

}  // namespace agendad::daemon
