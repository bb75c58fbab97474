#include "daemon/doctor/report.h"

#include <algorithm>
#include <string_view>

#include "config/json_string.h"
#include "config/utf8.h"
#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

using config::JsonString;

constexpr std::size_t kMostShown = 400;  // octets

std::string_view ToText(Level level) {
  switch (level) {
    case Level::kOk:
      return "ok";
    case Level::kNote:
      return "note";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
  }
  return {};
}

// Printable and short: it may quote a stranger.
std::string Printable(std::string_view text) {
  std::string printable;
  while (!text.empty() && printable.size() < kMostShown) {
    const auto length = config::SequenceLength(text);
    if (length == 0 || config::BeginsWithControl(text)) {
      printable += '?';
    } else {
      printable += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text.empty() ? printable : printable + "...";
}

std::string Rules(const Check& check) {
  std::string json;
  std::string_view rest = check.rules;
  while (!rest.empty()) {
    json += (json.empty() ? "" : ",") + JsonString(http::TakeUntil(' ', rest));
  }
  return "[" + json + "]";
}

std::string Json(const Finding& finding) {
  return "{\"level\":" + JsonString(ToText(finding.level)) +
         ",\"check\":" + JsonString(finding.check.id) +
         ",\"rules\":" + Rules(finding.check) +
         ",\"seen\":" + JsonString(Printable(finding.seen)) + ",\"advice\":" +
         (finding.advice.empty() ? "null" : JsonString(finding.advice)) + "}";
}

}  // namespace

std::string ToText(const FeedReport& report) {
  std::string text = Printable(report.url) + "\n";
  for (const auto& finding : report.findings.All()) {
    std::string level(ToText(finding.level));
    level.resize(8, ' ');
    text += level + finding.check.id + " (" + finding.check.rules +
            "): " + Printable(finding.seen) + "\n";
    if (!finding.advice.empty()) {
      text += std::string(8, ' ') + "-> " + finding.advice + "\n";
    }
  }
  return text;
}

std::string ToJson(const std::vector<FeedReport>& reports) {
  std::string json = "[";
  for (const auto& report : reports) {
    std::string findings;
    for (const auto& finding : report.findings.All()) {
      findings += (findings.empty() ? "\n" : ",\n") + Json(finding);
    }
    json += (json.size() > 1 ? ",\n{\"url\":" : "{\"url\":") +
            JsonString(Printable(report.url)) + ",\"findings\":[" + findings +
            "]}";
  }
  return json + "]\n";
}

std::size_t CountOf(const std::vector<FeedReport>& reports, Level level) {
  std::size_t count = 0;
  for (const auto& report : reports) {
    const auto& all = report.findings.All();
    count += static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(),
        [&](const Finding& finding) { return finding.level == level; }));
  }
  return count;
}

}  // namespace agendad::daemon::doctor
