#include "daemon/service/status.h"

#include <algorithm>
#include <vector>

#include "config/json_string.h"
#include "daemon/count_text.h"
#include "daemon/instant_text.h"

namespace agendad::daemon {
namespace {

using config::JsonString;
using std::chrono::sys_seconds;

std::string Ago(sys_seconds then, sys_seconds now) {
  // Another machine's clock may be ahead of this one.
  const auto seconds = std::max((now - then).count(), sys_seconds::rep{0});
  if (seconds < 120) return Count(static_cast<std::size_t>(seconds), "second");
  if (seconds < 7200) return std::to_string(seconds / 60) + " minutes";
  if (seconds < 172'800) return std::to_string(seconds / 3600) + " hours";
  return std::to_string(seconds / 86'400) + " days";
}

// Everything that somebody should see to, the worst first.
std::vector<std::string> Troubles(const Status& status) {
  const auto& outcome = status.outcome;
  std::vector<std::string> troubles;
  if (status.is_stopping) troubles.emplace_back("stopping");
  if (!outcome.failure.empty()) {
    troubles.push_back("not published: " + outcome.failure);
  }
  if (!outcome.ledger_failure.empty()) {
    troubles.push_back("ledger out of reach: " + outcome.ledger_failure);
  }
  if (!status.certificate_failure.empty()) {
    troubles.push_back("certificate: " + status.certificate_failure);
  }
  if (!outcome.attention.empty()) troubles.push_back(outcome.attention);
  return troubles;
}

std::string Serving(const Status& status) {
  const auto& outcome = status.outcome;
  if (status.url.empty()) return "not serving";
  if (outcome.awaits_program) {
    return "no program yet: put directory.yaml and programs/*.yaml into " +
           status.directory + "; listening on " + status.url;
  }
  if (outcome.version == 0) {
    return "nothing is published yet; listening on " + status.url;
  }
  return "serving " + Count(outcome.feeds, "feed") + " on " + status.url +
         " (version " + std::to_string(outcome.version) + ")";
}

void AddLine(const std::string& name, const std::string& value,
             std::string& text) {
  text += name + ": " + value + "\n";
}

std::string ClientsJson(const std::vector<ClientSeen>& clients) {
  std::string json = "[";
  for (const auto& client : clients) {
    if (json.size() > 1) json += ',';
    json += "{\"feed\":" + JsonString(client.feed) + ",\"client\":" +
            JsonString(std::string(http::ToText(client.family))) +
            ",\"fetched\":" + JsonString(ToRfc3339(client.fetched)) +
            ",\"current\":" + (client.is_current ? "true" : "false") + "}";
  }
  return json + "]";
}

std::string Optional(const std::optional<sys_seconds>& instant) {
  return instant ? JsonString(ToRfc3339(*instant)) : "null";
}

}  // namespace

std::string StatusLine(const Status& status) {
  std::string line = Serving(status);
  for (const auto& trouble : Troubles(status)) line += "; " + trouble;
  return line;
}

std::string StatusText(const Status& status, sys_seconds now) {
  const auto& outcome = status.outcome;
  std::string text;
  AddLine("agendad", status.release + ", " + Serving(status), text);
  if (outcome.version > 0) {
    AddLine("version",
            std::to_string(outcome.version) + ", published " +
                ToRfc3339(outcome.published) + " (" +
                Ago(outcome.published, now) + " ago)",
            text);
    AddLine("programs", std::to_string(outcome.programs), text);
    AddLine("feeds", std::to_string(outcome.feeds), text);
  }
  if (status.shown) AddLine("shown for", Ago(*status.shown, now), text);
  if (status.read) {
    AddLine("files read",
            ToRfc3339(*status.read) + " (" + Ago(*status.read, now) + " ago)",
            text);
  }
  AddLine("ledger", outcome.ledger, text);
  if (status.certificate_ends) {
    AddLine("certificate ends", ToRfc3339(*status.certificate_ends), text);
  }
  for (const auto& trouble : Troubles(status)) {
    AddLine("attention", trouble, text);
  }
  for (const auto& client : status.clients) {
    AddLine("seen by",
            std::string(http::ToText(client.family)) + ", " + client.feed +
                ", " + Ago(client.fetched, now) + " ago" +
                (client.is_current ? "" : ", before the last change"),
            text);
  }
  return text + outcome.diagnostics;
}

std::string StatusJson(const Status& status, sys_seconds now) {
  const auto& outcome = status.outcome;
  std::string json = "{\"agendad\":" + JsonString(status.release) +
                     ",\"url\":" + JsonString(status.url) +
                     ",\"version\":" + std::to_string(outcome.version);
  json += ",\"published\":" + Optional(outcome.version > 0
                                           ? std::optional(outcome.published)
                                           : std::nullopt);
  json +=
      ",\"programs\":" + std::to_string(outcome.programs) +
      ",\"feeds\":" + std::to_string(outcome.feeds) +
      ",\"shown\":" + Optional(status.shown) + ",\"snapshot_age\":" +
      (status.shown ? std::to_string((now - *status.shown).count()) : "null");
  json += ",\"files_read\":" + Optional(status.read) +
          ",\"ledger\":" + JsonString(outcome.ledger) +
          ",\"certificate_ends\":" + Optional(status.certificate_ends) +
          ",\"certificate_failure\":" + JsonString(status.certificate_failure) +
          ",\"failure\":" + JsonString(outcome.failure) +
          ",\"ledger_failure\":" + JsonString(outcome.ledger_failure) +
          ",\"awaits_program\":" + (outcome.awaits_program ? "true" : "false") +
          ",\"attention\":" + JsonString(outcome.attention) +
          ",\"diagnostics\":" + JsonString(outcome.diagnostics) +
          ",\"clients\":" + ClientsJson(status.clients);
  return json + "}\n";
}

}  // namespace agendad::daemon
