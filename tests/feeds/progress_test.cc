// What people read of a session that was convened, moved, held or called off,
// and of an item with an outcome: in both languages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "feeds/digest_composer.h"
#include "feeds/event_composer.h"
#include "tests/support/expanded_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::Language;
using config::Outcome;
using config::SessionProgress;
using config::SessionState;
using config::SessionType;
using test::At;
using test::Day;
using test::ExpandedProgram;
using test::MakeItem;
using test::MakeSession;
using test::Week;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const config::ByDirectorate kPlanning{"dp"};

config::Program Program(Language language, SessionProgress progress,
                        const config::When& when) {
  config::Program program = test::MakeProgram();
  program.language = language;
  program.sessions = {MakeSession("marzo", SessionType::kOrdinary, when)};
  program.sessions[0].duration = 2h;
  program.sessions[0].progress =
      std::make_shared<const SessionProgress>(std::move(progress));
  program.items = {MakeItem("a", kPlanning, {"2024-03"}),
                   MakeItem("b", kPlanning, {"2024-05"})};
  return program;
}

Event Session(const config::Program& program) {
  const ExpandedProgram expanded(program);
  Digester digester;
  return ComposeSession(expanded.Context(), expanded.Schedule().sessions.at(0),
                        digester);
}

Event Due(const config::Program& program, std::size_t i = 0) {
  const ExpandedProgram expanded(program);
  Digester digester;
  return ComposeDeadline(expanded.Context(), *expanded.Deadlines().at(i),
                         digester);
}

std::string FirstLines(const std::string& text, int count) {
  std::size_t end = 0;
  for (; count > 0; --count) end = text.find('\n', end) + 1;
  return text.substr(0, end);
}

TEST(ASession, IsConvenedAndMovedUnderOneUid) {
  const Event planned = Session(
      Program(Language::kSpanish, SessionProgress(), Week(2, "2024-03")));
  EXPECT_EQ(planned.certainty, EventCertainty::kTentative);
  const SessionProgress convened{
      SessionState::kConvened, {}, {Week(2, "2024-03")}, {}, "https://a"};
  const Event event =
      Session(Program(Language::kSpanish, convened, At("2024-03-13", 10h)));
  EXPECT_EQ(event.uid, planned.uid);
  EXPECT_EQ(event.certainty, EventCertainty::kConfirmed);
  EXPECT_EQ(event.summary, "CSPEN · Sesión ordinaria de marzo");
  EXPECT_EQ(FirstLines(event.description, 2),
            "miércoles 13 de marzo de 2024, de 10:00 a 12:00, hora de "
            "America/Mexico_City.\n"
            "Cambia de segunda semana de marzo (del lunes 11 al viernes 15 de "
            "marzo de 2024) a miércoles 13 de marzo de 2024, 10:00.\n");
  EXPECT_THAT(event.description, Not(HasSubstr("https://a")));

  SessionProgress moved{SessionState::kPostponed,
                        {{}, "la Presidencia", "falta de quórum"},
                        {Week(2, "2024-03"), At("2024-03-13", 10h)},
                        {},
                        ""};
  const Event later =
      Session(Program(Language::kEnglish, moved,
                      config::DateRange{Day("2024-04-01"), Day("2024-04-03")}));
  EXPECT_EQ(later.uid, planned.uid);
  EXPECT_EQ(later.certainty, EventCertainty::kTentative);
  EXPECT_EQ(later.summary, "CSPEN · Ordinary session, March (tentative)");
  EXPECT_EQ(
      FirstLines(later.description, 5),
      "Planned for these days: Monday 1 to Wednesday 3 April 2024. The date "
      "and the time are to be confirmed.\n"
      "Moved from Wednesday 13 March 2024, 10:00 to a day from Monday 1 to "
      "Wednesday 3 April 2024.\n"
      "Moved from second week of March (Monday 11 to Friday 15 March 2024) to "
      "Wednesday 13 March 2024, 10:00.\n"
      "Reason: falta de quórum\n"
      "Decided by: la Presidencia\n");
  // Its items are those of the month that it was planned for.
  EXPECT_THAT(later.description, HasSubstr("- Asunto a"));
}

