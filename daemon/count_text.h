// Numbers of things, for people who read English. Pure; any thread.
#ifndef AGENDAD_DAEMON_COUNT_TEXT_H_
#define AGENDAD_DAEMON_COUNT_TEXT_H_

#include <cstddef>
#include <string>

namespace agendad::daemon {

// "1 feed", "2 feeds".
inline std::string Count(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_COUNT_TEXT_H_
