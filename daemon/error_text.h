// The text of an exception with everything nested in it. Any thread.
#ifndef AGENDAD_DAEMON_ERROR_TEXT_H_
#define AGENDAD_DAEMON_ERROR_TEXT_H_

#include <exception>
#include <string>

namespace agendad::daemon {

// "outer: inner: innermost", on one line.
std::string ErrorText(const std::exception& error);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_ERROR_TEXT_H_
