#include "feeds/withdrawal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Definition;
using std::chrono::days;
using std::chrono::seconds;
using test::Day;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const config::ByDirectorate kPlanning{"dp"};

// Due on the last working day of June and of July, and a session in August.
Definition Summer() {
  config::Program program = test::MakeProgram();
  program.sessions = {test::MakeSession(
      "agosto", config::SessionType::kOrdinary, test::Week(2, "2024-08"))};
  program.items = {test::MakeItem("june", kPlanning, {"2024-06"}),
                   test::MakeItem("july", kPlanning, {"2024-07"})};
  return test::MakeDefinition({program});
}

// "STATUS SEQUENCE SUMMARY" of the events of a feed.
std::vector<std::string> Shown(const test::Publication& publication,
                               const std::string& feed) {
  std::vector<std::string> shown;
  const auto calendars = publication.Scanned();
  for (const auto& event : calendars.at(feed).events) {
    shown.push_back(event.Value("STATUS") + " " + event.Value("SEQUENCE") +
                    " " + event.Text("SUMMARY"));
  }
  return shown;
}

class WithdrawalTest : public testing::Test {
 protected:
  WithdrawalTest() { Publish(); }

  void Publish() { publication_.Publish(definition_); }
  void PublishAfter(seconds time) {
    publication_.Wait(time);
    Publish();
  }
  std::vector<config::Item>& Items() {
    return definition_.programs[0].Edit().items;
  }

  Definition definition_ = Summer();
  test::Publication publication_{Day("2024-06-01")};
};

TEST_F(WithdrawalTest, WhatAProgramLosesStandsAsCancelledForItsTime) {
  const config::Item july = Items()[1];
  Items().pop_back();
  PublishAfter(seconds(5));
  const std::vector<std::string> cancelled = {
      "CONFIRMED 0 CSPEN · Asunto june",
      "CANCELLED 1 Cancelado: CSPEN · Asunto july",
      "TENTATIVE 0 CSPEN · Sesión ordinaria de agosto (tentativa)"};
  EXPECT_EQ(Shown(publication_, "cspen"), cancelled);
  EXPECT_EQ(Shown(publication_, "dp"), cancelled);
  // Who had nothing of it has nothing of its end.
  EXPECT_THAT(Shown(publication_, "cspen-sessions"),
              ElementsAre(HasSubstr("Sesión ordinaria")));
  PublishAfter(days(29));
  EXPECT_EQ(Shown(publication_, "dp"), cancelled);
  PublishAfter(days(1));
  EXPECT_EQ(Shown(publication_, "dp").size(), 2U);
  // It comes back with a higher number than any before.
  Items().push_back(july);
  PublishAfter(days(1));
  EXPECT_EQ(Shown(publication_, "dp")[1], "CONFIRMED 2 CSPEN · Asunto july");
}

TEST_F(WithdrawalTest, ABodyWithoutProgramsHasFeedsWhileAnythingStands) {
  const auto programs = std::exchange(definition_.programs, {});
  PublishAfter(seconds(5));
  const std::vector<std::string> cancelled = {
      "CANCELLED 1 Cancelado: CSPEN · Asunto june",
      "CANCELLED 1 Cancelado: CSPEN · Asunto july",
      "CANCELLED 1 Cancelado: CSPEN · Sesión ordinaria de agosto (tentativa)"};
  EXPECT_EQ(Shown(publication_, "cspen"), cancelled);
  EXPECT_EQ(Shown(publication_, "dp"), cancelled);
  EXPECT_EQ(Shown(publication_, "cspen-sessions").size(), 1U);
  // What others change is none of its business.
  definition_.non_working_days_revised = Day("2024-06-02");
  PublishAfter(days(29));
  EXPECT_EQ(Shown(publication_, "cspen"), cancelled);
  PublishAfter(days(1));
  EXPECT_FALSE(publication_.Scanned().contains("cspen"));
  EXPECT_FALSE(publication_.Scanned().contains("cspen-sessions"));
  definition_.programs = programs;
  PublishAfter(days(1));
  EXPECT_EQ(Shown(publication_, "cspen")[1], "CONFIRMED 2 CSPEN · Asunto july");
}

TEST_F(WithdrawalTest, ABodyOfThePastJustLeaves) {
  publication_.Wait(days(300));
  Publish();
  definition_.programs.clear();
  PublishAfter(seconds(5));
  EXPECT_FALSE(publication_.Scanned().contains("cspen"));
}

