#include "config/directory_parser.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(DirectoryParser, ReadsEverything) {
  const ParseResult result = ParseWithDirectory(
      Replaced(Replaced(kSampleDirectory, "id: cspen",
                        "id: cspen\n    formerly: [cspe, spe]"),
               "honorific: Mtra.", "deadlines: none"));
  ASSERT_EQ(Told(result), std::vector<std::string>{});
  const Directory& directory = *result.definition.directory;
  EXPECT_EQ(directory.revised, sys_days(2024y / 1 / 31));
  ASSERT_EQ(directory.bodies.size(), 2U);
  const Body& body = directory.bodies[0];
  EXPECT_EQ(body.identity.id, "cspen");
  EXPECT_EQ(body.identity.formerly, (std::vector<std::string>{"cspe", "spe"}));
  EXPECT_EQ(body.identity.Permanent(), "cspe");
  EXPECT_EQ(body.identity.where, (Location{0, 3, 9}));
  EXPECT_EQ(body.short_name, "CSPEN");
  EXPECT_EQ(body.name, "Comisión del Servicio");
  ASSERT_EQ(body.headings.size(), 1U);
  EXPECT_EQ(body.headings[0].identity.id, "ag");
  EXPECT_EQ(body.headings[0].code, "AG");
  EXPECT_EQ(body.headings[0].name, "Asuntos generales");
  ASSERT_EQ(directory.directorates.size(), 2U);
  EXPECT_EQ(directory.directorates[0].identity.id, "dp");
  EXPECT_EQ(directory.directorates[0].code, "DP");
  EXPECT_EQ(directory.directorates[0].name, "Dirección de Planeación");
  EXPECT_EQ(directory.directorates[0].aliases, std::vector<std::string>{"DPX"});
  ASSERT_EQ(directory.councillors.size(), 1U);
  const Councillor& councillor = directory.councillors[0];
  EXPECT_EQ(councillor.name, "Councillor for the North Ward");
  EXPECT_EQ(councillor.honorific, "");
  EXPECT_EQ(councillor.deadlines, DeadlineStyle::kNone);
  ASSERT_EQ(councillor.memberships.size(), 1U);
  EXPECT_EQ(councillor.memberships[0].body, "cspen");
  EXPECT_EQ(councillor.memberships[0].role, "Presidenta");
  EXPECT_EQ(councillor.memberships[0].from, sys_days(2023y / 9 / 8));
  EXPECT_EQ(councillor.memberships[0].until, sys_days(2024y / 9 / 7));
}

TEST(DirectoryParser, EveryoneMayHaveAVisibilityOfTheirOwn) {
  const ParseResult unsaid = ParseWithDirectory(kSampleDirectory);
  EXPECT_FALSE(unsaid.definition.directory->bodies[0].policy.visibility);
  EXPECT_FALSE(unsaid.definition.directory->directorates[0].policy.visibility);
  EXPECT_FALSE(unsaid.definition.directory->councillors[0].policy.visibility);
  const ParseResult said = ParseWithDirectory(
      Replaced(Replaced(Replaced(kSampleDirectory, "id: cspen",
                                 "id: cspen\n    visibility: private"),
                        "code: DJ,", "code: DJ, visibility: public,"),
               "honorific: Mtra.", "visibility: private"));
  ASSERT_EQ(Told(said), std::vector<std::string>{});
  const Directory& directory = *said.definition.directory;
  EXPECT_EQ(directory.bodies[0].policy.visibility, Visibility::kPrivate);
  EXPECT_EQ(directory.directorates[1].policy.visibility, Visibility::kPublic);
  EXPECT_EQ(directory.councillors[0].policy.visibility, Visibility::kPrivate);
  EXPECT_EQ(Told(ParseWithDirectory(Replaced(
                kSampleDirectory, "honorific: Mtra.", "visibility: secret"))),
            (std::vector<std::string>{
                "directory.yaml:17:17: error: unknown visibility 'secret'; "
                "expected one of public, private"}));
}

