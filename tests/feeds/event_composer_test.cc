#include "feeds/event_composer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/expanded_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::Language;
using config::SessionType;
using test::Day;
using test::ExpandedProgram;
using test::MakeItem;
using test::MakeSession;
using test::Week;
using testing::ElementsAre;
using testing::HasSubstr;

const config::ByDirectorate kPlanning{"dp"};

config::Program Program(Language language = Language::kSpanish) {
  config::Program program = test::MakeProgram();
  program.language = language;
  return program;
}

Event Due(const config::Program& program, std::size_t i = 0) {
  const ExpandedProgram expanded(program);
  Digester digester;
  return ComposeDeadline(expanded.Context(), *expanded.Deadlines().at(i),
                         digester);
}

Event Conditionals(const config::Program& program) {
  const ExpandedProgram expanded(program);
  Digester digester;
  return ComposeConditionals(expanded.Context(), expanded.Deadlines(),
                             digester);
}

// By the clock on the wall, which is put back at 2:00 in between.
TEST(ComposeDeadline, SaysEverythingOfItsItem) {
  config::Program program = Program();
  program.source = "Programa, anexo único";
  program.sessions = {
      MakeSession("s", SessionType::kOrdinary, Week(2, "2024-03"))};
  program.due_lead = 1;
  program.items = {test::Conditional(MakeItem("a", kPlanning, {"2024-03"}),
                                     "si hay vacantes")};
  config::Item& item = program.items[0];
  item.observation = "Con {llaves} y #";
  item.destination = "cg";
  item.source = "asunto 15";
  item.ordinary_session_only = true;
  const Event event = Due(program);
  EXPECT_EQ(event.summary, "CSPEN · Si hay casos: Asunto a");
  EXPECT_EQ(event.description,
            "Título completo de a\n"
            "\n"
            "Área responsable: DP, Dirección de Planeación\n"
            "Condición: si hay vacantes\n"
            "Observación: Con {llaves} y #\n"
            "Solo en sesión ordinaria.\n"
            "Destino: CG, Consejo General\n"
            "Fuente: Programa, anexo único, asunto 15\n"
            "Fecha calculada: 1 día hábil antes del primer día posible de la "
            "sesión ordinaria de marzo (del lunes 11 al viernes 15 de marzo de "
            "2024).");
  EXPECT_THAT(event.categories, ElementsAre("DP", "Condicionado"));
  EXPECT_EQ(std::get<config::DateRange>(event.span).first, Day("2024-03-08"));
}

TEST(ComposeDeadline, SaysByWhichRuleItIsDue) {
  config::Program program = Program(Language::kEnglish);
  program.sessions = {
      MakeSession("s", SessionType::kOrdinary, Day("2024-03-13"))};
  program.items = {MakeItem("a", config::Unassigned{},
                            {"2024-02", "2024-03", "2024-04 2024-04-02"})};
  EXPECT_THAT(Due(program, 0).description,
              testing::EndsWith("Directorate: the program names none\nComputed "
                                "date: the last working day of February, a "
                                "month without an ordinary session."));
  EXPECT_THAT(Due(program, 1).description,
              testing::EndsWith("Computed date: the first possible day of the "
                                "ordinary session of March (Wednesday 13 March "
                                "2024)."));
  EXPECT_THAT(Due(program, 2).description,
              testing::EndsWith("The program names this date for this item."));
  program.due_lead = 3;
  EXPECT_THAT(Due(program, 1).description,
              HasSubstr("Computed date: 3 working days before the first"));
  program.due = config::DueRule::kMonthEnd;
  EXPECT_THAT(
      Due(program, 1).description,
      testing::EndsWith("Computed date: the last working day of March."));
}

TEST(ComposeConditionals, CountsThem) {
  const struct {
    Language language;
    int count;
    std::string summary;
  } rows[] = {
      {Language::kSpanish, 1, "CSPEN · DP, abril: 1 asunto si hay casos"},
      {Language::kSpanish, 2, "CSPEN · DP, abril: 2 asuntos si hay casos"},
      {Language::kEnglish, 1, "CSPEN · DP, April: 1 item if a case arises"},
      {Language::kEnglish, 6, "CSPEN · DP, April: 6 items if cases arise"},
  };
  for (const auto& [language, count, summary] : rows) {
    config::Program program = Program(language);
    for (int i = 0; i < count; ++i) {
      program.items.push_back(test::Conditional(
          MakeItem("i" + std::to_string(i), kPlanning, {"2024-04"}), "si"));
    }
    EXPECT_EQ(Conditionals(program).summary, summary);
  }
}

TEST(ComposeNotices, InBothLanguages) {
  Digester digester;
  for (const auto language : {Language::kSpanish, Language::kEnglish}) {
    const Wording wording(language);
    const auto revised = Day("2024-01-31") + 18h;
    const Event empty = ComposePlaceholder("dp", wording, revised, digester);
    const Event cut = ComposeTruncated("dp", wording, revised, digester);
    EXPECT_NE(empty.uid, cut.uid);
    EXPECT_EQ(empty.certainty, EventCertainty::kNotice);
    EXPECT_EQ(std::get<config::DateRange>(empty.span).last, Day("2024-01-31"));
    EXPECT_EQ(empty.summary, language == Language::kSpanish
                                 ? "Sin eventos por ahora"
                                 : "No events yet");
    EXPECT_EQ(cut.summary, language == Language::kSpanish
                               ? "Este calendario no muestra todos sus eventos"
                               : "This calendar does not show all its events");
  }
}

}  // namespace
}  // namespace agendad::feeds
