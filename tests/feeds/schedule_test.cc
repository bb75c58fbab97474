#include "feeds/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/iso_date.h"
#include "tests/support/expanded_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::SessionType;
using config::ToIso;
using test::At;
using test::Day;
using test::ExpandedProgram;
using test::MakeItem;
using test::MakeSession;
using test::Week;
using testing::ElementsAre;

const config::ByDirectorate kPlanning{"dp"};

// "acuerdo 2024-03: 2024-03-11 before session", by deadline.
std::vector<std::string> Deadlines(const ExpandedProgram& expanded) {
  static const std::string kReasons[] = {"own date", "before session",
                                         "month end", "no session"};
  std::vector<std::string> shown;
  for (const auto* deadline : expanded.Deadlines()) {
    shown.push_back(deadline->item->identity.id + " " + ToIso(deadline->month) +
                    ": " + ToIso(deadline->due.day) + " " +
                    kReasons[static_cast<std::size_t>(deadline->due.reason)]);
  }
  return shown;
}

TEST(ExpandProgram, TellsWhatIsWrongWithItems) {
  config::Program program = test::MakeProgram();
  program.items = {MakeItem("a", kPlanning, {"2024-09 2024-09-16"}),
                   MakeItem("b", kPlanning, {"2024-09"}),
                   MakeItem("c", kPlanning, {"2024-09"})};
  program.items[1].short_title.clear();
  for (int i = 0; i < 60; ++i) program.items[1].short_title += "👩\u200d🚀";
  program.items[2].short_title = program.items[1].short_title + "!";
  EXPECT_THAT(
      ExpandedProgram(program).Told(),
      ElementsAre("warning: item 'a' is due on a non-working day: 2024-09-16 "
                  "(Independencia)",
                  "error: the short title of 'c' has 61 characters; expected "
                  "at most 60"));
}

TEST(ExpandProgram, TellsNothingOfAnOwnDateThatNobodyWaitsFor) {
  config::Program program = test::MakeProgram();
  program.items = {MakeItem("a", kPlanning,
                            {"2024-05 2024-05-01", "2024-09 2024-09-16",
                             "2024-11 2024-11-18", "2024-12 2024-12-25"})};
  const auto set = [&](std::size_t month, config::Outcome outcome,
                       std::optional<std::chrono::year_month> moved_to) {
    config::ItemProgress progress;
    progress.outcome = outcome;
    progress.moved_to = moved_to;
    program.items[0].months[month].progress =
        std::make_shared<const config::ItemProgress>(progress);
  };
  set(0, config::Outcome::kWithdrawn, {});
  set(1, config::Outcome::kNotApplicable, {});
  set(2, config::Outcome::kPending, test::Month("2024-12"));
  set(3, config::Outcome::kMet, {});
  EXPECT_THAT(
      ExpandedProgram(program).Told(),
      ElementsAre("warning: item 'a' is due on a non-working day: 2024-12-25 "
                  "(Navidad)"));
}

