// What agendad adds to libical: the time from validated programs, and from
// their text, to finished calendars (before compression), as a ratio to writing
// the same events once with nothing but libical.
//
// Ratios within one run mean something on a shared machine; absolute times do
// not. What the neighbours take only ever adds to a time, so that the shortest
// of some repetitions, in random order, is the nearest to the code's own cost.
// Exits with 1 if a ratio is over its bound.
#include <benchmark/benchmark.h>
#include <libical/ical.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "feeds/feed_builder.h"
#include "feeds/ical/dates.h"
#include "feeds/ical/time_zone.h"
#include "tests/bench/definitions.h"

namespace agendad::bench {
namespace {

using feeds::Event;

constexpr double kMaxBuildRatio = 2.0;
constexpr double kMaxTextRatio = 5.0;
// The ratio among a thousand programs, to that among a hundred. Bare libical
// writes one event after the other, so that it is linear but for what memory
// costs on the machine, which both sides pay; what is quadratic shows as 10.
constexpr double kMaxGrowth = 1.3;
constexpr int kSizes[] = {1, 100, 1000};
constexpr std::chrono::sys_days kToday =
    std::chrono::year(2024) / std::chrono::January / 1;

std::shared_ptr<const feeds::Snapshot> Build(
    const config::Definition& definition,
    const feeds::BodyEvents::Observer& observer) {
  config::Diagnostics diagnostics;
  auto built = feeds::BuildFeeds(
      definition,
      {.now = kToday, .compress = feeds::Compress::kNo, .observer = observer},
      diagnostics);
  if (diagnostics.HasErrors()) std::abort();
  return std::move(built.snapshot);
}

std::vector<Event> EventsOf(const config::Definition& definition) {
  std::vector<Event> events;
  Build(definition, [&](const Event& event) { events.push_back(event); });
  return events;
}

void Add(icalcomponent* component, icalproperty* property) {
  icalcomponent_add_property(component, property);
}

void AddX(icalcomponent* component, const char* name, const char* value) {
  icalproperty* const property = icalproperty_new_x(value);
  icalproperty_set_x_name(property, name);
  Add(component, property);
}

// The example has all-day events only.
std::size_t WriteBare(const Event& event) {
  const auto& days = std::get<config::DateRange>(event.span);
  icalcomponent* const component = icalcomponent_new_vevent();
  const icaltimetype modified = feeds::ToIcalUtc(event.revised);
  Add(component, icalproperty_new_uid(event.uid.c_str()));
  Add(component, icalproperty_new_dtstamp(modified));
  Add(component, icalproperty_new_lastmodified(modified));
  Add(component, icalproperty_new_sequence(0));
  Add(component, icalproperty_new_dtstart(feeds::ToIcalDate(days.first)));
  Add(component, icalproperty_new_dtend(
                     feeds::ToIcalDate(days.last + std::chrono::days(1))));
  Add(component, icalproperty_new_summary(event.summary.c_str()));
  Add(component, icalproperty_new_description(event.description.c_str()));
  Add(component, icalproperty_new_status(ICAL_STATUS_CONFIRMED));
  Add(component, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  AddX(component, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
  AddX(component, "X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE");
  Add(component, icalproperty_new_categories(event.categories.front().c_str()));
  char* const text = icalcomponent_as_ical_string_r(component);
  const std::size_t size = std::char_traits<char>::length(text);
  icalmemory_free_buffer(text);
  icalcomponent_free(component);
  return size;
}

// Made once a size: at 1,000 programs this takes longer than a measurement.
template <typename Make>
const auto& Kept(std::int64_t size, Make make) {
  static std::map<std::int64_t, decltype(make(std::size_t{}))> kept;
  const auto found = kept.find(size);
  if (found != kept.end()) return found->second;
  return kept.emplace(size, make(static_cast<std::size_t>(size))).first->second;
}

const config::Definition& DefinitionOf(const benchmark::State& state) {
  return Kept(state.range(0), MakeDefinition);
}

const config::DefinitionSources& SourcesOf(const benchmark::State& state) {
  return Kept(state.range(0), MakeSources);
}

void BareLibical(benchmark::State& state) {
  const auto& events = Kept(state.range(0), [](std::size_t size) {
    return EventsOf(MakeDefinition(size));
  });
  for (auto _ : state) {
    for (const auto& event : events) {
      benchmark::DoNotOptimize(WriteBare(event));
    }
  }
  state.counters["events"] = static_cast<double>(events.size());
}

void FromPrograms(benchmark::State& state) {
  const auto& definition = DefinitionOf(state);
  for (auto _ : state) benchmark::DoNotOptimize(Build(definition, {}));
}

void Parsing(benchmark::State& state) {
  const auto& sources = SourcesOf(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(config::ParseDefinition(sources));
  }
}

void FromText(benchmark::State& state) {
  const auto& sources = SourcesOf(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        Build(config::ParseDefinition(sources).definition, {}));
  }
}

// Prints what Google Benchmark prints, and keeps the shortest times.
class Shortest : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.aggregate_name == "min") {
        shortest_[run.run_name.function_name + "/" + run.run_name.args] =
            run.GetAdjustedCPUTime();
      }
    }
  }

  // Whether nothing was filtered out.
  bool Whole() const { return shortest_.size() == 4 * std::size(kSizes); }

  double Of(const std::string& name, int size) const {
    return shortest_.at(name + "/" + std::to_string(size));
  }

 private:
  std::map<std::string, double> shortest_;
};

