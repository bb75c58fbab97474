// What feeds that ask for other renderings have of an event: members its link,
// who wants them alarms, and all of them the same numbers.
#include "feeds/rendering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "feeds/restored_revisions.h"
#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::Definition;
using config::FeedKind;
using config::Visibility;
using std::chrono::days;
using std::chrono::seconds;
using test::Day;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr char kLink[] = "https://video.example.org/cspen?a=1;b=2,c";

const config::ByDirectorate kPlanning{"dp"};

void Convene(const std::string& link, config::Session& session) {
  config::SessionProgress progress;
  progress.state = config::SessionState::kConvened;
  progress.link = link;
  session.progress =
      std::make_shared<const config::SessionProgress>(std::move(progress));
}

// A session at an hour, one in a week, and three deadlines of "dp": firm,
// conditional, done.
Definition Sample() {
  config::Program program = test::MakeProgram();
  program.sessions = {test::MakeSession("marzo", config::SessionType::kOrdinary,
                                        test::At("2024-03-13", 10h)),
                      test::MakeSession("abril", config::SessionType::kOrdinary,
                                        test::Week(2, "2024-04"))};
  program.sessions[0].duration = 2h;
  program.items = {
      test::MakeItem("firm", kPlanning, {"2024-05"}),
      test::Conditional(test::MakeItem("case", kPlanning, {"2024-05"}), "si"),
      test::MakeItem("done", kPlanning, {"2024-05"})};
  config::ItemProgress done;
  done.outcome = config::Outcome::kDone;
  program.items[2].months[0].progress =
      std::make_shared<const config::ItemProgress>(done);
  Definition definition = test::MakeDefinition({program});
  definition.directory.Edit().councillors = {
      test::MakeCouncillor("open", {test::MemberOf("cspen")}),
      test::MakeCouncillor("closed", {test::MemberOf("cspen")})};
  definition.directory.Edit().councillors[1].policy.visibility =
      Visibility::kPrivate;
  return definition;
}

class RenderingTest : public testing::Test {
 protected:
  void Publish(seconds after = 1s) {
    publication_.Wait(after);
    publication_.Publish(definition_);
  }
  config::Session& Session() {
    return definition_.programs[0].Edit().sessions[0];
  }
  config::FeedPolicy& Policy(FeedKind kind) {
    return definition_.settings.feeds[static_cast<std::size_t>(kind)];
  }
  // Their bytes by summary.
  std::map<std::string, test::ScannedEvent> EventsOf(const std::string& feed) {
    std::map<std::string, test::ScannedEvent> events;
    const auto calendars = publication_.Scanned();
    for (const auto& event : calendars.at(feed).events) {
      events.emplace(event.Text("SUMMARY"), event);
    }
    return events;
  }
  test::ScannedEvent SessionOf(const std::string& feed) {
    return EventsOf(feed).at("CSPEN · Sesión ordinaria de marzo");
  }
  std::vector<std::string> TriggersOf(const test::ScannedEvent& event) {
    std::vector<std::string> triggers;
    for (const auto& alarm : event.alarms) triggers.push_back(alarm[2].value);
    return triggers;
  }
  // What has alarms in a feed.
  std::vector<std::string> Announced(const std::string& feed) {
    std::vector<std::string> announced;
    for (const auto& [summary, event] : EventsOf(feed)) {
      if (!event.alarms.empty()) announced.push_back(summary);
    }
    return announced;
  }
  // The ids of feeds in which a link can be read.
  std::set<std::string> Linked() const {
    std::set<std::string> ids;
    for (const auto& feed : publication_.Shown().Feeds()) {
      const std::string text = test::Unfolded(TextOf(*feed));
      if (text.find("video.example.org") != std::string::npos ||
          text.find("\r\nURL") != std::string::npos) {
        ids.insert(feed->id);
      }
    }
    return ids;
  }

  Definition definition_ = Sample();
  test::Publication publication_{Day("2024-02-01")};
};

TEST_F(RenderingTest, OnlyMembersReadTheLink) {
  Convene(kLink, Session());
  Publish();
  EXPECT_THAT(Linked(), ElementsAre("closed"));
  const auto shut = SessionOf("closed");
  EXPECT_EQ(shut.Value("URL"), kLink);
  EXPECT_THAT(shut.Text("DESCRIPTION"),
              StartsWith("Enlace para integrantes:\n" + std::string(kLink) +
                         "\n\nmiércoles 13 de marzo"));
  const auto open = SessionOf("open");
  EXPECT_EQ("Enlace para integrantes:\n" + std::string(kLink) + "\n\n" +
                open.Text("DESCRIPTION"),
            shut.Text("DESCRIPTION"));
  EXPECT_EQ(open.Value("UID"), shut.Value("UID"));
}

TEST_F(RenderingTest, WhatHasNoLinkIsShared) {
  Publish();
  const auto events = [&](const char* path) {
    return publication_.Shown().Find(path)->events;
  };
  EXPECT_EQ(events("/feeds/open.ics"), events("/feeds/closed.ics"));
}

TEST_F(RenderingTest, AnotherLinkMovesTheTimeInAllAndNothingElse) {
  Convene("https://video.example.org/1", Session());
  Publish();
  const auto before = SessionOf("open");
  Convene("https://video.example.org/2", Session());
  Publish();
  const auto after = SessionOf("open");
  EXPECT_EQ(after.Value("SEQUENCE"), before.Value("SEQUENCE"));
  EXPECT_GT(after.Value("LAST-MODIFIED"), before.Value("LAST-MODIFIED"));
  EXPECT_EQ(after.Text("DESCRIPTION"), before.Text("DESCRIPTION"));
  EXPECT_EQ(SessionOf("closed").Value("LAST-MODIFIED"),
            after.Value("LAST-MODIFIED"));
}

