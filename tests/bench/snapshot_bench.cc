// What agendad adds to libical: the time from validated programs, and from
// their text, to finished calendars (before compression), as a ratio to writing
// the same events once with nothing but libical.
//
// Ratios within one run mean something on a shared machine; absolute times do
// not. What the neighbours take comes and goes within seconds: every time is
// therefore compared to bare libical's just before it and just after it, and
// the median of some rounds counts. Exits with 1 if a ratio is over its bound.
#include <benchmark/benchmark.h>
#include <libical/ical.h>
#include <time.h>

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
constexpr char kFromPrograms[] = "validated programs to calendars";
constexpr char kFromText[] = "text to calendars";
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

const std::vector<Event>& EventsOf(const benchmark::State& state) {
  return Kept(state.range(0), [](std::size_t size) {
    std::vector<Event> events;
    Build(MakeDefinition(size),
          [&](const Event& event) { events.push_back(event); });
    return events;
  });
}

const config::DefinitionSources& SourcesOf(const benchmark::State& state) {
  return Kept(state.range(0), MakeSources);
}

double Now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_nsec) / 1e9;
}

// The seconds of `work`; what takes milliseconds is done some times.
template <typename Work>
double SecondsOf(Work work) {
  constexpr double kLongEnough = 0.02;
  const double before = Now();
  double seconds = 0;
  int times = 0;
  do {
    work();
    ++times;
    seconds = Now() - before;
  } while (seconds < kLongEnough);
  return seconds / times;
}

// The ratios of one round, as counters.
void Round(benchmark::State& state) {
  const auto& events = EventsOf(state);
  const auto& definition = DefinitionOf(state);
  const auto& sources = SourcesOf(state);
  const auto bare = [&] {
    for (const auto& event : events) {
      benchmark::DoNotOptimize(WriteBare(event));
    }
  };
  for (auto _ : state) {
    const double first = SecondsOf(bare);
    const double build =
        SecondsOf([&] { benchmark::DoNotOptimize(Build(definition, {})); });
    const double second = SecondsOf(bare);
    const double text = SecondsOf([&] {
      benchmark::DoNotOptimize(
          Build(config::ParseDefinition(sources).definition, {}));
    });
    const double third = SecondsOf(bare);
    state.counters[kFromPrograms] = 2 * build / (first + second);
    state.counters[kFromText] = 2 * text / (second + third);
  }
}

// Prints what Google Benchmark prints, and keeps the medians.
class Medians : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.aggregate_name != "median") continue;
      auto& ratios = by_size_[std::stoi(run.run_name.args)];
      for (const auto& [name, counter] : run.counters) ratios[name] = counter;
    }
  }

  // Whether nothing was filtered out.
  bool Whole() const { return by_size_.size() == std::size(kSizes); }

  double Of(const std::string& name, int size) const {
    return by_size_.at(size).at(name);
  }

 private:
  std::map<int, std::map<std::string, double>> by_size_;
};

bool Told(const std::string& what, int size, double ratio, double bound) {
  const bool fine = ratio <= bound;
  std::printf("%-34s %5d  %5.2f  (at most %.1f)%s\n", what.c_str(), size, ratio,
              bound, fine ? "" : "  TOO MUCH");
  return fine;
}

bool TellRatios(const Medians& medians) {
  bool fine = true;
  std::printf("\nRatios to bare libical             programs\n");
  for (const int size : kSizes) {
    fine &= Told(kFromPrograms, size, medians.Of(kFromPrograms, size),
                 kMaxBuildRatio);
    fine &= Told(kFromText, size, medians.Of(kFromText, size), kMaxTextRatio);
  }
  std::printf("\nThe ratio among 1000 programs, to that among 100\n");
  for (const auto& name : {kFromPrograms, kFromText}) {
    fine &= Told(name, 1000, medians.Of(name, 1000) / medians.Of(name, 100),
                 kMaxGrowth);
  }
  return fine;
}

// The shorter a round, the more of them fall into one bad moment.
int Rounds(int size) {
  if (size == 1) return 75;
  return size < 1000 ? 15 : 3;
}

int Run(int argc, char** argv) {
  feeds::WarmUpTimeZones();
  benchmark::Initialize(&argc, argv);
  for (const int size : kSizes) {
    benchmark::RegisterBenchmark("Round", Round)
        ->Arg(size)
        ->Unit(benchmark::kMillisecond)
        ->Iterations(1)
        ->Repetitions(Rounds(size))
        ->ReportAggregatesOnly(true);
  }
  Medians medians;
  benchmark::RunSpecifiedBenchmarks(&medians);
  if (!medians.Whole()) {
    std::printf("\nNo ratios: they need every size.\n");
    return 2;
  }
  return TellRatios(medians) ? 0 : 1;
}

}  // namespace
}  // namespace agendad::bench

int main(int argc, char** argv) { return agendad::bench::Run(argc, argv); }
