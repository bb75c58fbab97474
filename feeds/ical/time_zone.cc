#include "feeds/ical/time_zone.h"

#include <libical/ical.h>

#include <string_view>

#include "feeds/ical/dates.h"

namespace agendad::feeds {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr char kMexico[] = "America/Mexico_City";

// Path-like names of libical's own, and anything that could leave the folder
// of zones.
bool IsZoneName(const std::string& name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
  return !name.empty() && name.front() != '/' &&
         name.find_first_not_of(kAllowed) == std::string::npos;
}

}  // namespace

void WarmUpTimeZones() {
  // UTC builds its own tables; any named zone makes libical list them all.
  icaltimezone_get_utc_timezone();
  TimeZone::Find(kMexico);
}

bool TimeZoneDataIsCurrent() {
  using std::chrono::hours;
  const auto mexico = TimeZone::Find(kMexico);
  if (!mexico) return false;
  constexpr sys_seconds kSummer =
      std::chrono::sys_days(std::chrono::year(2027) / 7 / 15) + hours(10);
  constexpr sys_seconds kBefore2022 =
      std::chrono::sys_days(std::chrono::year(2022) / 7 / 15) + hours(10);
  return mexico->ToUtc(kSummer).utc == kSummer + hours(6) &&
         mexico->ToUtc(kBefore2022).utc == kBefore2022 + hours(5);
}

std::optional<TimeZone> TimeZone::Find(const std::string& name) {
  if (!IsZoneName(name)) return std::nullopt;
  icaltimezone* const zone = icaltimezone_get_builtin_timezone(name.c_str());
  if (!zone) return std::nullopt;
  return TimeZone(zone);
}

seconds TimeZone::OffsetAt(sys_seconds utc) const {
  icaltimetype time = ToIcalUtc(utc);
  int is_daylight = 0;
  return seconds(icaltimezone_get_utc_offset_of_utc_time(
      static_cast<icaltimezone*>(zone_), &time, &is_daylight));
}

sys_seconds TimeZone::ToLocal(sys_seconds utc) const {
  return utc + OffsetAt(utc);
}

// An instant is right if its own offset leads back to the wall-clock time.
// The offsets in force a day before and a day after are the only candidates,
// as zones do not change twice in two days.
ZonedInstant TimeZone::ToUtc(sys_seconds local) const {
  constexpr std::chrono::hours kDay(24);
  const seconds before = OffsetAt(local - kDay);
  const seconds after = OffsetAt(local + kDay);
  const sys_seconds early = local - before;
  const sys_seconds late = local - after;
  const bool early_fits = ToLocal(early) == local;
  const bool late_fits = ToLocal(late) == local;
  if (early_fits && late_fits && early != late) {
    return {std::min(early, late), LocalTimeKind::kRepeated};
  }
  if (early_fits) return {early, LocalTimeKind::kUnique};
  if (late_fits) return {late, LocalTimeKind::kUnique};
  return {early, LocalTimeKind::kSkipped};
}

}  // namespace agendad::feeds
