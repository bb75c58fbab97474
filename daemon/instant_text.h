// Instants for people and programs. Pure; any thread.
#ifndef AGENDAD_DAEMON_INSTANT_TEXT_H_
#define AGENDAD_DAEMON_INSTANT_TEXT_H_

#include <chrono>
#include <string>

namespace agendad::daemon {

// "2024-03-11T16:00:00Z" (RFC 3339).
std::string ToRfc3339(std::chrono::sys_seconds instant);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_INSTANT_TEXT_H_
