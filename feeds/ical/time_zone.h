// Wall-clock time to UTC by the system's time zone data (tzdata), through
// libical. One thread: the one that does all libical work. libical loads zones
// lazily and its first loads race, so WarmUpTimeZones() is called once before
// any other thread exists.
#ifndef AGENDAD_FEEDS_ICAL_TIME_ZONE_H_
#define AGENDAD_FEEDS_ICAL_TIME_ZONE_H_

#include <chrono>
#include <optional>
#include <string>

namespace agendad::feeds {

void WarmUpTimeZones();

// Whether the system's zones know that Mexico left daylight saving time in
// October 2022 (tzdata 2022g or later, P46). With older data, times between
// April and October are an hour off.
bool TimeZoneDataIsCurrent();

enum class LocalTimeKind {
  kUnique,
  kSkipped,   // the clock was put forward over it: no such time
  kRepeated,  // the clock was put back: it came twice; the first is meant
};

struct ZonedInstant {
  std::chrono::sys_seconds utc;
  LocalTimeKind kind = LocalTimeKind::kUnique;
};

// A zone of the IANA data, owned by libical for the life of the process.
class TimeZone {
 public:
  // Absent if the system has no zone of this name.
  static std::optional<TimeZone> Find(const std::string& name);

  // `local` is wall-clock time, counted as if it were UTC.
  ZonedInstant ToUtc(std::chrono::sys_seconds local) const;

  // The inverse: wall-clock time in this zone, counted as if it were UTC.
  std::chrono::sys_seconds ToLocal(std::chrono::sys_seconds utc) const;

 private:
  explicit TimeZone(void* zone) : zone_(zone) {}

  std::chrono::seconds OffsetAt(std::chrono::sys_seconds utc) const;

  void* zone_;  // icaltimezone*
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_ICAL_TIME_ZONE_H_
