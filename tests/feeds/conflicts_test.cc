#include "feeds/conflicts.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::DateRange;
using config::Session;
using config::SessionState;
using config::SessionType;
using test::At;
using test::Day;
using test::MakeCouncillor;
using test::MemberOf;
using test::Week;

using Sessions = std::vector<Session>;

Session On(std::string id, const config::When& when) {
  return test::MakeSession(std::move(id), SessionType::kOrdinary, when);
}

Session In(SessionState state, Session session) {
  config::SessionProgress progress;
  progress.state = state;
  session.progress = std::make_shared<const config::SessionProgress>(progress);
  return session;
}

// Put off to a time that nobody knows yet.
Session PutOff(Session session) {
  config::SessionProgress progress;
  progress.state = SessionState::kPostponed;
  progress.earlier = {std::exchange(session.when, config::Unscheduled{})};
  session.progress = std::make_shared<const config::SessionProgress>(progress);
  return session;
}

// The n-th session is on line n + 1 of the program's file.
config::Program ProgramOf(const std::string& body, std::uint32_t file,
                          Sessions sessions) {
  config::Program program = test::MakeProgram();
  program.identity.id = body + "-2024";
  program.body = body;
  program.sessions = std::move(sessions);
  for (std::size_t i = 0; i < program.sessions.size(); ++i) {
    program.sessions[i].when_where = {file, static_cast<std::uint32_t>(i + 2),
                                      5};
  }
  return program;
}

// Ana is in both bodies, Ben in CSPEN, Eva in CSPEN and until 15 March in CG.
config::Definition TwoBodies(Sessions cspen, Sessions cg) {
  auto definition =
      test::MakeDefinition({ProgramOf("cspen", 1, std::move(cspen)),
                            ProgramOf("cg", 2, std::move(cg))});
  definition.files = {"directory.yaml", "programs/a.yaml", "programs/b.yaml"};
  definition.directory.Edit().councillors = {
      MakeCouncillor("eva",
                     {MemberOf("cspen"), MemberOf("cg", "", "2024-03-15")}),
      MakeCouncillor("ana",
                     {MemberOf("cg"), MemberOf("cspen", "", "2024-06-30"),
                      MemberOf("cspen", "2024-06-01")}),
      MakeCouncillor("ben", {MemberOf("cspen")}), MakeCouncillor("zoe", {})};
  return definition;
}

std::vector<std::string> Told(const config::Definition& definition) {
  config::Diagnostics diagnostics;
  TellConflicts(definition, diagnostics);
  diagnostics.Sort();
  std::vector<std::string> told;
  for (const auto& diagnostic : diagnostics.All()) {
    told.push_back(ToText(diagnostic, definition.files));
  }
  return told;
}

std::string SameDay(const std::string& later, const std::string& first,
                    const std::string& day, const std::string& who) {
  return later + " is on the same day as " + first + ", " + day +
         ", and both must be attended by " + who +
         "; expected another day for one of them, or an hour for both";
}

std::string Overlap(const std::string& later, const std::string& first,
                    const std::string& day, const std::string& who) {
  return later + " overlaps with " + first + ", " + day +
         ", and both must be attended by " + who +
         "; expected another hour or day for one of them";
}

struct Row {
  std::string what;
  Sessions cspen;
  Sessions cg;
  std::vector<std::string> told;
};

void Check(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    EXPECT_EQ(Told(TwoBodies(row.cspen, row.cg)), row.told) << row.what;
  }
}

const std::string kHere = "programs/b.yaml:2:5: warning: session 'y' of CG";
const std::string kThere = "session 'x' of CSPEN (programs/a.yaml:2)";

TEST(TellConflicts, OfSessionsOnOneDay) {
  const std::string both = "Councillor ana, Councillor eva";
  const auto same = [&](const std::string& who) {
    return std::vector{SameDay(kHere, kThere, "2024-03-13", who)};
  };
  Check({
      {"two days",
       {On("x", Day("2024-03-13"))},
       {On("y", Day("2024-03-13"))},
       same(both)},
      {"a day and an hour",
       {On("x", Day("2024-03-13"))},
       {On("y", At("2024-03-13", 9h))},
       same(both)},
      {"an hour and a window of one day",
       {On("x", At("2024-03-13", 9h))},
       {On("y", DateRange{Day("2024-03-13"), Day("2024-03-13")})},
       same(both)},
      {"other days",
       {On("x", Day("2024-03-13"))},
       {On("y", Day("2024-03-14"))},
       {}},
      {"an hour that ends on the next day",
       {On("x", At("2024-03-12", 23h))},
       {On("y", Day("2024-03-13"))},
       same(both)},
      {"one that is held, called off or put off",
       {In(SessionState::kHeld, On("x", Day("2024-03-13"))),
        In(SessionState::kCancelled, On("x2", Day("2024-03-13"))),
        PutOff(On("x3", Day("2024-03-13")))},
       {On("y", Day("2024-03-13"))},
       {}},
      {"one that is convened or postponed",
       {In(SessionState::kConvened, On("x", Day("2024-03-13")))},
       {In(SessionState::kPostponed, On("y", Day("2024-03-13")))},
       same(both)},
      {"windows",
       {On("x", Week(2, "2024-03"))},
       {On("y", Week(2, "2024-03"))},
       {}},
  });
}

