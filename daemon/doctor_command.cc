#include "daemon/doctor_command.h"

#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/clock.h"
#include "daemon/command_line.h"
#include "daemon/count_text.h"
#include "daemon/doctor/checks.h"
#include "daemon/doctor/report.h"
#include "daemon/doctor/visit.h"
#include "daemon/http/grammar.h"
#include "daemon/output.h"

namespace agendad::daemon {
namespace {

using doctor::Check;
using doctor::FeedRecord;
using doctor::FeedReport;
using doctor::Level;
using doctor::Url;
using doctor::Visitor;

constexpr Check kList = {"list", "P14"};

// The addresses of a list as agendad's "/" gives it: one a line, nothing else.
// Empty if it is none.
std::vector<Url> ListedFeeds(const FeedRecord& feed) {
  std::vector<Url> urls;
  if (!feed.first.IsWhole() || feed.first.status != 200) return urls;
  std::string_view rest = feed.text;
  while (!rest.empty()) {
    const std::string_view line = http::TakeUntil('\n', rest);
    if (line.empty()) continue;
    auto url = doctor::ParseUrl(line);
    if (!url) return {};
    urls.push_back(std::move(*url));
  }
  return urls;
}

FeedReport Report(FeedRecord feed, Visitor& visitor) {
  FeedReport report{doctor::ToText(feed.asked), {}};
  auto& findings = report.findings;
  doctor::CheckUrl(feed.asked, findings);
  visitor.Examine(feed);
  std::set<std::string> origins;
  for (const auto& hop : feed.hops) {
    const Url& passed = hop.request.url;
    if (origins.insert(doctor::Origin(passed)).second) {
      doctor::CheckServer(visitor.ServerOf(passed), Now(), findings);
    }
  }
  const Url& url = feed.first.request.url;
  const doctor::ServerRecord& server = visitor.ServerOf(url);
  if (!origins.contains(doctor::Origin(url))) {
    doctor::CheckServer(server, Now(), findings);
  }
  doctor::CheckRobots(server, url.target, findings);
  if (!doctor::CheckAnswer(feed, findings)) return report;
  doctor::CheckFields(feed, findings);
  doctor::CheckValidators(feed, findings);
  doctor::CheckAgents(feed, findings);
  const auto text = doctor::ReadCalendar(feed.text);
  doctor::CheckBytes(feed.text, text, findings);
  doctor::CheckCalendar(text, findings);
  doctor::CheckEvents(text, findings);
  doctor::CheckEventTexts(text, findings);
  return report;
}

FeedReport ReportOnList(const Url& root, const std::vector<Url>& urls,
                        std::size_t most) {
  FeedReport report{doctor::ToText(root), {}};
  report.findings.Ok(
      kList, "The address lists " + Count(urls.size(), "feed") +
                 (urls.size() > most ? "; the first " + std::to_string(most) +
                                           " are looked at (--feeds)"
                                     : std::string()));
  for (const auto& url : urls) {
    if (url.is_https == root.is_https && url.host == root.host) continue;
    report.findings.Add(
        Level::kWarning, kList,
        "It was asked for at " + doctor::Origin(root) + " and lists " +
            doctor::ToText(url),
        "Set base-url in agendad.yaml to the address that people use");
    break;
  }
  return report;
}

}  // namespace

bool IsFeedAddress(const std::string& text) {
  return doctor::ParseUrl(text).has_value();
}

int Doctor(const DoctorOptions& options) {
  const auto asked = doctor::ParseUrl(options.url);
  if (!asked) return kExitUsage;
  Visitor visitor({options.timeout, options.deadline}, options.ca_file);
  std::vector<FeedReport> reports;
  FeedRecord first = visitor.Open(*asked);
  const auto listed = ListedFeeds(first);
  if (listed.empty()) {
    reports.push_back(Report(std::move(first), visitor));
  } else {
    reports.push_back(ReportOnList(*asked, listed, options.feeds));
    for (std::size_t i = 0; i < listed.size() && i < options.feeds; ++i) {
      reports.push_back(Report(visitor.Open(listed[i]), visitor));
    }
  }
  if (options.json) {
    WriteToStandardOutput(doctor::ToJson(reports));
  } else {
    for (const auto& report : reports)
      WriteToStandardOutput(doctor::ToText(report));
  }
  const auto errors = doctor::CountOf(reports, Level::kError);
  WriteToStandardError(
      Count(errors, "error") + ", " +
      Count(doctor::CountOf(reports, Level::kWarning), "warning") + ", " +
      Count(doctor::CountOf(reports, Level::kNote), "note") + "\n");
  return errors == 0 ? kExitFine : kExitFailure;
}

}  // namespace agendad::daemon
