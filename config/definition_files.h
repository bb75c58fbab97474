// The definition files of a configuration directory.
//
//   agendad.yaml           settings
//   directory.yaml         bodies, directorates, councillors (required)
//   non-working-days.yaml  calendars
//   programs/*.yaml, *.yml one program each, sorted by name
//   facts/*.yaml, *.yml    what was decided about programs, sorted by name
//
// Nothing here throws for what is there or not there: files that are missing,
// too large, unreadable or not regular (which are never waited for) are
// problems that the parser tells like all others. Free functions: any thread.
#ifndef AGENDAD_CONFIG_DEFINITION_FILES_H_
#define AGENDAD_CONFIG_DEFINITION_FILES_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "config/definition_parser.h"

namespace agendad::config {

inline constexpr std::array<std::string_view, 3> kDefinitionFileNames = {
    "agendad.yaml", "directory.yaml", "non-working-days.yaml"};
inline constexpr std::string_view kProgramsFolder = "programs";
inline constexpr std::string_view kFactsFolder = "facts";

// Whether a file of this name in the folder of programs, or of facts, is read;
// editors' swap files and backups are not.
bool IsDefinitionFile(std::string_view name);

DefinitionSources ReadDefinitionFiles(const std::string& directory);

// Reads and parses what `directory` holds.
ParseResult LoadDefinition(const std::string& directory);

// Reads one directory again and again. A file is not opened if it is, by
// device, inode, size and times, the one that was read before, and had been
// left alone for two seconds then: the times of a file are coarse, and two
// changes at once look like one. One thread at a time.
class DefinitionFiles {
 public:
  // As std::filesystem and stat(2) have it, to the nanosecond.
  using FileTime = std::chrono::sys_time<std::chrono::nanoseconds>;

  explicit DefinitionFiles(std::string directory);

  // As ReadDefinitionFiles(). What had text at the last reading, and became
  // empty less than two seconds ago, makes the sources unfinished: whoever
  // writes a file in place empties it first. A file whose content is as before,
  // even if it was opened, has the very same SharedText as before. `now` is the
  // system's clock.
  DefinitionSources Read(FileTime now);

 private:
  struct Signature {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    FileTime modified;
    FileTime changed;

    friend bool operator==(const Signature&, const Signature&) = default;
  };
  struct Known {
    Signature signature;
    bool settled = false;  // when it was read
    SharedText text;
  };
  class Reading;

  const std::string directory_;
  std::unordered_map<std::string, Known> known_;  // by name; what was read last
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DEFINITION_FILES_H_
