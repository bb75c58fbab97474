// What is wrong, or suspect, in what an admin wrote, and where.
//
// Wrong input is a value, never an exception: whoever reads a definition
// collects every diagnostic and goes on, so that one run tells all mistakes.
// Values; any thread.
#ifndef AGENDAD_CONFIG_DIAGNOSTIC_H_
#define AGENDAD_CONFIG_DIAGNOSTIC_H_

#include <cstdint>
#include <memory>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

namespace agendad::config {

// Names of the files of one definition, as they are shown to people. A
// Location names its file by the index in this list.
using FileNames = std::vector<std::string>;

// A place in a definition file. Lines and columns count from 1, columns in
// Unicode code points; line 0 means the file as a whole.
struct Location {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const Location&, const Location&) = default;
};

enum class Severity { kWarning, kError };

struct Diagnostic {
  Severity severity = Severity::kError;
  Location where;
  std::string what;  // what is wrong, without a final period
  // What was expected, as it follows that word: "a date as 2024-09-30". May be
  // empty for a warning.
  std::string expected;

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

// In the order they were found; Sort() puts them in the order of the files.
class Diagnostics {
 public:
  void Error(Location where, std::string what, std::string expected = {});
  void Warn(Location where, std::string what, std::string expected = {});
  void Append(const Diagnostics& others);

  // By file, line, column; equal places keep their order.
  void Sort();

  bool HasErrors() const { return has_errors_; }

  // A range of Diagnostic, which refers to this object.
  auto All() const { return std::views::transform(all_, Value); }

 private:
  // Copies of a list have their diagnostics in common: those of a thousand
  // programs go through many hands.
  using Entry = std::shared_ptr<const Diagnostic>;

  static const Diagnostic& Value(const Entry& entry) { return *entry; }
  void Add(Diagnostic diagnostic);

  std::vector<Entry> all_;
  bool has_errors_ = false;
};

// "file:line:column: error: what; expected ..." without a line end. Control
// characters of quoted input are shown as escapes.
std::string ToText(const Diagnostic& diagnostic, const FileNames& files);

// A JSON array (RFC 8259), one object a diagnostic: file, line, column,
// severity, what, expected; line and column are absent when they are 0.
std::string ToJson(const Diagnostics& diagnostics, const FileNames& files);

// The candidate nearest to `word` by edit distance (insert, delete, replace
// or swap of neighbours, ignoring ASCII case), or "" if none is near enough
// to be what was meant.
std::string NearestWord(std::string_view word,
                        const std::vector<std::string>& candidates);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DIAGNOSTIC_H_
