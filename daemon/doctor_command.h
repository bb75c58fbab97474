// `agendad doctor`: looks at served feeds from outside. Exit codes as in
// command_line.h. First thread only.
#ifndef AGENDAD_DAEMON_DOCTOR_COMMAND_H_
#define AGENDAD_DAEMON_DOCTOR_COMMAND_H_

#include <chrono>
#include <cstddef>
#include <string>

namespace agendad::daemon {

struct DoctorOptions {
  std::string url;        // of a feed, or of a list of feeds as agendad's "/"
  std::size_t feeds = 3;  // of a list, at most
  std::string ca_file;    // PEM; empty: the system's roots
  std::chrono::seconds timeout{30};    // of one exchange
  std::chrono::seconds deadline{120};  // of one feed
  bool json = false;
};

// Whether `text` is an address that can be looked at.
bool IsFeedAddress(const std::string& text);

// All rows on standard output, a count on standard error. kExitFailure if there
// is an error. Throws std::runtime_error if the roots cannot be read.
int Doctor(const DoctorOptions& options);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_DOCTOR_COMMAND_H_
