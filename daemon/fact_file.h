// Adds lines to the files of facts/, so that neither a crash nor somebody who
// does the same at the same time leaves half a line, or loses one. Any thread;
// waits for others.
#ifndef AGENDAD_DAEMON_FACT_FILE_H_
#define AGENDAD_DAEMON_FACT_FILE_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/file_descriptor.h"

namespace agendad::daemon {

// Holds off everybody else who adds facts to the same definition, in whatever
// file: what one of them decides may contradict what another one does.
class FactLock {
 public:
  // Makes `folder` if it is not there. Throws std::system_error.
  explicit FactLock(const std::filesystem::path& folder);

 private:
  FileDescriptor folder_;  // which is locked while it is open
};

// Adds `line`, which begins with "- " and ends with a line feed, to the end of
// the file, which is made if it is not there. Until all of it is on the disk it
// is a comment; the octet that makes it a fact comes last. Writes in place, so
// that who may write the file, but not its folder, may add facts. Throws
// std::system_error; the file then says what it said before.
void AppendFact(const std::filesystem::path& file, std::string_view line);

// What the file would say after AppendFact().
std::string WithFact(std::string_view text, std::string_view line);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_FACT_FILE_H_
