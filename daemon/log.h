// What the daemon tells its admin, on standard error. Under systemd a line
// carries the priority that journald reads; elsewhere the level's name.
#ifndef AGENDAD_DAEMON_LOG_H_
#define AGENDAD_DAEMON_LOG_H_

#include <memory>
#include <string_view>

namespace spdlog {
class logger;
}

namespace agendad::daemon {

// Any thread. A message is one line: line feeds in it become separate lines
// of the same level.
class Log {
 public:
  enum class Form { kForPeople, kForJournal };

  explicit Log(Form form);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  // kForJournal if systemd connected standard error to its journal.
  static Form FormOfStandardError();

  void Info(std::string_view message) const;
  void Warn(std::string_view message) const;
  void Error(std::string_view message) const;

 private:
  std::unique_ptr<spdlog::logger> logger_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_LOG_H_
