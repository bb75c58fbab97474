// The part of the command line that writes facts: mark, convene, postpone, hold
// and cancel. First thread only.
#ifndef AGENDAD_DAEMON_FACT_COMMAND_LINE_H_
#define AGENDAD_DAEMON_FACT_COMMAND_LINE_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/fact_commands.h"

namespace CLI {
class App;
}

namespace agendad::daemon {

class FactCommandLine {
 public:
  // Adds a command with this name and description, and --config.
  using AddCommand =
      std::function<CLI::App*(const std::string&, const std::string&)>;

  explicit FactCommandLine(const AddCommand& add);
  FactCommandLine(const FactCommandLine&) = delete;
  FactCommandLine& operator=(const FactCommandLine&) = delete;

  // Throws CLI::RequiredError if a command was given without what it needs.
  void Check() const;

  // Whether one of its commands was given.
  bool IsParsed() const;

  // Runs the one that was given; returns its exit code.
  int Run(const std::string& directory);

 private:
  void AddMark(const AddCommand& add);
  CLI::App* AddSession(const AddCommand& add, const std::string& name,
                       const std::string& fact, const std::string& description);
  void AddTime(CLI::App* command);
  void AddWindow(CLI::App* command);
  void AddCommon(CLI::App* command);

  FactOptions options_;
  MarkOptions mark_options_;
  SessionOptions session_options_;
  CLI::App* mark_ = nullptr;
  std::vector<std::pair<CLI::App*, std::string>> sessions_;  // with the fact
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_FACT_COMMAND_LINE_H_
