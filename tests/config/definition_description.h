// A definition as one text, so that two of them can be compared whole. Not in
// the product; any thread.
#ifndef AGENDAD_TESTS_CONFIG_DEFINITION_DESCRIPTION_H_
#define AGENDAD_TESTS_CONFIG_DEFINITION_DESCRIPTION_H_

#include <chrono>
#include <sstream>
#include <string>
#include <type_traits>
#include <variant>

#include "config/program.h"
#include "config/published_settings.h"

namespace agendad::config {

// Everything of a definition, for comparison.
class Description {
 public:
  explicit Description(const Definition& definition) {
    for (const auto& file : definition.files) Add(file);
    Add(PublishedSettings(definition.settings));
    Add(definition.directory->revised,
        definition.directory->councillors.size());
    for (const auto& body : definition.directory->bodies) {
      Add(body.identity, body.name, body.short_name);
      for (const auto& heading : body.headings) {
        Add(heading.identity, heading.code, heading.name);
      }
    }
    for (const auto& directorate : definition.directory->directorates) {
      Add(directorate.identity, directorate.code, directorate.name);
    }
    for (const auto& calendar : definition.non_working_calendars) {
      Add(calendar.identity, calendar.name);
      for (const auto& day : calendar.days) Add(day.name, day.rule, day.where);
    }
    for (const auto& program : definition.programs) Add(*program);
  }

  std::string Text() const { return text_.str(); }

 private:
  template <typename... Parts>
  void Add(const Parts&... parts) {
    (Write(parts), ...);
    text_ << "\n";
  }

  void Add(const Program& program) {
    Add(program.identity, program.body, program.name, program.period);
    Add(program.time_zone, program.time_zone_where, program.approval,
        program.source, program.revised, program.due_lead,
        static_cast<int>(program.language), static_cast<int>(program.due),
        static_cast<int>(program.status));
    for (const auto& id : program.draft_feeds) Add(id);
    for (const auto& id : program.non_working_days) Add(id);
    for (const bool day : program.weekend) Add(day);
    for (const auto& session : program.sessions) {
      Add(session.identity, static_cast<int>(session.type), session.name,
          session.place, session.when_where);
      std::visit([this](const auto& when) { Add(when); }, session.when);
      if (session.duration) Add(session.duration->count());
      if (session.progress) Add(*session.progress);
    }
    for (const auto& item : program.items) {
      Add(item.identity, item.title, item.short_title, item.short_title_where,
          item.condition, item.observation, item.destination, item.source,
          item.ordinary_session_only);
      std::visit([this](const auto& who) { Add(who); }, item.responsible);
      for (const auto& due : item.months) {
        Add(due.month, due.due.value_or(std::chrono::sys_days()), due.where);
        if (due.progress) Add(*due.progress);
      }
    }
  }

  void Add(const SessionProgress& progress) {
    Add(static_cast<int>(progress.state), progress.decision, progress.link);
    for (const auto& id : progress.items) Add(id);
    for (const auto& when : progress.earlier) {
      std::visit([this](const auto& time) { Add(time); }, when);
    }
  }
  void Add(const ItemProgress& progress) {
    Add(static_cast<int>(progress.outcome), progress.decision,
        progress.done_on.value_or(std::chrono::sys_days()),
        progress.moved_to.value_or(std::chrono::year_month()));
  }

  template <typename T>
  requires std::is_arithmetic_v<T>
  void Write(T number) { text_ << number << " "; }
  void Write(const std::string& text) { text_ << text << "|"; }
  template <typename D>
  void Write(const std::chrono::sys_time<D>& time) {
    text_ << time.time_since_epoch().count() << " ";
  }
  void Write(const Location& where) {
    text_ << where.file << ":" << where.line << ":" << where.column << " ";
  }
  void Write(const Decision& decision) {
    Write(decision.at);
    Write(decision.by);
    Write(decision.because);
  }
  void Write(const Identity& identity) {
    text_ << identity.id << " ";
    for (const auto& id : identity.formerly) text_ << "was " << id << " ";
    Write(identity.where);
  }
  void Write(std::chrono::year_month month) {
    text_ << static_cast<int>(month.year()) << "-"
          << static_cast<unsigned>(month.month()) << " ";
  }
  void Write(const DateRange& range) {
    Write(range.first);
    Write(range.last);
  }
  void Write(const Unscheduled&) { text_ << "unscheduled "; }
  void Write(const WeekWindow& window) {
    text_ << window.week << " of ";
    Write(window.month);
    text_ << static_cast<int>(window.rule) << " ";
  }
  void Write(const LocalTime& time) {
    Write(time.date);
    text_ << time.time_of_day.count() << " ";
  }
  void Write(const ByDirectorate& by) { text_ << "directorate " << by.id; }
  void Write(const ByHeading& by) { text_ << "heading " << by.id; }
  void Write(const Unassigned&) { text_ << "nobody"; }

  std::ostringstream text_;
};

}  // namespace agendad::config

#endif  // AGENDAD_TESTS_CONFIG_DEFINITION_DESCRIPTION_H_
