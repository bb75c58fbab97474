#include "daemon/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <string>

namespace agendad::daemon {
namespace {

// "<6>": the priority of syslog(3) that journald takes from a line's start.
class JournalPriority : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& out) override {
    const char* const priority = message.level >= spdlog::level::err    ? "<3>"
                                 : message.level == spdlog::level::warn ? "<4>"
                                                                        : "<6>";
    out.append(priority, priority + 3);
  }

  std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<JournalPriority>();
  }
};

template <typename Write>
void EachLine(std::string_view message, Write write) {
  while (!message.empty()) {
    const std::size_t end = message.find('\n');
    if (end != 0) write(message.substr(0, end));
    if (end == std::string_view::npos) return;
    message.remove_prefix(end + 1);
  }
}

}  // namespace

Log::Log(Form form)
    : logger_(std::make_unique<spdlog::logger>(
          "agendad", std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<JournalPriority>('*').set_pattern(
      form == Form::kForJournal ? "%*%v" : "%n: %l: %v");
  logger_->set_formatter(std::move(formatter));
}

Log::~Log() = default;

Log::Form Log::FormOfStandardError() {
  // Nothing in this process ever changes the environment.
  const char* const journal =
      std::getenv("JOURNAL_STREAM");  // NOLINT(concurrency-mt-unsafe)
  return journal ? Form::kForJournal : Form::kForPeople;
}

void Log::Info(std::string_view message) const {
  EachLine(message, [&](std::string_view line) { logger_->info("{}", line); });
}

void Log::Warn(std::string_view message) const {
  EachLine(message, [&](std::string_view line) { logger_->warn("{}", line); });
}

void Log::Error(std::string_view message) const {
  EachLine(message, [&](std::string_view line) { logger_->error("{}", line); });
}

}  // namespace agendad::daemon
