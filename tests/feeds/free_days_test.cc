#include "feeds/free_days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "config/iso_date.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::DateRange;
using config::SessionState;
using config::SessionType;
using config::ToIso;
using test::At;
using test::Day;
using test::MakeCouncillor;
using test::MakeSession;
using test::MemberOf;
using testing::ElementsAre;

config::Session On(std::string id, const config::When& when) {
  return MakeSession(std::move(id), SessionType::kOrdinary, when);
}

config::Session Held(config::Session session) {
  config::SessionProgress progress;
  progress.state = SessionState::kHeld;
  session.progress = std::make_shared<const config::SessionProgress>(progress);
  return session;
}

// Three members, of whom Ana is in CG, too, and Eva is only until the 14th.
config::Definition Sample(const config::When& when) {
  config::Program cspen = test::MakeProgram();
  cspen.sessions = {On("x", when), On("w", At("2024-03-12", 23h))};
  config::Program council = test::MakeProgram();
  council.identity.id = "cg-2024";
  council.body = "cg";
  council.sessions = {On("y", Day("2024-03-14")), On("z", At("2024-03-14", 9h)),
                      Held(On("v", Day("2024-03-15"))),
                      On("u", DateRange{Day("2024-03-11"), Day("2024-03-12")})};
  auto definition = test::MakeDefinition({cspen, council});
  definition.directory.Edit().councillors = {
      MakeCouncillor("eva", {MemberOf("cspen", "", "2024-03-14")}),
      MakeCouncillor("ana", {MemberOf("cg"), MemberOf("cspen")}),
      MakeCouncillor("ben", {MemberOf("cspen")})};
  return definition;
}

// "2024-03-14 2/3 ana(y,z)", of the session x.
std::vector<std::string> Suggested(const config::When& when) {
  const config::Definition definition = Sample(when);
  config::Diagnostics diagnostics;
  const NonWorkingDayTable table(definition, diagnostics);
  const Attendance attendance(definition, diagnostics);
  const config::Program& program = *definition.programs[0];
  std::vector<std::string> shown;
  for (const auto& day : SuggestDays(*attendance.Find(program, "x"), attendance,
                                     WorkingDays(program, table))) {
    std::string text = ToIso(day.members.day) + " " +
                       std::to_string(day.members.Free()) + "/" +
                       std::to_string(day.members.members);
    for (const auto& busy : day.members.busy) {
      text += " " + busy.councillor->identity.id;
      for (const auto* at : busy.at) {
        text += "," + at->scheduled.session->identity.id;
      }
    }
    if (!day.is_worked) text += " off: " + day.holiday;
    shown.push_back(text);
  }
  return shown;
}

TEST(SuggestDays, OfAWindow) {
  EXPECT_THAT(
      Suggested(DateRange{Day("2024-03-11"), Day("2024-03-18")}),
      ElementsAre("2024-03-11 3/3", "2024-03-14 2/3 ana,y,z",
                  "2024-03-15 1/2 ana,v", "2024-03-12 0/3 ana,w ben,w eva,w",
                  "2024-03-13 0/3 ana,w ben,w eva,w",
                  "2024-03-16 2/2 off: ", "2024-03-17 2/2 off: ",
                  "2024-03-18 2/2 off: Natalicio de Juárez"));
}

// Its own day is free of itself.
TEST(SuggestDays, OfADayAreItsWeek) {
  const std::vector<std::string> week = {
      "2024-03-18 2/2 off: Natalicio de Juárez",
      "2024-03-23 2/2 off: ", "2024-03-24 2/2 off: "};
  for (const config::When& when :
       {config::When(Day("2024-03-18")), config::When(At("2024-03-24", 9h)),
        config::When(Day("2024-03-20"))}) {
    EXPECT_THAT(Suggested(when), ElementsAre("2024-03-19 2/2", "2024-03-20 2/2",
                                             "2024-03-21 2/2", "2024-03-22 2/2",
                                             week[0], week[1], week[2]));
  }
}

TEST(Attendance, FindsASessionByAnyOfItsIds) {
  auto definition = Sample(Day("2024-03-20"));
  definition.programs[0].Edit().sessions[0].identity.formerly = {"old"};
  config::Diagnostics diagnostics;
  const Attendance attendance(definition, diagnostics);
  const config::Program& program = *definition.programs[0];
  EXPECT_EQ(attendance.Find(program, "old"), attendance.Find(program, "x"));
  EXPECT_NE(attendance.Find(program, "x"), nullptr);
  EXPECT_EQ(attendance.Find(program, "y"), nullptr);  // of another program
}

}  // namespace
}  // namespace agendad::feeds
