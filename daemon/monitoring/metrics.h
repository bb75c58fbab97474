// Everything that Prometheus is told, in its text format (0.0.4). The only file
// that knows prometheus-cpp; nothing is kept between two scrapes, as those who
// do the work count, and the families are made of their numbers.
//
// Base units (seconds, bytes); the labels' values are those of the snapshot and
// of short tables, so that no stranger can add one. Pure; any thread.
#ifndef AGENDAD_DAEMON_MONITORING_METRICS_H_
#define AGENDAD_DAEMON_MONITORING_METRICS_H_

#include <chrono>
#include <string>

#include "daemon/http/traffic_totals.h"
#include "daemon/monitoring/process_usage.h"
#include "daemon/service/status.h"
#include "feeds/snapshot.h"

namespace agendad::daemon {

struct Measured {
  const http::TrafficTotals& traffic;
  const Status& status;
  const feeds::Snapshot* snapshot = nullptr;  // null: nothing is served
  ProcessUsage usage;
};

std::string MetricsText(const Measured& measured);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_MONITORING_METRICS_H_
