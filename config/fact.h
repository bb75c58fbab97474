// What was decided about a program during its year, one line of a file each.
// Values; any thread.
#ifndef AGENDAD_CONFIG_FACT_H_
#define AGENDAD_CONFIG_FACT_H_

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "config/progress.h"
#include "config/when.h"

namespace agendad::config {

// kUndone takes the last fact before it about the same thing away.
enum class ItemFactKind {
  kMet,
  kDone,
  kNotApplicable,
  kMoved,
  kWithdrawn,
  kUndone,
};

struct ItemFact {
  ItemFactKind kind = ItemFactKind::kUndone;
  std::string item;                           // its id, in the program
  std::chrono::year_month month;              // one of its planned months
  std::optional<std::chrono::sys_days> on;    // of kDone, always
  std::optional<std::chrono::year_month> to;  // of kMoved, always
};

enum class SessionFactKind {
  kConvened,
  kPostponed,
  kHeld,
  kCancelled,
  kUndone
};

struct SessionFact {
  SessionFactKind kind = SessionFactKind::kUndone;
  std::string session;  // its id, if the program has it; else that of a new one
  std::optional<When> when;  // of kConvened (a day or an hour) and kPostponed
  Location when_where;
  std::optional<std::chrono::minutes> duration;
  std::optional<SessionType> type;  // of a new one
  std::string name;
  std::string place;
  std::string link;
  std::vector<std::string> items;  // ids in the program
};

struct Fact {
  Location where;
  Decision decision;
  std::variant<ItemFact, SessionFact> about;
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_FACT_H_
