#include "feeds/session_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "feeds/event_composer.h"
#include "tests/support/expanded_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::Language;
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

const config::ByDirectorate kPlanning{"dp"};

config::Program Program(Language language = Language::kSpanish) {
  config::Program program = test::MakeProgram();
  program.language = language;
  return program;
}

Event Session(const config::Program& program, std::size_t i = 0) {
  const ExpandedProgram expanded(program);
  Digester digester;
  return ComposeSession(expanded.Context(), expanded.Schedule().sessions.at(i),
                        digester);
}

TEST(SessionText, SaysWhenAndHowSure) {
  constexpr auto kTentative = EventCertainty::kTentative;
  constexpr auto kConfirmed = EventCertainty::kConfirmed;
  const struct {
    Language language;
    config::When when;
    EventCertainty certainty;
    std::string summary;
    std::string line;
  } rows[] = {
      {Language::kSpanish, Week(2, "2024-03"), kTentative,
       "CSPEN · Sesión ordinaria de marzo (tentativa)",
       "Semana prevista: segunda semana de marzo (del lunes 11 al viernes 15 "
       "de marzo de 2024). La fecha y la hora están por confirmar."},
      {Language::kEnglish, Week(config::kLastWeek, "2024-12"), kTentative,
       "CSPEN · Ordinary session, December (tentative)",
       "Planned for the last week of December (Monday 30 December 2024 to "
       "Friday 3 January 2025). The date and the time are to be confirmed."},
      {Language::kSpanish,
       config::DateRange{Day("2024-04-29"), Day("2024-05-02")}, kTentative,
       "CSPEN · Sesión ordinaria de abril (tentativa)",
       "Días previstos: del lunes 29 de abril al jueves 2 de mayo de 2024. La "
       "fecha y la hora están por confirmar."},
      {Language::kEnglish, Day("2024-02-29"), kConfirmed,
       "CSPEN · Ordinary session, February (time to be confirmed)",
       "Date: Thursday 29 February 2024. The time is to be confirmed."},
      {Language::kSpanish, At("2024-03-13", 10h), kConfirmed,
       "CSPEN · Sesión ordinaria de marzo",
       "miércoles 13 de marzo de 2024, de 10:00 a 12:00, hora de "
       "America/Mexico_City."},
      {Language::kEnglish, At("2024-03-13", 23h + 30min), kConfirmed,
       "CSPEN · Ordinary session, March",
       "Wednesday 13 March 2024, 23:30 to 01:30, America/Mexico_City time."},
  };
  for (const auto& [language, when, certainty, summary, line] : rows) {
    config::Program program = Program(language);
    program.sessions = {MakeSession("s", SessionType::kOrdinary, when)};
    const Event event = Session(program);
    EXPECT_EQ(event.summary, summary);
    EXPECT_EQ(event.certainty, certainty);
    EXPECT_EQ(event.description.substr(0, event.description.find('\n')), line);
  }
}

TEST(SessionText, EndsWhenTheClockShowsIt) {
  config::Program program = Program(Language::kEnglish);
  program.time_zone = "Europe/London";
  program.sessions = {
      MakeSession("s", SessionType::kOrdinary, At("2024-10-26", 23h))};
  program.sessions[0].duration = 4h;
  EXPECT_THAT(Session(program).description,
              HasSubstr("Saturday 26 October 2024, 23:00 to 02:00"));
}

TEST(SessionText, NamesTypesPlaceAndProgram) {
  config::Program program = Program();
  program.approval = "INE/CG000/2024";
  program.sessions = {
      MakeSession("a", SessionType::kExtraordinary, Day("2024-03-04")),
      MakeSession("b", SessionType::kUrgent, Day("2024-03-05")),
      MakeSession("c", SessionType::kUrgent, Week(4, "2024-03"))};
  program.sessions[2].name = "Sesión conjunta";
  program.sessions[2].place = "Sala 1";
  EXPECT_EQ(Session(program, 0).summary,
            "CSPEN · Sesión extraordinaria de marzo (hora por confirmar)");
  EXPECT_EQ(
      Session(program, 1).summary,
      "CSPEN · Sesión extraordinaria urgente de marzo (hora por confirmar)");
  EXPECT_EQ(Session(program, 2).summary, "CSPEN · Sesión conjunta (tentativa)");
  EXPECT_EQ(Session(program, 2).location, "Sala 1");
  EXPECT_THAT(Session(program, 0).categories, ElementsAre("Sesión"));
  EXPECT_THAT(
      Session(program, 0).description,
      testing::EndsWith("\nPrograma: Programa anual 2024 (INE/CG000/2024)"));
}

TEST(SessionText, ListsTheItemsOfItsMonth) {
  config::Program program = Program();
  program.sessions = {
      MakeSession("ord", SessionType::kOrdinary, Week(2, "2024-03")),
      MakeSession("ext", SessionType::kExtraordinary, Day("2024-03-25"))};
  program.items = {
      MakeItem("a", kPlanning, {"2024-03"}),
      test::Conditional(MakeItem("b", kPlanning, {"2024-03"}), "si {x} #"),
      MakeItem("c", config::ByHeading{"ag"}, {"2024-03 2024-03-20"}),
      MakeItem("d", config::Unassigned{}, {"2024-03"}),
      MakeItem("e", kPlanning, {"2024-04"})};
  program.items[0].ordinary_session_only = true;
  EXPECT_THAT(
      Session(program, 0).description,
      testing::EndsWith(
          "\n\nAsuntos previstos en el programa anual para marzo (no es el "
          "orden del día):\n"
          "AG:\n"
          "- Asunto c (vence el miércoles 20 de marzo de 2024)\n"
          "DP:\n"
          "- Asunto a\n"
          "- Si hay casos: Asunto b\n"
          "Sin área:\n"
          "- Asunto d"));
  EXPECT_THAT(Session(program, 1).description, Not(HasSubstr("Asunto a")));
  EXPECT_THAT(Session(program, 1).description, HasSubstr("Asunto b"));
}

TEST(SessionText, KeepsItsListWithin2048Octets) {
  for (const int count : {30, 31, 32, 33, 34, 35, 36, 60, 400}) {
    config::Program program = Program();
    program.sessions = {
        MakeSession("s", SessionType::kOrdinary, Week(2, "2024-03"))};
    for (int i = 0; i < count; ++i) {
      program.items.push_back(
          MakeItem(std::to_string(1000 + i), kPlanning, {"2024-03"}));
      program.items.back().short_title += " ñññññññññññññññññ";
    }
    const std::string text = Session(program).description;
    EXPECT_LE(text.size(), kMaxDescription);
    int listed = 0;
    for (std::size_t at = 0; (at = text.find("\n- ", at)) != std::string::npos;
         ++at) {
      ++listed;
    }
    const int left_out = count - listed;
    EXPECT_EQ(
        text.ends_with(left_out == 1   ? "\n… y 1 asunto más"
                       : left_out == 0 ? "ñ"
                                       : "\n… y " + std::to_string(left_out) +
                                             " asuntos más"),
        true)
        << text;
    EXPECT_GT(listed, 28);
  }
}

}  // namespace
}  // namespace agendad::feeds