TEST(ASession, IsCalledOffOrHasNoTime) {
  const struct {
    SessionState state;
    config::When when;
    std::vector<config::When> earlier;
    Language language;
    std::string summary;
    std::string first;
  } rows[] = {
      {SessionState::kCancelled,
       Day("2024-03-13"),
       {},
       Language::kSpanish,
       "Cancelado: CSPEN · Sesión ordinaria de marzo",
       "Se canceló. Estaba prevista: miércoles 13 de marzo de 2024.\n"},
      {SessionState::kCancelled,
       Week(2, "2024-03"),
       {},
       Language::kEnglish,
       "Cancelled: CSPEN · Ordinary session, March",
       "It was cancelled. It was planned: second week of March (Monday 11 to "
       "Friday 15 March 2024).\n"},
      {SessionState::kPostponed,
       config::Unscheduled{},
       {At("2024-03-13", 10h)},
       Language::kSpanish,
       "Aplazada, sin nueva fecha: CSPEN · Sesión ordinaria de marzo",
       "Se aplazó y no tiene nueva fecha. Estaba prevista: miércoles 13 de "
       "marzo de 2024, 10:00.\n"},
      {SessionState::kPostponed,
       config::Unscheduled{},
       {At("2024-03-13", 10h)},
       Language::kEnglish,
       "Postponed, no new date: CSPEN · Ordinary session, March",
       "It was postponed and has no new date yet. It was planned: Wednesday 13 "
       "March 2024, 10:00.\n"},
  };
  for (const auto& row : rows) {
    const Event event = Session(
        Program(row.language, {row.state, {}, row.earlier, {}, ""}, row.when));
    EXPECT_EQ(event.certainty, EventCertainty::kCancelled);
    EXPECT_EQ(event.summary, row.summary);
    EXPECT_THAT(event.description, StartsWith(row.first));
  }
}

TEST(ASession, IsHeld) {
  const Event event =
      Session(Program(Language::kSpanish, {SessionState::kHeld, {}, {}, {}, ""},
                      Day("2024-03-13")));
  EXPECT_EQ(event.summary, "CSPEN · Sesión ordinaria de marzo");
  EXPECT_EQ(event.certainty, EventCertainty::kConfirmed);
  EXPECT_THAT(event.description, HasSubstr("\nSe celebró.\n"));
}

TEST(ASession, ListsWhatItWasConvenedFor) {
  const Event event = Session(
      Program(Language::kSpanish, {SessionState::kConvened, {}, {}, {"b"}, ""},
              Day("2024-03-13")));
  EXPECT_THAT(
      event.description,
      testing::EndsWith("\n\nAsuntos para los que se convocó:\n- Asunto b"));
}

// Without a session, a month's items are due at its end; while the session only
// has no time, they wait for it.
TEST(ASession, ThatIsCalledOffLetsItsItemsGo) {
  config::Program program =
      Program(Language::kSpanish, {SessionState::kCancelled, {}, {}, {}, ""},
              Week(2, "2024-03"));
  EXPECT_EQ(std::get<config::DateRange>(Due(program).span).first,
            Day("2024-03-29"));
  program =
      Program(Language::kSpanish,
              {SessionState::kPostponed, {}, {Week(2, "2024-03")}, {}, ""},
              config::Unscheduled{});
  // Until it has a time again.
  EXPECT_EQ(std::get<config::DateRange>(Due(program).span).first,
            Day("2024-03-29"));
  program.sessions[0].when = Day("2024-04-10");
  EXPECT_EQ(std::get<config::DateRange>(Due(program).span).first,
            Day("2024-04-10"));
}

config::Program WithOutcome(Language language, config::ItemProgress progress) {
  config::Program program = test::MakeProgram();
  program.language = language;
  program.items = {test::Conditional(
      MakeItem("a", kPlanning, {"2024-04 2024-04-15"}), "si hay vacantes")};
  program.items[0].months[0].progress =
      std::make_shared<const config::ItemProgress>(std::move(progress));
  return program;
}

