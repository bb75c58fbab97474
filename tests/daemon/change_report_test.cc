#include "daemon/change_report.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace agendad::daemon {
namespace {

using namespace std::chrono_literals;
using config::DateRange;
using feeds::ChangeKind;
using feeds::EventChange;
using feeds::FeedChanges;
using feeds::TimedSpan;
using std::chrono::days;
using std::chrono::sys_days;

constexpr sys_days kMonday = 2024y / 3 / 11;

// One change of every kind in a feed, one feed of every kind.
std::vector<FeedChanges> OfEveryKind() {
  const DateRange day{kMonday, kMonday};
  const DateRange later{kMonday + days(7), kMonday + days(7)};
  const DateRange week{kMonday, kMonday + days(4)};
  const TimedSpan hours{kMonday + 16h, kMonday + 18h};
  return {
      {FeedChanges::Kind::kChanged,
       "dcpen",
       "DCPEN · Dirección de Carrera",
       {{ChangeKind::kNew, "1", "CSPEN · Nuevo", "", {}, day},
        {ChangeKind::kMoved, "2", "CSPEN · Informe final", "", day, later},
        {ChangeKind::kConfirmed, "3", "Sesión de marzo",
         "Sesión de marzo (tentativa)", hours, hours},
        {ChangeKind::kTentative, "4", "Sesión de junio", "", week, week},
        {ChangeKind::kRetitled, "5", "Acuerdo \"nuevo\"", "Acuerdo", day, day},
        {ChangeKind::kReworded, "6", "Presupuesto", "", week, week},
        {ChangeKind::kCancelled, "7", "Sesión de abril", "", week, {}},
        {ChangeKind::kGone, "8", "Otro", "", hours, {}}},
       {},
       {}},
      {FeedChanges::Kind::kNew,
       "dp",
       "DP",
       {{ChangeKind::kMoved, "9", "Sesión", "", week, hours}},
       {},
       {}},
      {FeedChanges::Kind::kGone, "dj", "DJ", {}, {}, {}}};
}

TEST(ChangeText, TellsWhoMaySeeAFeed) {
  EXPECT_EQ(
      ChangeText({{FeedChanges::Kind::kNowPrivate, "dp", "DP", {}, {}, {}},
                  {FeedChanges::Kind::kNowPublic, "dj", "DJ", {}, {}, {}}}),
      "dp (DP), now private\n\ndj (DJ), now public\n\n"
      "0 changes in 2 feeds.\n");
}

TEST(ChangeText, HasAParagraphForEachFeed) {
  EXPECT_EQ(
      ChangeText(OfEveryKind()),
      "dcpen (DCPEN · Dirección de Carrera)\n"
      "  new        CSPEN · Nuevo: 2024-03-11\n"
      "  moved      CSPEN · Informe final: 2024-03-11 -> 2024-03-18\n"
      "  confirmed  Sesión de marzo: 2024-03-11 16:00 to 18:00 UTC (before: "
      "Sesión de marzo (tentativa))\n"
      "  tentative  Sesión de junio: 2024-03-11 to 2024-03-15\n"
      "  retitled   Acuerdo \"nuevo\": 2024-03-11 (before: Acuerdo)\n"
      "  reworded   Presupuesto: 2024-03-11 to 2024-03-15\n"
      "  cancelled  Sesión de abril: 2024-03-11 to 2024-03-15\n"
      "  gone       Otro: 2024-03-11 16:00 to 18:00 UTC\n"
      "\n"
      "dp (DP), new\n"
      "  moved      Sesión: 2024-03-11 to 2024-03-15 -> 2024-03-11 16:00 to "
      "18:00 UTC\n"
      "\n"
      "dj (DJ), gone\n"
      "\n"
      "9 changes in 3 feeds.\n");
}

TEST(ChangeText, Counts) {
  EXPECT_EQ(ChangeText({}), "Nothing would change.\n");
  EXPECT_EQ(ChangeText({{FeedChanges::Kind::kChanged, "dp", "DP", {}, {}, {}}}),
            "dp (DP)\n\n0 changes in 1 feed.\n");
  const DateRange day{kMonday, kMonday};
  EXPECT_EQ(ChangeText({{FeedChanges::Kind::kChanged,
                         "dp",
                         "DP",
                         {{ChangeKind::kGone, "1", "Otro", "", day, {}}},
                         {},
                         {}}}),
            "dp (DP)\n  gone       Otro: 2024-03-11\n\n1 change in 1 feed.\n");
}

TEST(ChangeJson, HasAnObjectForEachFeedAndEvent) {
  EXPECT_EQ(
      ChangeJson(OfEveryKind()),
      R"([{"feed":"dcpen","name":"DCPEN · Dirección de Carrera",)"
      R"("kind":"changed","earlier_feed":null,"earlier_name":null,"events":[)"
      R"({"uid":"1","change":"new","summary":"CSPEN · Nuevo",)"
      R"("earlier_summary":null,"before":null,"after":"2024-03-11"},)"
      "\n"
      R"({"uid":"2","change":"moved","summary":"CSPEN · Informe final",)"
      R"("earlier_summary":null,"before":"2024-03-11","after":"2024-03-18"},)"
      "\n"
      R"({"uid":"3","change":"confirmed","summary":"Sesión de marzo",)"
      R"j("earlier_summary":"Sesión de marzo (tentativa)",)j"
      R"("before":"2024-03-11 16:00 to 18:00 UTC",)"
      R"("after":"2024-03-11 16:00 to 18:00 UTC"},)"
      "\n"
      R"({"uid":"4","change":"tentative","summary":"Sesión de junio",)"
      R"("earlier_summary":null,"before":"2024-03-11 to 2024-03-15",)"
      R"("after":"2024-03-11 to 2024-03-15"},)"
      "\n"
      R"({"uid":"5","change":"retitled","summary":"Acuerdo \"nuevo\"",)"
      R"("earlier_summary":"Acuerdo","before":"2024-03-11",)"
      R"("after":"2024-03-11"},)"
      "\n"
      R"({"uid":"6","change":"reworded","summary":"Presupuesto",)"
      R"("earlier_summary":null,"before":"2024-03-11 to 2024-03-15",)"
      R"("after":"2024-03-11 to 2024-03-15"},)"
      "\n"
      R"({"uid":"7","change":"cancelled","summary":"Sesión de abril",)"
      R"("earlier_summary":null,"before":"2024-03-11 to 2024-03-15",)"
      R"("after":null},)"
      "\n"
      R"({"uid":"8","change":"gone","summary":"Otro",)"
      R"("earlier_summary":null,"before":"2024-03-11 16:00 to 18:00 UTC",)"
      R"("after":null}]},)"
      "\n"
      R"({"feed":"dp","name":"DP","kind":"new","earlier_feed":null,)"
      R"("earlier_name":null,"events":[)"
      R"({"uid":"9","change":"moved","summary":"Sesión",)"
      R"("earlier_summary":null,"before":"2024-03-11 to 2024-03-15",)"
      R"("after":"2024-03-11 16:00 to 18:00 UTC"}]},)"
      "\n"
      R"({"feed":"dj","name":"DJ","kind":"gone","earlier_feed":null,)"
      R"("earlier_name":null,"events":[]}])"
      "\n");
}