TEST(ExpandProgram, DueRules) {
  config::Program program = test::MakeProgram();
  program.sessions = {
      MakeSession("marzo", SessionType::kOrdinary, Week(2, "2024-03")),
      // Its first day is a holiday, and the day before a Sunday.
      MakeSession("septiembre", SessionType::kOrdinary, Week(3, "2024-09")),
      MakeSession("mayo", SessionType::kExtraordinary, Week(2, "2024-05")),
      // The later one of a month does not count, wherever it is written.
      MakeSession("diciembre-b", SessionType::kOrdinary, Day("2024-12-12")),
      MakeSession("diciembre-a", SessionType::kOrdinary, At("2024-12-04", 9h)),
      MakeSession("octubre", SessionType::kOrdinary, config::Unscheduled{})};
  program.items = {
      MakeItem("x", kPlanning,
               {"2024-03", "2024-04", "2024-05", "2024-06 2024-06-03",
                "2024-09", "2024-10", "2024-12"})};
  const struct {
    config::DueRule rule;
    int lead;
    std::vector<std::string> deadlines;
  } rows[] = {
      {config::DueRule::kBeforeSession,
       0,
       {"x 2024-03: 2024-03-11 before session",
        "x 2024-04: 2024-04-30 no session", "x 2024-05: 2024-05-31 no session",
        "x 2024-06: 2024-06-03 own date",
        "x 2024-09: 2024-09-17 before session",
        "x 2024-10: 2024-10-31 no session",
        "x 2024-12: 2024-12-04 before session"}},
      {config::DueRule::kBeforeSession,
       8,
       {"x 2024-03: 2024-02-28 before session",
        "x 2024-04: 2024-04-30 no session", "x 2024-05: 2024-05-31 no session",
        "x 2024-06: 2024-06-03 own date",
        "x 2024-09: 2024-09-04 before session",
        "x 2024-10: 2024-10-31 no session",
        "x 2024-12: 2024-11-22 before session"}},
      {config::DueRule::kMonthEnd,
       8,
       {"x 2024-03: 2024-03-29 month end", "x 2024-04: 2024-04-30 month end",
        "x 2024-05: 2024-05-31 month end", "x 2024-06: 2024-06-03 own date",
        "x 2024-09: 2024-09-30 month end", "x 2024-10: 2024-10-31 month end",
        "x 2024-12: 2024-12-31 month end"}},
  };
  for (const auto& [rule, lead, deadlines] : rows) {
    program.due = rule;
    program.due_lead = lead;
    EXPECT_EQ(Deadlines(ExpandedProgram(program)), deadlines) << lead;
  }
}

// Of an ISO week that begins in the month before: the items of its own month.
TEST(ExpandProgram, AWeekThatBeginsInTheMonthBefore) {
  config::Program program = test::MakeProgram();
  program.sessions = {MakeSession("s", SessionType::kOrdinary,
                                  Week(1, "2024-05", config::WeekRule::kIso))};
  program.items = {MakeItem("x", kPlanning, {"2024-04", "2024-05"})};
  EXPECT_THAT(Deadlines(ExpandedProgram(program)),
              ElementsAre("x 2024-04: 2024-04-30 no session",
                          "x 2024-05: 2024-04-29 before session"));
}

TEST(ExpandProgram, SortsDeadlinesAsListsShowThem) {
  config::Program program = test::MakeProgram();
  const auto titled = [](config::Item item, std::string title) {
    item.short_title = std::move(title);
    return item;
  };
  program.items = {
      MakeItem("nobody", config::Unassigned{}, {"2024-03"}),
      titled(MakeItem("z", kPlanning, {"2024-02", "2024-03"}), "Ábaco"),
      titled(MakeItem("y", kPlanning, {"2024-03"}), "ñandú"),
      titled(MakeItem("x", kPlanning, {"2024-03"}), "nube"),
      titled(MakeItem("w", kPlanning, {"2024-03"}), "oveja"),
      titled(test::Conditional(MakeItem("v", kPlanning, {"2024-03"}), "si"),
             "Abeja"),
      titled(MakeItem("u2", kPlanning, {"2024-03"}), "Zeta"),
      titled(MakeItem("u1", kPlanning, {"2024-03"}), "Zeta"),
      MakeItem("legal", config::ByDirectorate{"dj"}, {"2024-03"}),
      MakeItem("general", config::ByHeading{"ag"}, {"2024-03"})};
  std::vector<std::string> order;
  const ExpandedProgram expanded(program);
  for (const auto& deadline : expanded.Schedule().deadlines) {
    order.push_back(deadline.item->identity.id);
  }
  EXPECT_THAT(order, ElementsAre("z", "general", "legal", "z", "x", "y", "w",
                                 "u1", "u2", "v", "nobody"));
}

}  // namespace
}  // namespace agendad::feeds