TEST_F(WithdrawalTest, ABodyThatIsRenamedWithoutProgramsKeepsItsFeeds) {
  definition_.programs.clear();
  PublishAfter(seconds(5));
  auto& body = definition_.directory.Edit().bodies[0];
  body.identity.formerly = {body.identity.id};
  body.identity.id = "spen";
  definition_.origin = std::make_shared<const int>();
  PublishAfter(seconds(5));
  EXPECT_EQ(Shown(publication_, "spen").size(), 3U);
  definition_.directory.Edit().bodies.erase(
      definition_.directory->bodies.begin());
  PublishAfter(seconds(5));
  EXPECT_FALSE(publication_.Scanned().contains("spen"));
  EXPECT_EQ(Shown(publication_, "dp").size(), 3U);
}

TEST_F(WithdrawalTest, WhatIsBackIsNotCancelledAnyMore) {
  const config::Item july = Items()[1];
  Items().pop_back();
  PublishAfter(seconds(5));
  // Somebody else answers for it now.
  Items().push_back(july);
  Items().back().responsible = config::ByDirectorate{"dj"};
  PublishAfter(seconds(5));
  EXPECT_EQ(Shown(publication_, "dp").size(), 2U);
  EXPECT_EQ(Shown(publication_, "dj")[0], "CONFIRMED 2 CSPEN · Asunto july");
}

TEST_F(WithdrawalTest, WhatOnlyLeavesAFeedIsNotCancelled) {
  Items()[1].responsible = config::ByDirectorate{"dj"};
  PublishAfter(seconds(5));
  EXPECT_THAT(Shown(publication_, "dp"),
              ElementsAre(HasSubstr("june"), HasSubstr("Sesión")));
  EXPECT_THAT(
      Shown(publication_, "dj"),
      ElementsAre("CONFIRMED 1 CSPEN · Asunto july", HasSubstr("Sesión")));
  // Shown as lists only: the deadlines are still there.
  for (auto& policy : definition_.settings.feeds) {
    policy.deadlines = config::DeadlineStyle::kMonthly;
  }
  PublishAfter(seconds(5));
  for (const auto& shown : Shown(publication_, "cspen")) {
    EXPECT_THAT(shown, testing::Not(HasSubstr("CANCELLED")));
  }
}

TEST_F(WithdrawalTest, WhatIsOverIsNotCancelled) {
  publication_.Wait(days(40));
  Items().erase(Items().begin());
  PublishAfter(seconds(5));
  EXPECT_THAT(Shown(publication_, "dp"),
              ElementsAre(HasSubstr("july"), HasSubstr("Sesión")));
}

TEST_F(WithdrawalTest, AFeedThatOmitsThemHasNone) {
  definition_.settings
      .feeds[static_cast<std::size_t>(config::FeedKind::kDirectorate)]
      .cancelled = config::CancelledStyle::kOmit;
  Items().pop_back();
  PublishAfter(seconds(5));
  EXPECT_EQ(Shown(publication_, "dp").size(), 2U);
  EXPECT_EQ(Shown(publication_, "cspen").size(), 3U);
}

TEST_F(WithdrawalTest, KeptForNoTimeTheyJustLeave) {
  definition_.settings.keep_cancelled = days(0);
  Items().pop_back();
  PublishAfter(seconds(5));
  EXPECT_EQ(Shown(publication_, "cspen").size(), 2U);
}

TEST_F(WithdrawalTest, ACancelledSessionSaysWhatItWas) {
  definition_.programs[0].Edit().sessions.clear();
  PublishAfter(seconds(5));
  const auto calendars = publication_.Scanned();
  const auto& event = calendars.at("cspen-sessions").events.at(0);
  EXPECT_EQ(event.Value("STATUS"), "CANCELLED");
  EXPECT_EQ(event.Text("SUMMARY"),
            "Cancelado: CSPEN · Sesión ordinaria de agosto (tentativa)");
  EXPECT_EQ(event.Value("DTSTART"), "20240812");
  EXPECT_EQ(event.Value("DTEND"), "20240817");
  EXPECT_THAT(
      event.Text("DESCRIPTION"),
      testing::StartsWith("Se retiró del programa.\n\nSemana prevista"));
}

TEST_F(WithdrawalTest, APlaceholderComesAndGoesQuietly) {
  Items().clear();
  definition_.programs[0].Edit().sessions.clear();
  definition_.settings.keep_cancelled = days(0);
  PublishAfter(seconds(5));
  EXPECT_THAT(Shown(publication_, "cspen"),
              ElementsAre("CONFIRMED 0 Sin eventos por ahora"));
  PublishAfter(days(1));
  EXPECT_THAT(Shown(publication_, "cspen"),
              ElementsAre("CONFIRMED 0 Sin eventos por ahora"));
}

}  // namespace
}  // namespace agendad::feeds
