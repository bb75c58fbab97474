// The part of the command line that looks at served feeds: doctor. First
// thread only.
#ifndef AGENDAD_DAEMON_DOCTOR_COMMAND_LINE_H_
#define AGENDAD_DAEMON_DOCTOR_COMMAND_LINE_H_

#include "daemon/doctor_command.h"

namespace CLI {
class App;
}

namespace agendad::daemon {

class DoctorCommandLine {
 public:
  explicit DoctorCommandLine(CLI::App& app);
  DoctorCommandLine(const DoctorCommandLine&) = delete;
  DoctorCommandLine& operator=(const DoctorCommandLine&) = delete;

  bool IsParsed() const;

  // Returns the exit code.
  int Run() const;

 private:
  DoctorOptions options_;
  CLI::App* command_ = nullptr;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_DOCTOR_COMMAND_LINE_H_