bool Told(const char* what, int size, double ratio, double bound) {
  const bool fine = ratio <= bound;
  std::printf("%-34s %5d  %5.2f  (at most %.1f)%s\n", what, size, ratio, bound,
              fine ? "" : "  TOO MUCH");
  return fine;
}

bool TellRatios(const Shortest& shortest) {
  bool fine = true;
  std::printf("\nRatios to bare libical             programs\n");
  for (const int size : kSizes) {
    const double bare = shortest.Of("BareLibical", size);
    fine &= Told("validated programs to calendars", size,
                 shortest.Of("FromPrograms", size) / bare, kMaxBuildRatio);
    std::printf("%-34s %5d  %5.2f\n", "parsing", size,
                shortest.Of("Parsing", size) / bare);
    fine &= Told("text to calendars", size,
                 shortest.Of("FromText", size) / bare, kMaxTextRatio);
  }
  std::printf("\nThe ratio among 1000 programs, to that among 100\n");
  for (const char* name : {"FromPrograms", "FromText"}) {
    const auto ratio = [&](int size) {
      return shortest.Of(name, size) / shortest.Of("BareLibical", size);
    };
    fine &= Told(name, 1000, ratio(1000) / ratio(100), kMaxGrowth);
  }
  return fine;
}

// The machine's bad moments last for seconds: what takes milliseconds needs
// many tries to meet a good one.
int Repetitions(int size) {
  if (size == 1) return 60;
  return size < 1000 ? 9 : 5;
}

void Register(const char* name, void (*function)(benchmark::State&)) {
  for (const int size : kSizes) {
    benchmark::RegisterBenchmark(name, function)
        ->Arg(size)
        ->Unit(benchmark::kMillisecond)
        ->MinTime(size == 1 ? 0.02 : 0.1)
        ->Repetitions(Repetitions(size))
        ->ReportAggregatesOnly(true)
        ->ComputeStatistics("min", [](const std::vector<double>& times) {
          return *std::min_element(times.begin(), times.end());
        });
  }
}

}  // namespace
}  // namespace agendad::bench

int main(int argc, char** argv) {
  using namespace agendad::bench;
  agendad::feeds::WarmUpTimeZones();
  std::vector<char*> arguments(argv, argv + argc);
  std::string interleave = "--benchmark_enable_random_interleaving=true";
  arguments.insert(arguments.begin() + 1, interleave.data());
  int count = argc + 1;
  benchmark::Initialize(&count, arguments.data());
  Register("BareLibical", BareLibical);
  Register("FromPrograms", FromPrograms);
  Register("Parsing", Parsing);
  Register("FromText", FromText);
  Shortest shortest;
  benchmark::RunSpecifiedBenchmarks(&shortest);
  if (!shortest.Whole()) {
    std::printf("\nNo ratios: they need every benchmark.\n");
    return 2;
  }
  return TellRatios(shortest) ? 0 : 1;
}