TEST(AnItem, TellsItsOutcome) {
  const struct {
    Outcome outcome;
    Language language;
    std::string summary;
    std::string line;
    EventCertainty certainty;
    std::string category;
  } rows[] = {
      {Outcome::kMet, Language::kSpanish, "CSPEN · Asunto a",
       "Se cumplió la condición: el asunto se presenta.",
       EventCertainty::kNotice, "Vencimiento"},
      {Outcome::kMet, Language::kEnglish, "CSPEN · Asunto a",
       "The condition is met: the item is due.", EventCertainty::kNotice,
       "Deadline"},
      {Outcome::kDone, Language::kSpanish, "CSPEN · Cumplido: Asunto a",
       "Se cumplió el viernes 12 de abril de 2024.", EventCertainty::kNotice,
       "Vencimiento"},
      {Outcome::kDone, Language::kEnglish, "CSPEN · Done: Asunto a",
       "It was done on Friday 12 April 2024.", EventCertainty::kNotice,
       "Deadline"},
      {Outcome::kNotApplicable, Language::kSpanish,
       "No aplica: CSPEN · Asunto a", "No aplica: no se presentó el caso.",
       EventCertainty::kCancelled, "Vencimiento"},
      {Outcome::kNotApplicable, Language::kEnglish,
       "Not applicable: CSPEN · Asunto a", "It does not apply: no case arose.",
       EventCertainty::kCancelled, "Deadline"},
      {Outcome::kWithdrawn, Language::kSpanish, "Retirado: CSPEN · Asunto a",
       "Se retiró del programa.", EventCertainty::kCancelled, "Vencimiento"},
      {Outcome::kWithdrawn, Language::kEnglish, "Withdrawn: CSPEN · Asunto a",
       "It was withdrawn from the program.", EventCertainty::kCancelled,
       "Deadline"},
  };
  const std::string uid =
      Due(WithOutcome(Language::kSpanish, config::ItemProgress())).uid;
  for (const auto& row : rows) {
    const Event event = Due(WithOutcome(
        row.language,
        {row.outcome, {{}, "DP", "así"}, Day("2024-04-12"), std::nullopt}));
    EXPECT_EQ(event.uid, uid);
    EXPECT_EQ(event.summary, row.summary);
    EXPECT_EQ(event.certainty, row.certainty) << row.summary;
    EXPECT_THAT(event.description, HasSubstr("\n\n" + row.line + "\n"));
    EXPECT_THAT(event.categories, ElementsAre("DP", row.category));
    EXPECT_EQ(std::get<config::DateRange>(event.span).first, Day("2024-04-15"));
  }
}

TEST(AnItem, IsMovedUnderItsUid) {
  const config::Program before =
      WithOutcome(Language::kSpanish, config::ItemProgress());
  const Event event = Due(WithOutcome(
      Language::kSpanish,
      {Outcome::kPending, {}, std::nullopt, test::Month("2024-05")}));
  EXPECT_EQ(event.uid, Due(before).uid);
  EXPECT_EQ(event.summary, "CSPEN · Si hay casos: Asunto a");
  // By the rule: the date was that of the other month.
  EXPECT_EQ(std::get<config::DateRange>(event.span).first, Day("2024-05-31"));
  EXPECT_THAT(event.description,
              HasSubstr("Pasa de abril de 2024 a mayo de 2024.\n"));
}

TEST(ADigest, CountsWhatIsStillDue) {
  config::Program program = test::MakeProgram();
  program.items = {
      MakeItem("a", kPlanning, {"2024-04"}),
      MakeItem("b", kPlanning, {"2024-04"}),
      MakeItem("c", kPlanning, {"2024-04"}),
      test::Conditional(MakeItem("d", kPlanning, {"2024-04"}), "x"),
      test::Conditional(MakeItem("e", kPlanning, {"2024-04"}), "x")};
  const Outcome outcomes[] = {Outcome::kPending, Outcome::kDone,
                              Outcome::kWithdrawn, Outcome::kMet,
                              Outcome::kPending};
  for (std::size_t i = 0; i < 5; ++i) {
    program.items[i].months[0].progress =
        std::make_shared<const config::ItemProgress>(config::ItemProgress{
            outcomes[i], {}, Day("2024-04-02"), std::nullopt});
  }
  const ExpandedProgram expanded(program);
  Digester digester;
  const DigestPart part{&expanded.Context(), expanded.Deadlines()};
  const Event event =
      ComposeDigest({part}, nullptr, test::Month("2024-04"), digester);
  EXPECT_EQ(event.summary, "CSPEN · abril: 3 asuntos (+1 condicionado)");
  EXPECT_THAT(event.description, HasSubstr("- Asunto a\n"
                                           "- Asunto b (cumplido)\n"
                                           "- Asunto c (retirado)\n"
                                           "- Asunto d\n"
                                           "- Si hay casos: Asunto e"));
}

}  // namespace
}  // namespace agendad::feeds
