// What a directorate is told of a day on which much is due, and some days
// before it, in both languages.
#include "feeds/due_day_composer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/expanded_program.h"

namespace agendad::feeds {
namespace {

using config::Language;
using config::Outcome;
using config::SessionType;
using test::Conditional;
using test::Day;
using test::ExpandedProgram;
using test::MakeItem;
using test::MakeSession;
using test::Week;
using testing::ElementsAre;

const config::ByDirectorate kPlanning{"dp"};
const config::ByDirectorate kLaw{"dj"};

void SetOutcome(config::Item& item, Outcome outcome) {
  auto progress = std::make_shared<config::ItemProgress>();
  progress->outcome = outcome;
  if (outcome == Outcome::kDone) progress->done_on = Day("2024-03-05");
  item.months.at(0).progress = std::move(progress);
}

// Due on 11 March: three of dp's, one of them conditional; and one of dj's.
config::Program MarchProgram(Language language = Language::kSpanish) {
  config::Program program = test::MakeProgram();
  program.language = language;
  program.sessions = {
      MakeSession("marzo", SessionType::kOrdinary, Week(2, "2024-03"))};
  program.items = {MakeItem("a", kPlanning, {"2024-03"}),
                   MakeItem("b", kPlanning, {"2024-03"}),
                   Conditional(MakeItem("c", kPlanning, {"2024-03"}), "casos"),
                   MakeItem("d", kLaw, {"2024-03"})};
  return program;
}

std::vector<DueDay> DueDays(const ExpandedProgram& expanded) {
  return DueDaysOf(expanded.Schedule());
}

std::vector<std::string> Shown(const config::Program& program) {
  const ExpandedProgram expanded(program);
  std::vector<std::string> shown;
  for (const DueDay& due : DueDays(expanded)) {
    const PendingCount pending = CountPending(due.deadlines);
    std::string line = GroupKey(*due.group) + " " + due.Key() + ":";
    for (const Deadline* deadline : due.deadlines) {
      line += " " + deadline->item->identity.id;
    }
    shown.push_back(line + " " + std::to_string(pending.firm) + "+" +
                    std::to_string(pending.conditional));
  }
  return shown;
}

TEST(DueDays, AreByGroupAndDay) {
  config::Program program = MarchProgram();
  program.items.push_back(MakeItem("e", kPlanning, {"2024-01", "2024-02"}));
  // A date of its own that is the month's, and two that are not.
  program.items.push_back(MakeItem("f", kPlanning, {"2024-03 2024-03-11"}));
  program.items.push_back(MakeItem("h", kPlanning, {"2024-03 2024-03-20"}));
  program.items.push_back(MakeItem("g", kPlanning, {"2024-03 2024-03-20"}));
  EXPECT_THAT(Shown(program), ElementsAre("directorate.dj 2024-03: d 1+0",
                                          "directorate.dp 2024-01: e 1+0",
                                          "directorate.dp 2024-02: e 1+0",
                                          "directorate.dp 2024-03: a b f c 3+1",
                                          "directorate.dp g/2024-03: g h 2+0"));
}

TEST(DueDays, KeepTheirKeyWhateverBecomesOfTheirItems) {
  const struct {
    Outcome outcome;
    std::string shown;
  } rows[] = {
      {Outcome::kPending, "directorate.dp 2024-03: a b c 2+1"},
      {Outcome::kMet, "directorate.dp 2024-03: a b c 2+1"},
      {Outcome::kDone, "directorate.dp 2024-03: a b c 1+1"},
      {Outcome::kNotApplicable, "directorate.dp 2024-03: a b c 1+1"},
      {Outcome::kWithdrawn, "directorate.dp 2024-03: a b c 1+1"},
  };
  for (const auto& row : rows) {
    config::Program program = MarchProgram();
    SetOutcome(program.items[0], row.outcome);
    EXPECT_THAT(Shown(program),
                ElementsAre("directorate.dj 2024-03: d 1+0", row.shown));
  }
  // A case arose.
  config::Program program = MarchProgram();
  SetOutcome(program.items[2], Outcome::kMet);
  EXPECT_THAT(Shown(program), ElementsAre("directorate.dj 2024-03: d 1+0",
                                          "directorate.dp 2024-03: a b c 3+0"));
}

Event Notice(const config::Program& program, int lead, std::size_t i = 1) {
  const ExpandedProgram expanded(program);
  Digester digester;
  return ComposeNotice(expanded.Context(), DueDays(expanded).at(i), lead,
                       digester);
}

Event OnTheDay(const config::Program& program) {
  const ExpandedProgram expanded(program);
  Digester digester;
  return ComposeDueDay(expanded.Context(), DueDays(expanded).at(1), digester);
}

TEST(ANotice, SaysWhatIsPendingAndHowLongThereIs) {
  const Event event = Notice(MarchProgram(), 3);
  EXPECT_EQ(event.summary,
            "CSPEN · Faltan 3 días hábiles: 2 asuntos firmes, 1 condicionado");
  EXPECT_EQ(event.description,
            "Vencimientos del lunes 11 de marzo de 2024:\n"
            "- Asunto a\n"
            "- Asunto b\n"
            "- Si hay casos: Asunto c\n"
            "\n"
            "Fecha calculada: primer día posible de la sesión ordinaria de "
            "marzo (del lunes 11 al viernes 15 de marzo de 2024).");
  EXPECT_EQ(event.span,
            EventSpan(config::DateRange{Day("2024-03-06"), Day("2024-03-06")}));
  EXPECT_EQ(event.certainty, EventCertainty::kNotice);
  EXPECT_EQ(event.kind, EventKind::kNotice);
  EXPECT_THAT(event.categories, ElementsAre("DP", "Aviso"));
}

TEST(ANotice, CountsWorkingDaysAndWords) {
  const struct {
    Language language;
    int lead;
    std::string day;
    std::string summary;
  } rows[] = {
      {Language::kSpanish, 1, "2024-03-08",
       "CSPEN · Falta 1 día hábil: 2 asuntos firmes, 1 condicionado"},
      {Language::kEnglish, 1, "2024-03-08",
       "CSPEN · 1 working day left: 2 firm items, 1 conditional"},
      {Language::kEnglish, 10, "2024-02-26",
       "CSPEN · 10 working days left: 2 firm items, 1 conditional"},
      // 5 February is a holiday.
      {Language::kSpanish, 25, "2024-02-02",
       "CSPEN · Faltan 25 días hábiles: 2 asuntos firmes, 1 condicionado"},
  };
  for (const auto& row : rows) {
    const Event event = Notice(MarchProgram(row.language), row.lead);
    EXPECT_EQ(event.summary, row.summary);
    EXPECT_EQ(event.span,
              EventSpan(config::DateRange{Day(row.day), Day(row.day)}));
  }
  EXPECT_EQ(Notice(MarchProgram(Language::kEnglish), 2, 0).summary,
            "CSPEN · 2 working days left: 1 firm item");
}

TEST(ANotice, ListsOnlyWhatIsPending) {
  config::Program program = MarchProgram();
  SetOutcome(program.items[0], Outcome::kDone);
  SetOutcome(program.items[2], Outcome::kNotApplicable);
  const Event event = Notice(program, 3);
  EXPECT_EQ(event.summary, "CSPEN · Faltan 3 días hábiles: 1 asunto firme");
  EXPECT_EQ(event.description.substr(0, event.description.find("\n\n")),
            "Vencimientos del lunes 11 de marzo de 2024:\n- Asunto b");
}

TEST(ANotice, HasAUidOfItsOwnThatStaysWhenTheDayMoves) {
  const Event three = Notice(MarchProgram(), 3);
  EXPECT_NE(Notice(MarchProgram(), 10).uid, three.uid);
  EXPECT_NE(Notice(MarchProgram(), 3, 0).uid, three.uid);
  EXPECT_NE(OnTheDay(MarchProgram()).uid, three.uid);
  config::Program moved = MarchProgram();
  moved.sessions[0].when = Week(3, "2024-03");
  SetOutcome(moved.items[0], Outcome::kDone);
  EXPECT_EQ(Notice(moved, 3).uid, three.uid);
}

TEST(ACrowdedDay, IsOneEvent) {
  const Event event = OnTheDay(MarchProgram());
  EXPECT_EQ(event.summary,
            "CSPEN · DP, vencimientos: 2 asuntos firmes, 1 condicionado");
  EXPECT_EQ(event.span,
            EventSpan(config::DateRange{Day("2024-03-11"), Day("2024-03-11")}));
  EXPECT_EQ(event.kind, EventKind::kList);
  EXPECT_THAT(event.categories, ElementsAre("DP", "Vencimiento"));
  EXPECT_EQ(OnTheDay(MarchProgram(Language::kEnglish)).summary,
            "CSPEN · DP, due: 2 firm items, 1 conditional");
}

TEST(ACrowdedDay, TellsWhatIsSettled) {
  config::Program program = MarchProgram();
  for (std::size_t i = 0; i < 3; ++i) {
    SetOutcome(program.items[i],
               i == 2 ? Outcome::kNotApplicable : Outcome::kDone);
  }
  const Event event = OnTheDay(program);
  EXPECT_EQ(event.summary, "CSPEN · DP, vencimientos: nada pendiente");
  EXPECT_EQ(event.description.substr(0, event.description.find("\n\n")),
            "Vencimientos del lunes 11 de marzo de 2024:\n"
            "- Asunto a (cumplido)\n"
            "- Asunto b (cumplido)\n"
            "- Asunto c (no aplica)");
  EXPECT_NE(event.about, OnTheDay(MarchProgram()).about);
}

TEST(Overdue, IsOnlyWhatIsFirmAndWhereItIsTold) {
  const auto summary = [](Outcome outcome, bool shows, bool conditional,
                          const std::string& today) {
    config::Program program = MarchProgram();
    program.shows_overdue = shows;
    config::Item& item = program.items[conditional ? 2 : 0];
    SetOutcome(item, outcome);
    const ExpandedProgram expanded(program);
    ProgramContext context = expanded.Context();
    context.today = Day(today);
    for (const Deadline* deadline : expanded.Deadlines()) {
      if (deadline->item->identity.id == item.identity.id) {
        return IsOverdue(context, *deadline);
      }
    }
    return false;
  };
  const struct {
    Outcome outcome;
    bool shows;
    bool conditional;
    std::string today;
    bool overdue;
  } rows[] = {
      {Outcome::kPending, true, false, "2024-03-12", true},
      {Outcome::kPending, true, false, "2024-03-11", false},
      {Outcome::kPending, false, false, "2024-03-12", false},
      {Outcome::kPending, true, true, "2024-03-12", false},
      {Outcome::kMet, true, true, "2024-03-12", true},
      {Outcome::kMet, true, true, "2024-03-11", false},
      {Outcome::kDone, true, false, "2024-03-12", false},
      {Outcome::kNotApplicable, true, true, "2024-03-12", false},
      {Outcome::kWithdrawn, true, false, "2024-03-12", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(summary(row.outcome, row.shows, row.conditional, row.today),
              row.overdue)
        << static_cast<int>(row.outcome) << row.shows << row.conditional
        << row.today;
  }
}

}  // namespace
}  // namespace agendad::feeds
