// Reads one file of programs/. One thread.
#ifndef AGENDAD_CONFIG_PROGRAM_PARSER_H_
#define AGENDAD_CONFIG_PROGRAM_PARSER_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "config/diagnostic.h"
#include "config/names.h"
#include "config/node.h"
#include "config/program.h"

namespace agendad::config {

// Reads the programs of one definition, one after the other.
class ProgramParser {
 public:
  // Programs refer to `names`. The references must outlive the parser.
  ProgramParser(const Names& names, const FileNames& files,
                Language default_language, Diagnostics& diagnostics);

  // Absent if the program has no usable id; otherwise as much as could be read.
  std::optional<Program> Parse(const Node& root);

 private:
  const Names& names_;
  const FileNames& files_;
  const Language default_language_;
  Diagnostics& diagnostics_;
  IdentityScope program_ids_;
};

// "before-session", "month-end": the word for `rule` in a program.
std::string ToText(DueRule rule);

// The words for weekdays, by std::chrono::weekday::c_encoding().
inline constexpr std::array<std::string_view, 7> kWeekdays = {
    "sun", "mon", "tue", "wed", "thu", "fri", "sat"};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_PROGRAM_PARSER_H_