TEST(DirectoryParser, EveryoneMayHaveAlarmsOfTheirOwn) {
  const ParseResult said = ParseWithDirectory(
      Replaced(Replaced(Replaced(kSampleDirectory, "id: cspen",
                                 "id: cspen\n    alarms: {deadlines: [15h]}"),
                        "code: DJ,", "code: DJ, alarms: {},"),
               "honorific: Mtra.", "alarms: {sessions: [1h, 1d]}"));
  ASSERT_EQ(Told(said), std::vector<std::string>{});
  const Directory& directory = *said.definition.directory;
  EXPECT_EQ(directory.bodies[0].policy.alarms, (Alarms{{}, {15h}}));
  EXPECT_FALSE(directory.directorates[0].policy.alarms);
  EXPECT_EQ(directory.directorates[1].policy.alarms, Alarms());
  EXPECT_EQ(directory.councillors[0].policy.alarms, (Alarms{{24h, 1h}, {}}));
  EXPECT_EQ(Told(ParseWithDirectory(
                Replaced(kSampleDirectory, "honorific: Mtra.",
                         "alarms: {sessions: [1h], deadlines: [90min]}"))),
            (std::vector<std::string>{
                "directory.yaml:17:42: error: '90min' is not a time before the "
                "day; expected whole hours before its midnight as 15h, which "
                "is at 09:00 on the day before, from 1h to 28d"}));
}

TEST(DirectoryParser, MembershipsAndTheirEndsMayBeAbsent) {
  for (const std::string_view memberships :
       {"[]", "", "[{body: cg}]", "[{body: CSPEN, from: 2024-01-01}]"}) {
    const std::string text =
        kSampleDirectory.substr(0, kSampleDirectory.find("memberships")) +
        "memberships: " + std::string(memberships) + "\n";
    EXPECT_EQ(Told(ParseWithDirectory(text)), std::vector<std::string>{});
  }
}

TEST(DirectoryParser, TellsWhatIsMissingOrEmpty) {
  ExpectToldOfDirectory({
      {"revised: 2024-01-31\n",
       "",
       {"directory.yaml:1:1: error: the file has no 'revised'; expected a date "
        "as 2024-01-31 or a time as 2024-01-31T18:30:00Z, from 1970 to 2199"}},
      {"    short: CG\n",
       "",
       {"directory.yaml:8:5: error: the body has no 'short'; expected what "
        "begins its summaries"}},
      {"name: Consejo General",
       "name:",
       {"directory.yaml:10:5: error: 'name' is empty; expected its full name"}},
      {"{id: ag, code: AG, name: Asuntos generales}",
       "{id: ag}",
       {"directory.yaml:7:9: error: the heading has no 'code'; expected its "
        "code in categories, as AG",
        "directory.yaml:7:9: error: the heading has no 'name'; expected its "
        "full name"}},
      {"{id: dj, code: DJ, name: Dirección Jurídica}",
       "{id: dj}",
       {"directory.yaml:13:5: error: the directorate has no 'code'; expected "
        "its code in categories, as DCPEN",
        "directory.yaml:13:5: error: the directorate has no 'name'; expected "
        "its full name"}},
      {"    name: Councillor for the North Ward\n",
       "",
       {"directory.yaml:15:5: error: the councillor has no 'name'; expected "
        "the full name"}},
      {"{body: cspen, role: Presidenta,",
       "{",
       {"directory.yaml:19:9: error: the membership has no 'body'; expected "
        "the id or short name of a body of this file"}},
      {"id: north",
       "id: ~",
       {"directory.yaml:15:5: error: 'id' is empty; expected lower-case "
        "letters a-z, digits and single hyphens between them, at most 64"}},
  });
}

TEST(DirectoryParser, TellsValuesThatAreWrong) {
  ExpectToldOfDirectory({
      {"id: cg",
       "id: C_G",
       {"directory.yaml:8:9: error: 'C_G' is not an id; expected lower-case "
        "letters a-z, digits and single hyphens between them, at most 64"}},
      {"short: CG",
       "short: CONSEJO-GENERAL-X",
       {"directory.yaml:9:12: error: 'CONSEJO-GENERAL-X' is not a short name; "
        "expected at most 16 characters without ',', ';', '\\' and line "
        "breaks"}},
      {"code: DJ",
       "code: 'D,J'",
       {"directory.yaml:13:20: error: 'D,J' is not a code; expected one line "
        "without ',', ';' and '\\'"}},
      {"honorific: Mtra.",
       "honorific: |\n      a\n      b",
       {"directory.yaml:17:16: error: 'a\\nb' is not one line; expected a text "
        "without line breaks"}},
      {"honorific: Mtra.",
       "deadlines: daily",
       {"directory.yaml:17:16: error: unknown deadlines 'daily'; expected one "
        "of each, monthly, none"}},
      {"body: cspen, role",
       "body: cspn, role",
       {"directory.yaml:19:16: error: unknown body 'cspn'; expected the id or "
        "short name of a body of this file; did you mean 'cspen'?"}},
      {"until: 2024-09-07",
       "until: 2023-09-07",
       {"directory.yaml:19:66: error: the membership ends before it begins; "
        "expected a day on or after 'from'"}},
      {"from: 2023-09-08",
       "from: 8 Sep 2023",
       {"directory.yaml:19:47: error: '8 Sep 2023' is not a date; expected a "
        "date as 2024-09-30, from 1970 to 2199"}},
      {"aliases: [DPX]",
       "aliases: DPX",
       {"directory.yaml:12:64: error: 'aliases' is a text; expected a list of "
        "aliases"}},
      {"aliases: [DPX]",
       "aliases: [[DPX]]",
       {"directory.yaml:12:65: error: an entry of 'aliases' is a list; "
        "expected a text without line breaks"}},
      {"honorific: Mtra.",
       "honorifc: Mtra.",
       {"directory.yaml:17:5: error: unknown key 'honorifc'; expected one of "
        "id, formerly, name, honorific, deadlines, visibility, alarms, "
        "memberships; "
        "did you mean 'honorific'?"}},
      {"id: north",
       "id: north\n    formerly: norte",
       {"directory.yaml:16:15: error: 'formerly' is a text; expected a list of "
        "ids"}},
  });
}

