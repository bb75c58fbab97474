// The date of an answer (RFC 9110 5.6.7, 6.6.1): "Sun, 06 Nov 1994 08:49:37
// GMT".
#ifndef AGENDAD_DAEMON_HTTP_HTTP_DATE_H_
#define AGENDAD_DAEMON_HTTP_HTTP_DATE_H_

#include <chrono>
#include <string>
#include <string_view>

namespace agendad::daemon::http {

// IMF-fixdate, whatever the locale. Pure; any thread.
std::string ToHttpDate(std::chrono::sys_seconds time);

// The date of now, written once a second. One thread at a time.
class CurrentDate {
 public:
  // Valid until the next call.
  std::string_view Text();

 private:
  std::chrono::sys_seconds time_{};
  std::string text_ = ToHttpDate(time_);
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_HTTP_DATE_H_
