#include "daemon/command_line.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "daemon/commands.h"
#include "daemon/daemon.h"
#include "daemon/doctor_command_line.h"
#include "daemon/fact_command_line.h"
#include "daemon/ledger_commands.h"
#include "daemon/new_year.h"
#include "daemon/output.h"
#include "daemon/publish_commands.h"
#include "daemon/store/ledger.h"
#include "daemon/suggest_command.h"
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
  bool yes = false;
  std::optional<VersionNumber> version;
  std::string session;
  std::string program;
  std::string compared_to;
  std::string ledger_subject;
  std::string backup_file;
  std::vector<std::string> restored_files;
  std::string new_id;
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
    AddFormat(check_);
    check_
        ->add_option("--against", options_.against,
                     "A configuration directory as it was before: warn of ids "
                     "that vanished")
        ->type_name("DIR");
    feeds_ = Command("feeds",
                     "List path, number of events and name of each feed, and "
                     "whether it is private");
    render_ = Command("render", "Write feeds without serving them");
    auto* const feed = render_->add_option(
        "FEED", options_.feed_id, "Id of the feed to write to standard output");
    auto* const all =
        render_
            ->add_option("--all", options_.out_directory,
                         "Write all that are public as OUTDIR/feeds/<id>.ics, "
                         "for any web server")
            ->type_name("OUTDIR")
            ->excludes(feed);
    render_
        ->add_flag("--precompressed", options_.precompressed,
                   "With --all: also .gz and .br files")
        ->needs(all);
    serve_ = Command("serve", "Serve the feeds over HTTP");
    serve_
        ->add_option(
            "--listen", options_.listen,
            "Speak plain HTTP at this address, whatever the settings say")
        ->check(kListenAddress);
    facts_ = std::make_unique<FactCommandLine>(
        [this](const std::string& name, const std::string& description) {
          return Command(name, description);
        });
    AddSuggest();
    AddNewYear();
    AddPublishing();
    AddLedger();
    doctor_ = std::make_unique<DoctorCommandLine>(app_);
    status_ = Command("status", "Ask the running daemon how it fares");
    AddFormat(status_);
  }

  int Run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
      // Asked for here, so that a wrong word is told as such before.
      if (app_.get_subcommands().empty()) {
        throw CLI::RequiredError(
            "A command (check, feeds, render, serve, mark, convene, postpone, "
            "hold, cancel, suggest, new-year, diff, publish, rollback, ledger, "
            "doctor or status)");
      }
      facts_->Check();
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
    return Command(&app_, name, description);
  }

  CLI::App* Command(CLI::App* parent, const std::string& name,
                    const std::string& description) {
    CLI::App* const command = parent->add_subcommand(name, description);
    command
        ->add_option("--config", options_.directory, "Configuration directory")
        ->type_name("DIR")
        ->capture_default_str();
    return command;
  }

  void AddSuggest() {
    suggest_ = Command("suggest",
                       "List the days of a session's window, or of its day's "
                       "week, by who is free");
    suggest_->add_option("SESSION", options_.session, "Its id")->required();
    suggest_->add_option("--program", options_.program,
                         "The program's id, if several could be meant");
    AddFormat(suggest_);
  }

  void AddNewYear() {
    new_year_ = Command(
        "new-year", "Write a draft of the program that follows another one");
    new_year_->add_option("PROGRAM", options_.program, "The id of that one")
        ->required();
    new_year_->add_option("--id", options_.new_id,
                          "The id of the new one, instead of that of the old "
                          "one with a later year");
  }

  void AddPublishing() {
    diff_ = Command("diff", "Say what the definition would change for whom");
    AddFormat(diff_);
    diff_
        ->add_option("--against", options_.compared_to,
                     "A version or a configuration directory, instead of what "
                     "is published")
        ->type_name("VERSION|DIR");
    publish_ = Command("publish", "Publish the definition");
    roll_back_ =
        Command("rollback", "Publish the definition of an earlier version");
    roll_back_
        ->add_option("VERSION", options_.version,
                     "The version; the one before the last, if not given")
        ->check(CLI::PositiveNumber);
    for (CLI::App* const command : {publish_, roll_back_}) {
      command->add_flag("--yes", options_.yes, "Do not ask");
    }
  }

  void AddLedger() {
    ledger_ = app_.add_subcommand("ledger", "Look after the ledger");
    ledger_->require_subcommand(1);
    show_ = Command(ledger_, "show", "Say what was published");
    show_->add_option("UID|FEED", options_.ledger_subject,
                      "An event or a feed, instead of the versions");
    back_up_ = Command(ledger_, "backup", "Copy the ledger into a new file");
    back_up_->add_option("FILE", options_.backup_file, "The file")->required();
    restore_ = Command(ledger_, "restore",
                       "Fill an empty ledger from a backup, or from feeds that "
                       "were published");
    restore_->add_option("FILE", options_.restored_files, "What there is")
        ->required();
  }

  void AddFormat(CLI::App* command) {
    command->add_option("--format", options_.format, "How to say it")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
  }

  int RunCommand() const {
    const bool json = options_.format == "json";
    const Confirm confirm = options_.yes ? Confirm::kYes : Confirm::kAsk;
    if (check_->parsed()) {
      return Check(options_.directory,
                   {json ? DiagnosticFormat::kJson : DiagnosticFormat::kText,
                    options_.against});
    }
    if (doctor_->IsParsed()) return doctor_->Run();
    if (facts_->IsParsed()) return facts_->Run(options_.directory);
    if (suggest_->parsed()) {
      return Suggest(options_.directory,
                     {options_.session, options_.program, json});
    }
    if (new_year_->parsed()) {
      return WriteNextYear(options_.directory, options_.program,
                           options_.new_id);
    }
    if (diff_->parsed()) {
      return Diff(options_.directory, {json, options_.compared_to});
    }
    if (publish_->parsed())
      return PublishDefinition(options_.directory, confirm);
    if (roll_back_->parsed()) {
      return RollBack(options_.directory, options_.version, confirm);
    }
    if (status_->parsed()) return ShowStatus(options_.directory, json);
    if (show_->parsed()) {
      return ShowLedger(options_.directory, options_.ledger_subject);
    }
    if (back_up_->parsed()) {
      return BackUpLedger(options_.directory, options_.backup_file);
    }
    if (restore_->parsed()) {
      return RestoreLedger(options_.directory, options_.restored_files);
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
                      : config::ParseListenAddress(options_.listen),
                  AGENDAD_VERSION});
  }

  Options options_;
  std::unique_ptr<FactCommandLine> facts_;
  std::unique_ptr<DoctorCommandLine> doctor_;
  CLI::App app_{"Annual work programs as calendars to subscribe to.",
                "agendad"};
  CLI::App* check_ = nullptr;
  CLI::App* feeds_ = nullptr;
  CLI::App* render_ = nullptr;
  CLI::App* serve_ = nullptr;
  CLI::App* suggest_ = nullptr;
  CLI::App* new_year_ = nullptr;
  CLI::App* diff_ = nullptr;
  CLI::App* publish_ = nullptr;
  CLI::App* roll_back_ = nullptr;
  CLI::App* status_ = nullptr;
  CLI::App* ledger_ = nullptr;
  CLI::App* show_ = nullptr;
  CLI::App* back_up_ = nullptr;
  CLI::App* restore_ = nullptr;
};

}  // namespace

int RunCommandLine(int argc, char** argv) {
  return CommandLine().Run(argc, argv);
}

}  // namespace agendad::daemon
