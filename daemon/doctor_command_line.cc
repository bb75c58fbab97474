#include "daemon/doctor_command_line.h"

#include <CLI/CLI.hpp>

namespace agendad::daemon {
namespace {

const CLI::Validator kFeedAddress(
    [](std::string& text) -> std::string {
      if (IsFeedAddress(text)) return {};
      return "'" + text +
             "' is not an address of http://, https:// or "
             "webcal://";
    },
    "URL");

void AddSeconds(CLI::App* command, const std::string& name,
                std::chrono::seconds& seconds, const std::string& text) {
  command
      ->add_option_function<int>(
          name,
          [&seconds](int value) { seconds = std::chrono::seconds(value); },
          text + " (" + std::to_string(seconds.count()) + ")")
      ->check(CLI::Range(1, 3600))
      ->type_name("SECONDS");
}

}  // namespace

DoctorCommandLine::DoctorCommandLine(CLI::App& app) {
  command_ = app.add_subcommand(
      "doctor",
      "Look at a served feed as its subscribers' programs would, and "
      "say what would go wrong");
  command_
      ->add_option("URL", options_.url,
                   "Of a feed, also of others; or of the list of feeds that "
                   "agendad serves at /")
      ->required()
      ->check(kFeedAddress);
  command_
      ->add_option("--feeds", options_.feeds,
                   "Of a list, look at so many feeds at most")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command_
      ->add_option("--ca", options_.ca_file,
                   "Certificates to trust (PEM), instead of the system's")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  AddSeconds(command_, "--timeout", options_.timeout,
             "What one answer may take");
  AddSeconds(command_, "--deadline", options_.deadline,
             "What one feed may take");
  command_
      ->add_option_function<std::string>(
          "--format",
          [this](const std::string& format) {
            options_.json = format == "json";
          },
          "How to say it: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command_->add_flag("--json", options_.json, "The same as --format json");
}

bool DoctorCommandLine::IsParsed() const { return command_->parsed(); }

int DoctorCommandLine::Run() const { return Doctor(options_); }

}  // namespace agendad::daemon
