// The commands that write down what was decided: about an item in one of its
// months, or about a session. Exit codes and threads as in commands.h.
#ifndef AGENDAD_DAEMON_FACT_COMMANDS_H_
#define AGENDAD_DAEMON_FACT_COMMANDS_H_

#include <string>
#include <vector>

namespace agendad::daemon {

// Texts as people gave them; empty: not given.
struct FactOptions {
  std::string program;  // needed only if several programs have the subject
  std::string file;     // in facts/; needed only if it is not the usual one
  std::string by;
  std::string because;
  bool undo = false;
};

struct MarkOptions {
  std::string item;
  std::string month;
  std::string outcome;  // a fact's word, or "moved:2024-04"
  std::string on;       // of done; today, if not given
};

struct SessionOptions {
  std::string session;
  std::string fact;  // a fact's word
  std::string when;  // a day, an hour, unscheduled
  std::string week;  // instead, with month
  std::string month;
  std::string from;  // instead, with until
  std::string until;
  std::string duration;
  std::string type;
  std::string name;
  std::string place;
  std::string link;
  std::vector<std::string> items;
};

// Adds one line to a file of facts, unless the definition would have errors
// then, which are told.
int MarkItem(const std::string& directory, const FactOptions& options,
             const MarkOptions& mark);
int DecideSession(const std::string& directory, const FactOptions& options,
                  const SessionOptions& session);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_FACT_COMMANDS_H_