TEST(TellConflicts, OfSessionsThatOverlap) {
  const std::string both = "Councillor ana, Councillor eva";
  const auto overlap = [&](const std::string& day) {
    return std::vector{Overlap(kHere, kThere, day, both)};
  };
  Check({
      {"the same hour",
       {On("x", At("2024-03-13", 10h))},
       {On("y", At("2024-03-13", 10h))},
       overlap("2024-03-13")},
      {"the last minute",
       {On("x", At("2024-03-13", 10h))},
       {On("y", At("2024-03-13", 11h + 59min))},
       overlap("2024-03-13")},
      {"one after the other",
       {On("x", At("2024-03-13", 10h))},
       {On("y", At("2024-03-13", 12h))},
       {}},
      {"one before the other",
       {On("x", At("2024-03-13", 10h))},
       {On("y", At("2024-03-13", 8h))},
       {}},
      {"over midnight",
       {On("x", At("2024-03-12", 23h))},
       {On("y", At("2024-03-13", 0h))},
       overlap("2024-03-13")},
  });
}

TEST(TellConflicts, OfThoseWhoAreMembersOnTheDay) {
  Check({
      {"the last day of one of them",
       {On("x", Day("2024-03-15"))},
       {On("y", Day("2024-03-15"))},
       {SameDay(kHere, kThere, "2024-03-15",
                "Councillor ana, Councillor eva")}},
      {"the day after it",
       {On("x", Day("2024-03-16"))},
       {On("y", Day("2024-03-16"))},
       {SameDay(kHere, kThere, "2024-03-16", "Councillor ana")}},
      {"one who is a member twice",
       {On("x", Day("2024-06-15"))},
       {On("y", Day("2024-06-15"))},
       {SameDay(kHere, kThere, "2024-06-15", "Councillor ana")}},
      {"one who comes with the end of the first",
       {On("x", At("2024-03-15", 23h))},
       {On("y", At("2024-03-16", 0h))},
       {Overlap(kHere, kThere, "2024-03-16", "Councillor ana")}},
      {"two of one body",
       {On("x", Day("2024-03-13")), On("y", Day("2024-03-13"))},
       {},
       {SameDay("programs/a.yaml:3:5: warning: session 'y' of CSPEN",
                "session 'x' of CSPEN (line 2)", "2024-03-13",
                "Councillor ana, Councillor ben, Councillor eva")}},
  });
}

TEST(TellConflicts, OfSessionsInOtherZones) {
  auto definition = TwoBodies({On("x", At("2024-03-13", 23h))},
                              {On("y", At("2024-03-15", 0h))});
  definition.programs[0].Edit().time_zone = "Pacific/Pago_Pago";
  definition.programs[1].Edit().time_zone = "Pacific/Kiritimati";
  EXPECT_EQ(Told(definition),
            std::vector{Overlap(kHere, kThere, "2024-03-15",
                                "Councillor ana, Councillor eva")});
}

TEST(TellConflicts, OfWindowsWithoutADayForAll) {
  const std::string window =
      "programs/a.yaml:2:5: warning: the window of session 'x' of CSPEN, ";
  const std::string none =
      ", has no working day on which all its members are free: ";
  const std::string expected =
      "; expected other days, or another day for one of those sessions";
  const auto days = [](std::string_view first, std::string_view last) {
    return On("x", DateRange{Day(first), Day(last)});
  };
  Check({
      {"every day is taken",
       {days("2024-03-14", "2024-03-16")},
       {On("y", Day("2024-03-14")), On("z", At("2024-03-15", 9h))},
       {window + "2024-03-14 to 2024-03-16" + none +
        "on 2024-03-14 session 'y' of CG (programs/b.yaml:2) takes "
        "Councillor ana, Councillor eva; on 2024-03-15 session 'z' of CG "
        "(programs/b.yaml:3) takes Councillor ana, Councillor eva" +
        expected}},
      {"one day by two sessions, one of them its own body's",
       {days("2024-03-15", "2024-03-17"), On("w", At("2024-03-15", 12h))},
       {On("y", At("2024-03-15", 9h))},
       {window + "2024-03-15 to 2024-03-17" + none +
        "on 2024-03-15 session 'w' of CSPEN (line 3) takes Councillor ana, "
        "Councillor ben, Councillor eva and session 'y' of CG "
        "(programs/b.yaml:2) takes Councillor ana, Councillor eva" +
        expected}},
      {"one day is left",
       {days("2024-03-14", "2024-03-16")},
       {On("y", Day("2024-03-14"))},
       {}},
      {"no day is worked",
       {days("2024-03-16", "2024-03-18")},
       {On("y", Day("2024-03-16")), On("z", Day("2024-03-18"))},
       {}},
      {"what is off leaves its day",
       {days("2024-03-15", "2024-03-16")},
       {In(SessionState::kCancelled, On("y", Day("2024-03-15"))),
        PutOff(On("z", Day("2024-03-15")))},
       {}},
      {"a window that is off itself",
       {In(SessionState::kCancelled, days("2024-03-15", "2024-03-16"))},
       {On("y", Day("2024-03-15"))},
       {}},
      {"windows leave each other's days",
       {days("2024-03-15", "2024-03-16")},
       {On("y", DateRange{Day("2024-03-15"), Day("2024-03-16")})},
       {}},
  });
}

TEST(TellConflicts, NothingWithoutMembers) {
  auto definition =
      TwoBodies({On("x", Day("2024-03-13")), On("w", Week(2, "2024-03"))},
                {On("y", Day("2024-03-13"))});
  definition.directory.Edit().councillors.clear();
  EXPECT_EQ(Told(definition), std::vector<std::string>{});
  EXPECT_EQ(Told(test::MakeDefinition({})), std::vector<std::string>{});
}

}  // namespace
}  // namespace agendad::feeds
