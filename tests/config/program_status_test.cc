#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/config/sample_facts.h"

namespace agendad::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kPlace = "programs/a.yaml:";
const std::string kFactsFile = "facts/cspen-2024.yaml";

ParseResult ParseWithLines(std::string_view lines) {
  return ParseWithProgram(Replaced(kSampleProgram, "year: 2024\n",
                                   "year: 2024\n" + std::string(lines)));
}

TEST(ProgramStatus, IsRead) {
  const struct {
    std::string_view lines;
    ProgramStatus status;
    std::vector<std::string> feeds;
  } rows[] = {
      {"", ProgramStatus::kApproved, {}},
      {"status: approved\n", ProgramStatus::kApproved, {}},
      {"status:\ndraft-feeds:\n", ProgramStatus::kApproved, {}},
      {"status: draft\n", ProgramStatus::kDraft, {}},
      {"status: draft\ndraft-feeds: []\n", ProgramStatus::kDraft, {}},
      {"status: draft\ndraft-feeds: [cspen, cspen-sessions, cspen-ag, "
       "cspen-unassigned, dp, north]\n",
       ProgramStatus::kDraft,
       {"cspen", "cspen-sessions", "cspen-ag", "cspen-unassigned", "dp",
        "north"}},
      // To approve it is to change one word.
      {"status: approved\ndraft-feeds: [dj]\n",
       ProgramStatus::kApproved,
       {"dj"}},
  };
  for (const auto& [lines, status, feeds] : rows) {
    const ParseResult result = ParseWithLines(lines);
    EXPECT_THAT(Told(result), IsEmpty()) << lines;
    const Program& program = *result.definition.programs.at(0);
    EXPECT_EQ(program.status, status) << lines;
    EXPECT_EQ(program.draft_feeds, feeds) << lines;
  }
}

TEST(ProgramStatus, AFeedMayBeNamedAsItWasBefore) {
  DefinitionSources sources = SampleSources();
  sources.directory->text =
      ShareText(Replaced(Replaced(Replaced(kSampleDirectory, "id: cspen",
                                           "id: cspen\n    formerly: [spe]"),
                                  "{id: ag,", "{id: ag, formerly: [general],"),
                         "{id: dp,", "{id: dp, formerly: [planning],"));
  sources.programs[0].text = ShareText(
      Replaced(kSampleProgram, "year: 2024\n",
               "year: 2024\nstatus: draft\ndraft-feeds: [spe, spe-sessions, "
               "spe-general, cspen-general, planning]\n"));
  const ParseResult result = ParseDefinition(sources);
  EXPECT_THAT(
      Told(result),
      ElementsAre(kPlace + "6:47: error: the feed 'cspen-ag' is given twice; "
                           "expected each feed once"));
  EXPECT_THAT(result.definition.programs.at(0)->draft_feeds,
              ElementsAre("cspen", "cspen-sessions", "cspen-ag", "dp"));
}

TEST(ProgramStatus, TellsWhatIsWrong) {
  const struct {
    std::string_view lines;
    std::string_view told;
  } rows[] = {
      {"status: drafted\n",
       "5:9: error: unknown status 'drafted'; expected one of "
       "approved, draft; did you mean 'draft'?"},
      {"status: [draft]\n", "5:9: error: "},
      {"draft-feeds: cspen\n",
       "5:14: error: 'draft-feeds' is a text; expected a list of feeds"},
      {"draft-feeds: [{}]\n",
       "5:15: error: the feed is a mapping; expected the id of a feed"},
      {"draft-feeds: [cspem]\n",
       "5:15: error: unknown feed 'cspem'; expected the id of a feed; did you "
       "mean 'cspen'?"},
      {"draft-feeds: [DP]\n",
       "5:15: error: unknown feed 'DP'; expected the id of a feed"},
      {"draft-feeds: [dp, dj, dp]\n",
       "5:23: error: the feed 'dp' is given twice; expected each feed once"},
      {"draft-feeds: [cg-sessions]\n",
       "5:15: error: the feed 'cg-sessions' is that of another body; expected "
       "a feed of 'cspen', of a directorate or of a councillor"},
  };
  for (const auto& [lines, told] : rows) {
    const auto found = Told(ParseWithLines(lines));
    ASSERT_EQ(found.size(), 1U) << lines;
    EXPECT_EQ(found[0].substr(0, kPlace.size() + told.size()),
              kPlace + std::string(told))
        << found[0];
  }
}

// What could not be read may be the feed.
TEST(ProgramStatus, NoFeedIsUnknownInADirectoryWithErrors) {
  const std::string program =
      Replaced(kSampleProgram, "year: 2024\n",
               "year: 2024\nstatus: draft\ndraft-feeds: [lost]\n");
  const struct {
    std::string_view from;
    std::string_view to;
  } rows[] = {
      {"id: north", "id: North"},
      {"councillors:\n", "councillors: none\nothers:\n"},
      {"{id: dj, code", "{code"},
      {"{id: ag, code", "{code"},
      {"id: cg", "id: CG"},
  };
  for (const auto& [from, to] : rows) {
    DefinitionSources sources = SampleSources();
    sources.directory->text = ShareText(Replaced(kSampleDirectory, from, to));
    sources.programs[0].text = ShareText(program);
    for (const auto& line : Told(ParseDefinition(sources))) {
      EXPECT_FALSE(line.find("unknown feed") != std::string::npos) << line;
    }
  }
  DefinitionSources sources = SampleSources();
  sources.directory.reset();
  sources.programs[0].text = ShareText(program);
  EXPECT_EQ(Told(ParseDefinition(sources)).size(), 1U);
}

TEST(ProgramStatus, NothingOfADraftIsDone) {
  const struct {
    std::string_view line;
    bool is_fine;
  } rows[] = {
      {"item: informe, month: mar, fact: done, on: 2024-03-01", false},
      {"session: junio, fact: held", false},
      {"item: acuerdo, month: sep, fact: met", true},
      {"item: informe, month: mar, fact: moved, to: abr", true},
      {"item: informe, month: mar, fact: withdrawn", true},
      {"session: marzo, fact: convened, when: 2024-03-13", true},
      {"session: marzo, fact: cancelled", true},
  };
  for (const auto& [line, is_fine] : rows) {
    for (const std::string status : {"draft", "approved"}) {
      DefinitionSources sources = SampleSources();
      sources.programs[0].text =
          ShareText(Replaced(kProgramForFacts, "year: 2024\n",
                             "year: 2024\nstatus: " + status + "\n"));
      sources.facts.emplace_back(
          kFactsFile, "- {at: 2024-03-01, " + std::string(line) + "}\n");
      std::vector<std::string> told;
      if (!is_fine && status == "draft") {
        told = {
            "facts/cspen-2024.yaml:1:3: error: the program is a draft; "
            "expected 'done' and 'held' only once it is approved"};
      }
      EXPECT_EQ(Told(ParseDefinition(sources)), told) << line;
    }
  }
}

}  // namespace
}  // namespace agendad::config
