#include "feeds/digest_composer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/expanded_program.h"

namespace agendad::feeds {
namespace {

using config::Language;
using test::Day;
using test::ExpandedProgram;
using test::MakeItem;

const config::ByDirectorate kPlanning{"dp"};

config::Program Program(Language language = Language::kSpanish) {
  config::Program program = test::MakeProgram();
  program.language = language;
  return program;
}

Event Digest(const config::Program& program, std::string_view month) {
  const ExpandedProgram expanded(program);
  Digester digester;
  return ComposeDigest({{&expanded.Context(), expanded.Deadlines()}}, nullptr,
                       test::Month(month), digester);
}

TEST(ComposeDigest, CountsFirmAndConditionalItems) {
  const struct {
    Language language;
    int firm;
    int conditional;
    std::string summary;
  } rows[] = {
      {Language::kSpanish, 11, 4,
       "CSPEN · abril: 11 asuntos (+4 condicionados)"},
      {Language::kSpanish, 1, 1, "CSPEN · abril: 1 asunto (+1 condicionado)"},
      {Language::kSpanish, 0, 2,
       "CSPEN · abril: sin asuntos firmes (+2 condicionados)"},
      {Language::kSpanish, 2, 0, "CSPEN · abril: 2 asuntos"},
      {Language::kEnglish, 1, 0, "CSPEN · April: 1 item"},
      {Language::kEnglish, 0, 1,
       "CSPEN · April: no firm items (+1 conditional)"},
  };
  for (const auto& [language, firm, conditional, summary] : rows) {
    config::Program program = Program(language);
    for (int i = 0; i < firm + conditional; ++i) {
      auto item = MakeItem("i" + std::to_string(i), kPlanning, {"2024-04"});
      if (i >= firm) item.condition = "si";
      program.items.push_back(item);
    }
    const Event event = Digest(program, "2024-04");
    EXPECT_EQ(event.summary, summary);
    EXPECT_EQ(std::get<config::DateRange>(event.span).first, Day("2024-04-01"));
  }
}

}  // namespace
}  // namespace agendad::feeds
