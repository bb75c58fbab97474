#include "daemon/monitoring/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/monitoring/readiness.h"

namespace agendad::daemon {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using std::chrono::sys_seconds;

using Labels = std::vector<ClientMetric::Label>;

double Seconds(std::chrono::microseconds duration) {
  return std::chrono::duration<double>(duration).count();
}

double Seconds(sys_seconds instant) {
  return static_cast<double>(instant.time_since_epoch().count());
}

// The families in the order in which they are added.
class Families {
 public:
  Families& Counter(std::string name, std::string help) {
    return Add(std::move(name), std::move(help), MetricType::Counter);
  }
  Families& Gauge(std::string name, std::string help) {
    return Add(std::move(name), std::move(help), MetricType::Gauge);
  }
  Families& Histogram(std::string name, std::string help) {
    return Add(std::move(name), std::move(help), MetricType::Histogram);
  }

  // Of the family that was added last.
  template <class Number>
  Families& Is(Number number, Labels labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    const auto value = static_cast<double>(number);
    if (all_.back().type == MetricType::Counter) {
      metric.counter.value = value;
    } else {
      metric.gauge.value = value;
    }
    all_.back().metric.push_back(std::move(metric));
    return *this;
  }

  void Is(const ClientMetric& metric) { all_.back().metric.push_back(metric); }

  // Absent: the family has no value.
  void IsTime(const std::optional<sys_seconds>& instant) {
    if (instant) Is(Seconds(*instant));
  }

  std::string Text() const {
    return prometheus::TextSerializer().Serialize(all_);
  }

 private:
  Families& Add(std::string name, std::string help, MetricType type) {
    all_.push_back({std::move(name), std::move(help), type, {}});
    return *this;
  }

