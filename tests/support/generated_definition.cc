#include "tests/support/generated_definition.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/calendar_scanner.h"
#include "tests/support/sample_program.h"

namespace agendad::test {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;

constexpr std::string_view kWords[] = {
    "informe",
    "Comisión",
    "año,",
    "évaluation;",
    "C:\\temp",
    "🗳️",
    "👩‍👩‍👧‍👦",
    "🇲🇽🇺🇸",
    "México",
    "한국",
    "日本語",
    "हिन्दी",
    "“cita”",
    "\"q\"",
    "a:b",
    "—",
    "\\n",
    ";;,,\\\\",
    "y",
    "el",
    "supercalifragilisticoespialidosoextraordinariamente",
    "ﬁn",
    "e\u0301",
    "<b>",
    "&amp;",
    "%0A",
    "^n",
    "\ufeff",
    "x\u200dy"};

// Days on which a month, a year or a leap year turns.
constexpr std::string_view kEdges[] = {
    "2023-12-31", "2024-01-01", "2024-02-28", "2024-02-29", "2024-03-01",
    "2024-04-30", "2024-05-31", "2024-12-31", "2025-01-01", "2025-02-28"};

constexpr std::string_view kZones[] = {"America/Mexico_City",
                                       "America/Tijuana",
                                       "Europe/London",
                                       "Australia/Lord_Howe",
                                       "Pacific/Kiritimati",
                                       "Pacific/Pago_Pago",
                                       "UTC",
                                       "Asia/Kathmandu"};

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  config::Definition Run() {
    definition_ = MakeDefinition({});
    definition_.directory.Edit().bodies.clear();
    definition_.directory.Edit().directorates.clear();
    config::Settings& settings = definition_.settings;
    settings.language = Language();
    settings.refresh_interval = minutes(15 + Below(1426));
    for (auto& policy : settings.feeds) {
      policy.deadlines = static_cast<config::DeadlineStyle>(Below(3));
      policy.conditional = static_cast<config::ConditionalStyle>(Below(2));
    }
    AddLeave();
    const std::size_t units = 1 + Below(4);
    for (std::size_t i = 0; i < units; ++i) {
      definition_.directory.Edit().directorates.push_back(
          {Id("unit" + Number(i)), "U" + Number(i), Text(4), {}});
    }
    const std::size_t bodies = 1 + Below(3);
    for (std::size_t i = 0; i < bodies; ++i) AddBody(i);
    for (std::size_t i = 0; i < bodies; ++i) {
      const std::size_t programs = Below(3);
      for (std::size_t j = 0; j < programs; ++j) AddProgram(i, j);
    }
    const std::size_t councillors = Below(5);
    for (std::size_t i = 0; i < councillors; ++i) AddCouncillor(i);
    return std::move(definition_);
  }

 private:
  std::size_t Below(std::size_t limit) { return random_() % limit; }
  bool OneIn(std::size_t count) { return Below(count) == 0; }
  static std::string Number(std::size_t number) {
    return std::to_string(number);
  }

  config::Language Language() {
    return OneIn(2) ? config::Language::kSpanish : config::Language::kEnglish;
  }

  config::Identity Id(std::string id) {
    config::Identity identity{std::move(id), {}, {}};
    if (OneIn(4)) identity.formerly = {"old-" + identity.id};
    return identity;
  }

