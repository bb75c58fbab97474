#include "tests/support/sample_program.h"

#include <string>
#include <utility>

namespace agendad::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

unsigned Number(std::string_view digits) {
  return static_cast<unsigned>(std::stoul(std::string(digits)));
}

config::Identity Id(std::string id) { return {std::move(id), {}, {}}; }

config::NonWorkingDays Rule(std::string name, std::string rule,
                            std::string_view from = "2006-01-01",
                            std::string_view until = "") {
  config::NonWorkingDays days;
  days.name = std::move(name);
  days.rule = std::move(rule);
  days.first = Day(from);
  if (!until.empty()) days.last = Day(until);
  return days;
}

// Article 74 of the Ley Federal del Trabajo, with the decree that moved the
// change of the federal executive from December to October.
config::NonWorkingCalendar FederalHolidays() {
  config::NonWorkingCalendar calendar;
  calendar.identity = Id("mx");
  calendar.name = "Ley Federal del Trabajo, artículo 74";
  calendar.days = {
      Rule("Año Nuevo", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"),
      Rule("Constitución", "FREQ=YEARLY;BYMONTH=2;BYDAY=1MO"),
      Rule("Natalicio de Juárez", "FREQ=YEARLY;BYMONTH=3;BYDAY=3MO"),
      Rule("Día del Trabajo", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1"),
      Rule("Independencia", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=16"),
      Rule("Revolución", "FREQ=YEARLY;BYMONTH=11;BYDAY=3MO"),
      Rule("Transmisión del Poder Ejecutivo",
           "FREQ=YEARLY;INTERVAL=6;BYMONTH=12;BYMONTHDAY=1", "2006-12-01",
           "2018-12-01"),
      Rule("Transmisión del Poder Ejecutivo",
           "FREQ=YEARLY;INTERVAL=6;BYMONTH=10;BYMONTHDAY=1", "2024-10-01"),
      Rule("Navidad", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25")};
  return calendar;
}

}  // namespace

std::chrono::year_month Month(std::string_view iso) {
  return std::chrono::year(static_cast<int>(Number(iso.substr(0, 4)))) /
         std::chrono::month(Number(iso.substr(5, 2)));
}

sys_days Day(std::string_view iso) {
  return sys_days(Month(iso) / std::chrono::day(Number(iso.substr(8, 2))));
}

config::WeekWindow Week(int week, std::string_view month,
                        config::WeekRule rule) {
  return {week, Month(month), rule};
}

config::LocalTime At(std::string_view day, std::chrono::minutes time_of_day) {
  return {Day(day), time_of_day};
}

config::Session MakeSession(std::string id, config::SessionType type,
                            config::When when) {
  config::Session session;
  session.identity = Id(std::move(id));
  session.type = type;
  session.when = when;
  if (std::holds_alternative<config::LocalTime>(when)) session.duration = 2h;
  return session;
}

config::Item MakeItem(std::string id, config::Responsible responsible,
                      const std::vector<std::string_view>& months) {
  config::Item item;
  item.title = "Título completo de " + id;
  item.short_title = "Asunto " + id;
  item.identity = Id(std::move(id));
  item.responsible = std::move(responsible);
  for (const auto month : months) {
    config::ItemMonth due;
    due.month = Month(month);
    if (month.size() > 7) due.due = Day(month.substr(8));
    item.months.push_back(due);
  }
  return item;
}

config::Item Conditional(config::Item item, std::string condition) {
  item.condition = std::move(condition);
  return item;
}

config::Definition MakeDefinition(std::vector<config::Program> programs) {
  config::Definition definition;
  definition.files = {"directory.yaml"};
  config::Directory& directory = definition.directory.Edit();
  directory.revised = sys_days(2024y / 1 / 31);
  config::Body body;
  body.identity = Id("cspen");
  body.name = "Comisión del Servicio";
  body.short_name = "CSPEN";
  body.headings = {{Id("ag"), "AG", "Asuntos generales"}};
  config::Body council;
  council.identity = Id("cg");
  council.name = "Consejo General";
  council.short_name = "CG";
  directory.bodies = {body, council};
  directory.directorates = {{Id("dp"), "DP", "Dirección de Planeación", {}},
                            {Id("dj"), "DJ", "Dirección Jurídica", {}}};
  definition.non_working_calendars = {FederalHolidays()};
  for (auto& program : programs) {
    definition.programs.emplace_back(std::move(program));
  }
  return definition;
}

config::Program MakeProgram() {
  config::Program program;
  program.identity = Id("cspen-2024");
  program.body = "cspen";
  program.name = "Programa anual 2024";
  program.period = {Day("2024-01-01"), Day("2024-12-31")};
  program.time_zone = "America/Mexico_City";
  program.revised = sys_days(2024y / 1 / 31);
  program.non_working_days = {"mx"};
  return program;
}

config::Councillor MakeCouncillor(std::string id,
                                  std::vector<config::Membership> memberships) {
  config::Councillor councillor;
  councillor.name = "Councillor " + id;
  councillor.identity = Id(std::move(id));
  councillor.memberships = std::move(memberships);
  return councillor;
}

config::Membership MemberOf(std::string body, std::string_view from,
                            std::string_view until) {
  config::Membership membership;
  membership.body = std::move(body);
  if (!from.empty()) membership.from = Day(from);
  if (!until.empty()) membership.until = Day(until);
  return membership;
}

std::vector<std::string> Told(const config::Diagnostics& diagnostics) {
  std::vector<std::string> told;
  for (const auto& diagnostic : diagnostics.All()) {
    std::string text = diagnostic.severity == config::Severity::kError
                           ? "error: "
                           : "warning: ";
    text += diagnostic.what;
    if (!diagnostic.expected.empty()) {
      text += "; expected " + diagnostic.expected;
    }
    told.push_back(text);
  }
  return told;
}

}  // namespace agendad::test
