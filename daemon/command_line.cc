#include "daemon/command_line.h"

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "config/settings.h"
#include "daemon/commands.h"
#include "daemon/daemon.h"
#include "daemon/output.h"
#include "feeds/ical/time_zone.h"

#ifndef AGENDAD_VERSION
#error "AGENDAD_VERSION comes from the build"
#endif

namespace agendad::daemon {
namespace {

constexpr char kOldTimeZones[] =
    "agendad: warning: the time zone data of this system is older than "
    "2022g; install the current tzdata, or hours in Mexico will be wrong\n";

struct Options {
  std::string directory = "/etc/agendad";
  std::string format = "text";
  std::string against;
  std::string feed_id;
  std::string out_directory;
  bool precompressed = false;
  std::string listen;
};

const CLI::Validator kListenAddress(
    [](std::string& text) -> std::string {
      if (config::ParseListenAddress(text)) return {};
      return "'" + text + "' is not HOST:PORT";
    },
    "HOST:PORT");

// All commands, with the options that each takes.
class CommandLine {
 public:
  CommandLine() {
    app_.set_version_flag("--version", "agendad " AGENDAD_VERSION);
    check_ = Command("check", "Say what is wrong or suspect in the definition");
    check_->add_option("--format", options_.format, "How to say it")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    check_
        ->add_option("--against", options_.against,
                     "A configuration directory as it was before: warn of ids "
                     "that vanished")
        ->type_name("DIR");
    feeds_ =
        Command("feeds", "List path, number of events and name of each feed");
    render_ = Command("render", "Write feeds without serving them");
    auto* const feed = render_->add_option(
        "FEED", options_.feed_id, "Id of the feed to write to standard output");
    auto* const all =
        render_
            ->add_option("--all", options_.out_directory,
                         "Write all as OUTDIR/feeds/<id>.ics, for any web "
                         "server")
            ->type_name("OUTDIR")
            ->excludes(feed);
    render_
        ->add_flag("--precompressed", options_.precompressed,
                   "With --all: also .gz and .br files")
        ->needs(all);
    serve_ = Command("serve", "Serve the feeds over HTTP");
    serve_
        ->add_option("--listen", options_.listen,
                     "Address to listen on, instead of the settings'")
        ->check(kListenAddress);
  }

  int Run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
      // Asked for here, so that a wrong word is told as such before.
      if (app_.get_subcommands().empty()) {
        throw CLI::RequiredError("A command (check, feeds, render or serve)");
      }
      if (render_->parsed() && options_.feed_id.empty() &&
          options_.out_directory.empty()) {
        throw CLI::RequiredError("FEED or --all OUTDIR");
      }
    } catch (const CLI::ParseError& error) {
      // CLI11 has exit codes of its own; help and the version are no errors.
      return app_.exit(error) == 0 ? kExitFine : kExitUsage;
    }
    // Before any thread: libical's first loads of zones race.
    feeds::WarmUpTimeZones();
    if (!feeds::TimeZoneDataIsCurrent()) WriteToStandardError(kOldTimeZones);
    return RunCommand();
  }

 private:
  CLI::App* Command(const std::string& name, const std::string& description) {
    CLI::App* const command = app_.add_subcommand(name, description);
    command
        ->add_option("--config", options_.directory, "Configuration directory")
        ->type_name("DIR")
        ->capture_default_str();
    return command;
  }

  int RunCommand() const {
    if (check_->parsed()) {
      return Check(options_.directory,
                   {options_.format == "json" ? DiagnosticFormat::kJson
                                              : DiagnosticFormat::kText,
                    options_.against});
    }
    if (feeds_->parsed()) return ListFeeds(options_.directory);
    if (render_->parsed()) {
      if (!options_.feed_id.empty()) {
        return RenderFeed(options_.directory, options_.feed_id);
      }
      return RenderAll(
          options_.directory, options_.out_directory,
          options_.precompressed ? Precompressed::kYes : Precompressed::kNo);
    }
    return Serve({options_.directory,
                  options_.listen.empty()
                      ? std::nullopt
                      : config::ParseListenAddress(options_.listen)});
  }

  Options options_;
  CLI::App app_{"Annual work programs as calendars to subscribe to.",
                "agendad"};
  CLI::App* check_ = nullptr;
  CLI::App* feeds_ = nullptr;
  CLI::App* render_ = nullptr;
  CLI::App* serve_ = nullptr;
};

}  // namespace

int RunCommandLine(int argc, char** argv) {
  return CommandLine().Run(argc, argv);
}

}  // namespace agendad::daemon
