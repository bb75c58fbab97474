#include "daemon/instant_text.h"

#include "config/iso_date.h"

namespace agendad::daemon {

std::string ToRfc3339(std::chrono::sys_seconds instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const auto time = instant - day;
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time);
  const std::string seconds = std::to_string((time - minutes).count());
  return config::ToIso(day) + "T" + config::ToClock(minutes) + ":" +
         (seconds.size() == 1 ? "0" : "") + seconds + "Z";
}

}  // namespace agendad::daemon
