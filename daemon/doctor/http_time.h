// The date of an answer, read back (RFC 9110 5.6.7). Pure; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_HTTP_TIME_H_
#define AGENDAD_DAEMON_DOCTOR_HTTP_TIME_H_

#include <chrono>
#include <optional>
#include <string_view>

namespace agendad::daemon::doctor {

// Of an IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT", as everybody must write
// it; nothing if it is none. The weekday is not looked at.
std::optional<std::chrono::sys_seconds> ParseHttpTime(std::string_view text);

// Of iCalendar's UTC, "19941106T084937Z" (RFC 5545 3.3.5).
std::optional<std::chrono::sys_seconds> ParseUtcTime(std::string_view text);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_HTTP_TIME_H_