  std::vector<MetricFamily> all_;
};

ClientMetric HistogramOf(const http::TrafficTotals& traffic) {
  ClientMetric metric;
  auto& histogram = metric.histogram;
  for (std::size_t i = 0; i < traffic.durations.size(); ++i) {
    histogram.sample_count += traffic.durations.at(i);
    const double bound = i < http::kDurations.size()
                             ? Seconds(http::kDurations.at(i))
                             : std::numeric_limits<double>::infinity();
    histogram.bucket.push_back({histogram.sample_count, bound});
  }
  histogram.sample_sum = Seconds(traffic.duration);
  return metric;
}

// What nobody ever asked for is left out: a hundred feeds have seven statuses.
void AddRequests(const http::TrafficTotals& traffic, Families& families) {
  families.Counter("agendad_http_requests_total",
                   "Requests that were answered, by feed ('-': none) and "
                   "status.");
  for (const auto& [link, totals] : traffic.links) {
    for (std::size_t i = 0; i < totals.answers.size(); ++i) {
      const std::uint64_t count = totals.answers.at(i);
      if (count == 0) continue;
      const bool is_known = i < http::kStatuses.size();
      families.Is(count,
                  {{"feed", link},
                   {"status", is_known ? std::to_string(http::kStatuses.at(i))
                                       : "other"}});
    }
  }
}

void AddTraffic(const http::TrafficTotals& traffic, Families& families) {
  AddRequests(traffic, families);
  families
      .Counter("agendad_http_response_bytes_total",
               "Octets of answers, heads and bodies.")
      .Is(traffic.octets);
  families.Counter("agendad_http_response_body_bytes_total",
                   "Octets of answers' bodies, by content coding.");
  for (std::size_t i = 0; i < feeds::kContentCodings; ++i) {
    families.Is(
        traffic.body_octets.at(i),
        {{"coding",
          std::string(feeds::ToText(static_cast<feeds::ContentCoding>(i)))}});
  }
  families
      .Histogram("agendad_http_request_duration_seconds",
                 "From the last octet of a request to the last of its answer "
                 "given to the system.")
      .Is(HistogramOf(traffic));
  std::uint64_t closed = 0;
  families.Counter("agendad_http_connections_closed_total",
                   "Connections that came to their end, by what ended them.");
  for (std::size_t i = 0; i < http::kConnectionEnds; ++i) {
    closed += traffic.closed.at(i);
    families.Is(traffic.closed.at(i),
                {{"reason", std::string(http::kConnectionEndNames.at(i))}});
  }
  families
      .Counter("agendad_http_connections_accepted_total",
               "Connections that were accepted.")
      .Is(traffic.opened);
  families.Gauge("agendad_http_connections_open", "Connections that there are.")
      .Is(traffic.opened - closed);
  families
      .Counter("agendad_http_accept_failures_total",
               "Failures to accept a connection, as without descriptors.")
      .Is(traffic.accept_failures);
  families
      .Counter("agendad_http_connections_refused_total",
               "Connections closed at once, because their address had as many "
               "as it may.")
      .Is(traffic.crowded);
  families.Counter("agendad_http_refusals_total",
                   "Requests that were refused unread, by what was wrong.");
  for (std::size_t i = 0; i < traffic.refused.size(); ++i) {
    const bool is_known = i < http::kRefusals.size();
    families.Is(traffic.refused.at(i),
                {{"reason", is_known ? std::string(http::kRefusals.at(i).name)
                                     : "other"}});
  }
  families
      .Counter("agendad_access_log_lost_total",
               "Lines that the access log had no room for.")
      .Is(traffic.lost_accesses);
}

void AddFeeds(const Measured& measured, Families& families) {
  families.Gauge("agendad_feed_events", "Events in a feed.");
  if (measured.snapshot != nullptr) {
    for (const auto& feed : measured.snapshot->Feeds()) {
      families.Is(feed->events.size(), {{"feed", feed->id}});
    }
  }
  families.Gauge("agendad_feed_changed_timestamp_seconds",
                 "When a feed began to say what it says now.");
  for (const auto& [id, state] : measured.status.feeds) {
    families.Is(Seconds(state.changed), {{"feed", id}});
  }
  const auto seen = ClientsSeen(measured.traffic, measured.status.feeds);
  const auto labels = [](const ClientSeen& client) {
    return Labels{{"feed", client.feed},
                  {"client", std::string(http::ToText(client.family))}};
  };
  families.Gauge("agendad_feed_client_last_fetch_timestamp_seconds",
                 "When a kind of client last fetched a feed (200 or 304).");
  for (const auto& client : seen) {
    families.Is(Seconds(client.fetched), labels(client));
  }
  families.Gauge("agendad_feed_client_current",
                 "1 if that last fetch gave what the feed says now.");
  for (const auto& client : seen) {
    families.Is(client.is_current ? 1 : 0, labels(client));
  }
}

void AddStatus(const Status& status, Families& families) {
  const auto& outcome = status.outcome;
  families.Gauge("agendad_build_info", "1, with the release as a label.")
      .Is(1, {{"version", status.release}});
  families.Gauge("agendad_ready", "1 if /readyz answers 200.")
      .Is(IsReady(status) ? 1 : 0);
  families
      .Gauge("agendad_definition_good",
             "0 if what is wrong in the files keeps them from people.")
      .Is(outcome.failure.empty() ? 1 : 0);
  families.Gauge("agendad_ledger_reachable", "0 if the ledger is out of reach.")
      .Is(outcome.ledger_failure.empty() ? 1 : 0);
  families
      .Gauge("agendad_attention",
             "1 if what was written waits for somebody to publish it.")
      .Is(outcome.attention.empty() ? 0 : 1);
  families
      .Gauge("agendad_diagnostics",
             "What was found in the files when they were read last.")
      .Is(outcome.errors, {{"severity", "error"}})
      .Is(outcome.warnings, {{"severity", "warning"}});
  families
      .Counter("agendad_reloads_total",
               "Times that the files were read, by what came of it.")
      .Is(status.reloads.good, {{"result", "good"}})
      .Is(status.reloads.broken, {{"result", "broken"}})
      .Is(status.reloads.unreachable, {{"result", "ledger_unreachable"}});
  families.Gauge("agendad_last_reload_timestamp_seconds",
                 "When the files were read last.");
  families.IsTime(status.read);
  families.Gauge("agendad_last_successful_reload_timestamp_seconds",
                 "When the files were last read and nothing was broken.");
  families.IsTime(status.read_well);
  families.Gauge("agendad_snapshot_version", "The version that is served.")
      .Is(outcome.version);
  families.Gauge("agendad_snapshot_published_timestamp_seconds",
                 "When that version was published.");
  if (outcome.version > 0) families.IsTime(outcome.published);
  families.Gauge("agendad_tls_certificate_not_after_timestamp_seconds",
                 "When the certificate in use ends.");
  families.IsTime(status.certificate_ends);
  families.Gauge("agendad_snapshot_shown_timestamp_seconds",
                 "When this daemon began to serve it.");
  families.IsTime(status.shown);
}

void AddProcess(const Measured& measured, Families& families) {
  const ProcessUsage& usage = measured.usage;
  families
      .Counter("process_cpu_seconds_total", "Processor time of all threads.")
      .Is(Seconds(usage.processor));
  families.Gauge("process_resident_memory_bytes", "Resident memory.")
      .Is(usage.resident_octets);
  families.Gauge("process_open_fds", "Open descriptors.")
      .Is(usage.open_descriptors);
  families.Gauge("process_max_fds", "How many it may open.")
      .Is(usage.most_descriptors);
  families.Gauge("process_start_time_seconds", "When the daemon was started.");
  families.IsTime(measured.status.started);
}

}  // namespace

std::string MetricsText(const Measured& measured) {
  Families families;
  AddStatus(measured.status, families);
  AddTraffic(measured.traffic, families);
  AddFeeds(measured, families);
  AddProcess(measured, families);
  return families.Text();
}

}  // namespace agendad::daemon