TEST_F(RenderingTest, ALinkThatNobodyMayReadChangesNothing) {
  definition_.directory.Edit().councillors[1].policy.visibility =
      Visibility::kPublic;
  Convene("https://video.example.org/1", Session());
  Publish();
  const auto before = test::BytesOf(publication_.Shown());
  Convene("https://video.example.org/2", Session());
  Publish();
  EXPECT_EQ(test::BytesOf(publication_.Shown()), before);
}

TEST_F(RenderingTest, WhatIsCancelledHasNoLink) {
  Convene(kLink, Session());
  Publish();
  auto& sessions = definition_.programs[0].Edit().sessions;
  sessions.erase(sessions.begin());
  Publish();
  const auto cancelled =
      EventsOf("closed").at("Cancelado: CSPEN · Sesión ordinaria de marzo");
  EXPECT_EQ(cancelled.Value("STATUS"), "CANCELLED");
  EXPECT_THAT(cancelled.Text("DESCRIPTION"), Not(HasSubstr("integrantes")));
  EXPECT_THAT(Linked(), IsEmpty());
}

TEST_F(RenderingTest, AlarmsAreOfWhatIsCertainAndToCome) {
  for (auto& policy : definition_.settings.feeds) {
    policy.alarms = {{24h, 90min}, {15h}};
  }
  Policy(FeedKind::kBody).conditional = config::ConditionalStyle::kEach;
  Publish();
  EXPECT_THAT(
      Announced("cspen"),
      ElementsAre("CSPEN · Asunto firm", "CSPEN · Sesión ordinaria de marzo"));
  EXPECT_THAT(TriggersOf(SessionOf("cspen")), ElementsAre("-P1D", "-PT1H30M"));
  EXPECT_THAT(TriggersOf(EventsOf("dp").at("CSPEN · Asunto firm")),
              ElementsAre("-PT15H"));
  Session().progress = std::make_shared<const config::SessionProgress>(
      config::SessionProgress{config::SessionState::kHeld, {}, {}, {}, ""});
  Publish();
  EXPECT_THAT(Announced("cspen-sessions"), IsEmpty());
}

TEST_F(RenderingTest, AlarmsAreOnlyWhereTheyAreAskedFor) {
  Publish();
  const auto before = SessionOf("cspen");
  Policy(FeedKind::kCouncillor).alarms.sessions = {1h};
  Publish();
  EXPECT_THAT(Announced("cspen"), IsEmpty());
  EXPECT_THAT(Announced("open"),
              ElementsAre("CSPEN · Sesión ordinaria de marzo"));
  const auto after = SessionOf("cspen");
  EXPECT_EQ(after.Value("SEQUENCE"), before.Value("SEQUENCE"));
  EXPECT_GT(after.Value("LAST-MODIFIED"), before.Value("LAST-MODIFIED"));
  // A councillor has digests only: nobody's deadlines change.
  EXPECT_EQ(EventsOf("dp").at("CSPEN · Asunto firm").Value("LAST-MODIFIED"),
            "20240201T000001Z");
}

// The session ends at 18:00 in UTC.
TEST_F(RenderingTest, AlarmsGoWhenTheDayIsOverAndAreNotMissedByTheLedger) {
  for (auto& policy : definition_.settings.feeds) policy.alarms = {{1h}, {}};
  Publish();
  Publish(Day("2024-03-14") - publication_.Now() - 1s);
  EXPECT_THAT(TriggersOf(SessionOf("cspen")), ElementsAre("-PT1H"));
  const Revisions before = publication_.Revisions();
  Publish();
  EXPECT_THAT(TriggersOf(SessionOf("cspen")), IsEmpty());
  EXPECT_EQ(SessionOf("cspen").Value("LAST-MODIFIED"), "20240313T235959Z");
  EXPECT_EQ(SessionOf("cspen").Value("SEQUENCE"), "0");
  EXPECT_EQ(publication_.Revisions(), before);
  Session().place = "Sala 2";
  Publish();
  EXPECT_EQ(SessionOf("cspen").Value("LAST-MODIFIED"), "20240314T000001Z");
}

// One feed of several is enough to know the numbers of its events again.
TEST_F(RenderingTest, NumbersAreRestoredFromAnyRendering) {
  Convene(kLink, Session());
  Policy(FeedKind::kDirectorate).alarms = {{1h}, {15h}};
  Publish();
  for (const char* id : {"cspen", "dp", "closed"}) {
    SCOPED_TRACE(id);
    Revisions restored;
    const auto text = TextOf(
        *publication_.Shown().Find("/feeds/" + std::string(id) + ".ics"));
    ASSERT_TRUE(AddRestored(id, text, restored));
    const auto built =
        BuildSnapshot(definition_, Published{restored, nullptr},
                      publication_.Now() + days(1), Compress::kNo);
    ASSERT_TRUE(built.snapshot);
    EXPECT_EQ(
        TextOf(*built.snapshot->Find("/feeds/" + std::string(id) + ".ics")),
        text);
  }
}

}  // namespace
}  // namespace agendad::feeds
