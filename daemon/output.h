// Writing whole files and whole streams. Any thread.
#ifndef AGENDAD_DAEMON_OUTPUT_H_
#define AGENDAD_DAEMON_OUTPUT_H_

#include <filesystem>
#include <string_view>

namespace agendad::daemon {

// All of `text` to standard output, or std::system_error.
void WriteToStandardOutput(std::string_view text);

// All of `text` to standard error; a failure is ignored, as there is nobody
// left to tell.
void WriteToStandardError(std::string_view text);

// Replaces `path` at once: readers see the old file or the new one. The
// folder must exist. Throws std::system_error; the old file then stays.
void ReplaceFile(const std::filesystem::path& path, std::string_view text);

// Makes `path` at once, unless there is anything: throws std::system_error
// then.
void CreateFile(const std::filesystem::path& path, std::string_view text);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_OUTPUT_H_
