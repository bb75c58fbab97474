// What the doctor has found: rows, each with a level, a rule, what was seen and
// what to do. Plain values; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_FINDING_H_
#define AGENDAD_DAEMON_DOCTOR_FINDING_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace agendad::daemon::doctor {

enum class Level { kOk, kNote, kWarning, kError };

// One thing that is looked at: its name in every report, and the rules of
// docs/guia-doctor.md that it is about ("P29", "P12 P13"), or none.
struct Check {
  const char* id;
  const char* rules;
};

struct Finding {
  Level level = Level::kOk;
  Check check{};
  std::string seen;    // a sentence
  std::string advice;  // what to do; empty if nothing
};

class Findings {
 public:
  void Ok(const Check& check, std::string seen) {
    Add(Level::kOk, check, std::move(seen), "");
  }
  void Add(Level level, const Check& check, std::string seen,
           std::string advice) {
    all_.push_back({level, check, std::move(seen), std::move(advice)});
  }
  const std::vector<Finding>& All() const { return all_; }

 private:
  std::vector<Finding> all_;
};

// One kind of fault that may be met often: the first, and how many.
struct Tally {
  std::size_t count = 0;
  std::string first;

  void Add(std::string what) {
    if (count++ == 0) first = std::move(what);
  }
  // "line 3: ... (and 4 more)"
  std::string Text() const {
    return first + (count > 1 ? " (and " + std::to_string(count - 1) + " more)"
                              : std::string());
  }
};

// A row of what was tallied: `fine` if there is nothing.
inline void Tell(Findings& findings, const Check& check, const Tally& tally,
                 Level level, const std::string& fine,
                 const std::string& advice) {
  if (tally.count == 0) return findings.Ok(check, fine);
  findings.Add(level, check, tally.Text(), advice);
}

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_FINDING_H_
