#include "daemon/fact_command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace agendad::daemon {

FactCommandLine::FactCommandLine(const AddCommand& add) {
  AddMark(add);
  CLI::App* const convene =
      AddSession(add, "convene", "convened",
                 "Write down that a session was convened for a day and hour");
  AddTime(convene);
  convene->add_option("--type", session_options_.type,
                      "extraordinary or urgent, of a session that the program "
                      "does not have");
  convene->add_option("--name", session_options_.name, "What it is called");
  convene
      ->add_option("--item", session_options_.items,
                   "An item that it is convened for; once for each")
      ->type_name("ITEM");
  CLI::App* const postpone =
      AddSession(add, "postpone", "postponed",
                 "Write down that a session has another time");
  AddTime(postpone);
  AddWindow(postpone);
  AddSession(add, "hold", "held", "Write down that a session was held");
  AddSession(add, "cancel", "cancelled",
             "Write down that a session was called off");
}

void FactCommandLine::AddMark(const AddCommand& add) {
  mark_ = add("mark", "Write down what became of an item in one of its months");
  mark_->add_option("ITEM", mark_options_.item, "Its id")->required();
  mark_
      ->add_option("MONTH", mark_options_.month,
                   "The month that it was planned for, as 2024-03")
      ->required();
  mark_->add_option("OUTCOME", mark_options_.outcome,
                    "done, met, not-applicable, moved:2024-04 or withdrawn");
  mark_
      ->add_option("--on", mark_options_.on,
                   "The day on which it was done; today, if not given")
      ->type_name("DATE");
  AddCommon(mark_);
}

CLI::App* FactCommandLine::AddSession(const AddCommand& add,
                                      const std::string& name,
                                      const std::string& fact,
                                      const std::string& description) {
  CLI::App* const command = add(name, description);
  command->add_option("SESSION", session_options_.session, "Its id")
      ->required();
  AddCommon(command);
  sessions_.emplace_back(command, fact);
  return command;
}

void FactCommandLine::AddTime(CLI::App* command) {
  command->add_option("WHEN", session_options_.when,
                      "A day as 2024-03-13 or a day and hour as '2024-03-13 "
                      "10:00'; to postpone, also unscheduled");
  command->add_option("--duration", session_options_.duration,
                      "How long it lasts, as 2h");
  command->add_option("--place", session_options_.place, "Where it is held");
  command->add_option("--link", session_options_.link,
                      "Where members join it; no public calendar shows it");
}

// Instead of WHEN.
void FactCommandLine::AddWindow(CLI::App* command) {
  auto* const when = command->get_option("WHEN");
  auto* const week =
      command->add_option("--week", session_options_.week,
                          "Its new week in --month: 1 to 5, or last");
  auto* const month = command->add_option("--month", session_options_.month,
                                          "The month of --week");
  auto* const from =
      command->add_option("--from", session_options_.from,
                          "The first of its new days, with --until");
  auto* const until = command->add_option("--until", session_options_.until,
                                          "The last of them");
  week->needs(month)->excludes(when)->excludes(from)->excludes(until);
  month->needs(week)->excludes(when)->excludes(from)->excludes(until);
  from->needs(until)->excludes(when);
  until->needs(from)->excludes(when);
}

void FactCommandLine::AddCommon(CLI::App* command) {
  command->add_option("--by", options_.by, "Who decided it");
  command->add_option("--because", options_.because, "Why");
  command->add_flag("--undo", options_.undo,
                    "Take the last of what was written about it back");
  command->add_option("--program", options_.program,
                      "The program's id, if several could be meant");
  command
      ->add_option("--file", options_.file,
                   "The file in facts/, instead of that of who answers for it")
      ->type_name("NAME");
}

void FactCommandLine::Check() const {
  if (mark_->parsed() && !options_.undo && mark_options_.outcome.empty()) {
    throw CLI::RequiredError("OUTCOME or --undo");
  }
}

bool FactCommandLine::IsParsed() const {
  return mark_->parsed() ||
         std::any_of(sessions_.begin(), sessions_.end(),
                     [](const auto& entry) { return entry.first->parsed(); });
}

int FactCommandLine::Run(const std::string& directory) {
  if (mark_->parsed()) return MarkItem(directory, options_, mark_options_);
  for (const auto& [command, fact] : sessions_) {
    if (command->parsed()) session_options_.fact = fact;
  }
  return DecideSession(directory, options_, session_options_);
}

}  // namespace agendad::daemon