TEST(DirectoryParser, TellsIdsAndNamesThatAreGivenTwice) {
  ExpectToldOfDirectory({
      {"id: cg",
       "id: cspen",
       {"directory.yaml:8:9: error: the body id 'cspen' is given twice; "
        "expected ids, former ones too, that differ; the other one is on line "
        "3"}},
      {"id: dj",
       "id: dp",
       {"directory.yaml:13:10: error: the directorate id 'dp' is given twice; "
        "expected ids, former ones too, that differ; the other one is on line "
        "12"}},
      // A former id may not be alive, its own or another's.
      {"id: dj",
       "id: dj, formerly: [dp]",
       {"directory.yaml:13:25: error: the directorate id 'dp' is given twice; "
        "expected ids, former ones too, that differ; the other one is on line "
        "12"}},
      {"id: dp",
       "id: dp, formerly: [dp]",
       {"directory.yaml:12:25: error: the directorate id 'dp' is given twice; "
        "expected ids, former ones too, that differ; the other one is on line "
        "12"}},
      {"id: dp",
       "id: dp, formerly: [dj]",
       {"directory.yaml:13:10: error: the directorate id 'dj' is given twice; "
        "expected ids, former ones too, that differ; the other one is on line "
        "12"}},
      {"short: CG",
       "short: CSPEN",
       {"directory.yaml:9:12: error: 'CSPEN' names two bodies; expected ids, "
        "codes and aliases that differ; the other one is on line 4"}},
      {"code: DJ",
       "code: DP",
       {"directory.yaml:13:20: error: 'DP' names two directorates; expected "
        "ids, codes and aliases that differ; the other one is on line 12"}},
      {"code: DJ",
       "code: DPX",
       {"directory.yaml:13:20: error: 'DPX' names two directorates; expected "
        "ids, codes and aliases that differ; the other one is on line 12"}},
      {"- {id: ag, code: AG, name: Asuntos generales}",
       "- {id: ag, code: AG, name: Asuntos generales}\n"
       "      - {id: ag2, code: AG, name: Otros}",
       {"directory.yaml:8:25: error: 'AG' names two headings; expected ids, "
        "codes and aliases that differ; the other one is on line 7"}},
  });
}

TEST(DirectoryParser, TellsMembershipsThatOverlap) {
  const auto with = [](std::string_view second) {
    return kSampleDirectory + "      - {body: " + std::string(second) + "}\n";
  };
  const std::vector<std::string> overlap = {
      "directory.yaml:20:9: error: two memberships of 'cspen' overlap; "
      "expected one at a time; the other one is on line 19"};
  // The first one is from 2023-09-08 until 2024-09-07.
  for (const std::string_view second :
       {"cspen", "CSPEN", "cspen, from: 2024-09-07", "cspen, until: 2023-09-08",
        "cspen, from: 2024-01-01, until: 2024-01-01",
        "cspen, from: 2020-01-01, until: 2030-01-01"}) {
    EXPECT_EQ(Told(ParseWithDirectory(with(second))), overlap) << second;
  }
  for (const std::string_view second :
       {"cg", "cspen, from: 2024-09-08", "cspen, until: 2023-09-07"}) {
    EXPECT_EQ(Told(ParseWithDirectory(with(second))),
              std::vector<std::string>{})
        << second;
  }
  // A wrong day is no open end.
  EXPECT_EQ(Told(ParseWithDirectory(with("cspen, from: x"))),
            (std::vector<std::string>{
                "directory.yaml:20:29: error: 'x' is not a date; expected a "
                "date as 2024-09-30, from 1970 to 2199"}));
}

}  // namespace
}  // namespace agendad::config
