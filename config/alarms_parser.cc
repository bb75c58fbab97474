#include "config/alarms_parser.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "config/forms.h"
#include "config/mapping_reader.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

constexpr std::array<std::string_view, 2> kAlarmKeys = {"sessions",
                                                        "deadlines"};

// Calendars take two (P70).
std::vector<std::chrono::minutes> ParseAlarmTimes(
    const MappingReader& reader, std::string_view key,
    const Form<std::chrono::minutes>& form, Diagnostics& diagnostics) {
  constexpr std::size_t kMost = 2;
  const auto nodes = reader.List(key, "a list of times before the start");
  if (nodes.size() > kMost) {
    reader.Error(key, Concat({KeySubject(key), " has too many times"}),
                 "at most two");
    return {};
  }
  std::vector<std::chrono::minutes> times;
  for (const Node& node : nodes) {
    const auto time = ReadScalar(
        node, form, Concat({"an entry of ", KeySubject(key)}), diagnostics);
    if (!time) continue;
    if (std::find(times.begin(), times.end(), *time) == times.end()) {
      times.push_back(*time);
    } else {
      diagnostics.Error(node.where,
                        Concat({Quoted(node.text), " is given twice"}),
                        "two times that differ");
    }
  }
  std::sort(times.rbegin(), times.rend());
  return times;
}

}  // namespace

Alarms ParseAlarms(const Node& node, Diagnostics& diagnostics) {
  const MappingReader reader(node, "'alarms'", kAlarmKeys, diagnostics);
  return {ParseAlarmTimes(reader, "sessions", kSessionAlarm, diagnostics),
          ParseAlarmTimes(reader, "deadlines", kDeadlineAlarm, diagnostics)};
}

}  // namespace agendad::config