  std::string Text(std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) {
      if (i > 0) text += ' ';
      text += kWords[Below(std::size(kWords))];
    }
    return text;
  }

  sys_days DayIn(const config::DateRange& range) {
    if (OneIn(3)) {
      const sys_days edge = Day(kEdges[Below(std::size(kEdges))]);
      if (range.first <= edge && edge <= range.last) return edge;
    }
    const auto length =
        static_cast<std::size_t>((range.last - range.first).count());
    return range.first + days(Below(length + 1));
  }

  static year_month MonthOf(sys_days day) {
    const std::chrono::year_month_day civil(day);
    return civil.year() / civil.month();
  }

  void AddLeave() {
    config::NonWorkingCalendar calendar;
    calendar.identity = Id("leave");
    calendar.name = "Leave";
    for (int i = 0; i < 4; ++i) {
      config::NonWorkingDays leave;
      leave.name = Text(2);
      leave.first = DayIn({Day("2023-07-01"), Day("2025-06-30")});
      leave.last = *leave.first + days(Below(40));
      leave.all_days_count = OneIn(3);
      calendar.days.push_back(leave);
    }
    definition_.non_working_calendars.push_back(calendar);
  }

  void AddBody(std::size_t number) {
    config::Body body;
    body.identity = Id("body" + Number(number));
    body.short_name = "BODY" + Number(number);
    body.name = Text(5);
    const std::size_t headings = Below(3);
    for (std::size_t i = 0; i < headings; ++i) {
      body.headings.push_back({Id("h" + Number(i)), "H" + Number(i), Text(3)});
    }
    definition_.directory.Edit().bodies.push_back(std::move(body));
  }

  void AddProgram(std::size_t body, std::size_t number) {
    static const config::DateRange kPeriods[] = {
        {Day("2024-01-01"), Day("2024-12-31")},
        {Day("2023-07-01"), Day("2025-06-30")},
        {Day("2023-10-15"), Day("2024-03-01")}};
    config::Program program;
    const auto& owner = definition_.directory.Edit().bodies[body];
    program.identity = Id(owner.identity.id + "-p" + Number(number));
    program.body = owner.identity.id;
    program.name = Text(3);
    program.period = kPeriods[Below(3)];
    program.time_zone = kZones[Below(std::size(kZones))];
    program.language = Language();
    if (OneIn(2)) program.approval = "INE/CG000/2024";
    if (OneIn(2)) program.source = Text(2);
    program.revised = Day("2024-01-01") + days(Below(300)) + hours(Below(24));
    if (OneIn(2)) program.due = config::DueRule::kMonthEnd;
    program.due_lead = OneIn(2) ? 0 : static_cast<int>(Below(61));
    if (OneIn(2)) program.non_working_days = {"mx", "leave"};
    if (OneIn(4)) program.weekend = {};
    const std::size_t sessions = Below(9);
    for (std::size_t i = 0; i < sessions; ++i) AddSession(i, program);
    const std::size_t items = Below(13);
    for (std::size_t i = 0; i < items; ++i) AddItem(i, owner, program);
    definition_.programs.push_back(std::move(program));
  }

  config::When When(const config::DateRange& period) {
    const sys_days day = DayIn(period);
    switch (Below(5)) {
      case 0:
        return config::WeekWindow{
            OneIn(5) ? config::kLastWeek : static_cast<int>(1 + Below(4)),
            MonthOf(day), static_cast<config::WeekRule>(Below(4))};
      case 1:
        return day;
      case 2:  // clocks change before 8
        return config::LocalTime{day,
                                 hours(8 + Below(16)) + minutes(Below(60))};
      case 3:
        return config::DateRange{day,
                                 std::min(day + days(Below(20)), period.last)};
      default:
        return config::Unscheduled{};
    }
  }

  void AddSession(std::size_t number, config::Program& program) {
    auto session = MakeSession("s" + Number(number),
                               static_cast<config::SessionType>(Below(3)),
                               When(program.period));
    session.identity = Id(session.identity.id);
    if (OneIn(3)) session.name = Text(3);
    if (OneIn(3)) session.place = Text(1 + Below(60));
    if (session.duration) session.duration = minutes(1 + Below(24 * 60));
    program.sessions.push_back(std::move(session));
  }

  void AddItem(std::size_t number, const config::Body& body,
               config::Program& program) {
    config::Item item;
    item.identity = Id("i" + Number(number));
    item.title = Text(1 + Below(90));
    do {
      item.short_title = Text(1 + Below(3));
    } while (Utf16Units(item.short_title) > 60);
    const auto& units = definition_.directory.Edit().directorates;
    if (OneIn(2)) {
      item.responsible =
          config::ByDirectorate{units[Below(units.size())].identity.id};
    } else if (!body.headings.empty() && OneIn(2)) {
      item.responsible = config::ByHeading{
          body.headings[Below(body.headings.size())].identity.id};
    }
    if (OneIn(2)) item.condition = Text(3);
    if (OneIn(3)) item.observation = Text(1 + Below(30));
    if (OneIn(3)) item.destination = body.identity.id;
    if (OneIn(3)) item.source = "asunto " + Number(number);
    item.ordinary_session_only = OneIn(4);
    const std::size_t keep = 1 + Below(4);
    for (year_month month = MonthOf(program.period.first);
         month <= MonthOf(program.period.last); month += months(1)) {
      if (!OneIn(keep)) continue;
      config::ItemMonth due;
      due.month = month;
      if (OneIn(6)) {
        due.due = OneIn(2) ? sys_days(month / std::chrono::last)
                           : sys_days(month / 1) + days(Below(28));
      }
      item.months.push_back(due);
    }
    if (item.months.empty()) {
      item.months.push_back({MonthOf(program.period.last), {}, {}});
    }
    program.items.push_back(std::move(item));
  }

  void AddCouncillor(std::size_t number) {
    auto councillor = MakeCouncillor("person" + Number(number), {});
    councillor.identity = Id(councillor.identity.id);
    if (OneIn(2)) {
      councillor.deadlines = static_cast<config::DeadlineStyle>(Below(3));
    }
    const bool always = OneIn(2);
    for (const auto& body : definition_.directory.Edit().bodies) {
      const std::size_t times = Below(3);
      for (std::size_t i = 0; i < times; ++i) {
        auto membership = MemberOf(body.identity.id);
        if (!always) {
          membership.from = DayIn({Day("2023-07-01"), Day("2025-06-30")});
          if (OneIn(2)) membership.until = *membership.from + days(Below(200));
        }
        councillor.memberships.push_back(membership);
      }
    }
    definition_.directory.Edit().councillors.push_back(std::move(councillor));
  }

  std::mt19937 random_;
  config::Definition definition_;
};

}  // namespace

config::Definition GenerateDefinition(std::uint32_t seed) {
  return Generator(seed).Run();
}

}  // namespace agendad::test
