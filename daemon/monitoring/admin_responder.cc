#include "daemon/monitoring/admin_responder.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/monitoring/metrics.h"
#include "daemon/monitoring/readiness.h"

namespace agendad::daemon {
namespace {

constexpr std::string_view kNoStore = "no-store";

void Write(int status, std::string text, http::Answer& answer) {
  const auto owner = std::make_shared<const std::string>(std::move(text));
  http::WritePlainText(status, kNoStore, *owner, answer);
  answer.owner = owner;
}

}  // namespace

void AdminResponder::Respond(const http::Request& request,
                             http::Answer& answer) const {
  answer.Clear();
  if (request.path == "/healthz") {
    return http::WritePlainText(200, kNoStore, "alive\n", answer);
  }
  if (request.path == "/") {
    return http::WritePlainText(200, kNoStore, "/healthz\n/metrics\n/readyz\n",
                                answer);
  }
  const auto status = statuses_.Current();
  if (request.path == "/readyz") {
    return Write(IsReady(*status) ? 200 : 503, ReadinessText(*status), answer);
  }
  if (request.path == "/metrics") {
    const auto snapshot = snapshots_.Current();
    const http::TrafficTotals traffic = traffic_.Totals();
    const auto text = std::make_shared<const std::string>(
        MetricsText({traffic, *status, snapshot.get(), UsageOfThisProcess()}));
    http::AddField(answer, "Content-Type",
                   "text/plain; version=0.0.4; charset=utf-8");
    http::AddField(answer, "Cache-Control", kNoStore);
    answer.body.Add(*text);
    answer.owner = text;
    return;
  }
  http::WritePlainText(404, kNoStore, "There is nothing here\n", answer);
}

}  // namespace agendad::daemon