TEST(ChangeReport, SaysWhatAFeedWasCalled) {
  const FeedChanges renamed = {
      FeedChanges::Kind::kChanged, "dps", "DPS", {}, "dpspen", "DPSPEN"};
  EXPECT_EQ(ChangeText({renamed}),
            "dps (DPS), before: dpspen (DPSPEN)\n\n0 changes in 1 feed.\n");
  EXPECT_EQ(ChangeJson({renamed}),
            R"([{"feed":"dps","name":"DPS","kind":"changed",)"
            R"("earlier_feed":"dpspen","earlier_name":"DPSPEN","events":[]}])"
            "\n");
}

TEST(ChangeJson, OfNothingIsAnEmptyArray) { EXPECT_EQ(ChangeJson({}), "[]\n"); }

// Whatever a title holds, JSON stays JSON.
TEST(ChangeJson, EscapesTexts) {
  EXPECT_EQ(ChangeJson({{FeedChanges::Kind::kGone,
                         "d\"",
                         "[",
                         {{ChangeKind::kGone, "\\", "a\nb[", "\x01", {}, {}}},
                         {},
                         {}}}),
            R"([{"feed":"d\"","name":"[","kind":"gone","earlier_feed":null,)"
            R"("earlier_name":null,"events":[)"
            R"({"uid":"\\","change":"gone","summary":"a\u000ab[",)"
            R"("earlier_summary":"\u0001","before":null,"after":null}]}])"
            "\n");
}

}  // namespace
}  // namespace agendad::daemon
