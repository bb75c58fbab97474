#include "config/feed_ids.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

const std::string kFile = "directory.yaml:";

TEST(FeedIds, AreUniqueOverAllKinds) {
  const auto both = [](std::string_view place, std::string_view id,
                       std::string_view first, std::string_view second,
                       int line) {
    return std::vector<std::string>{
        kFile + std::string(place) + ": error: the feed '" + std::string(id) +
        "' would be both " + std::string(first) + " and " +
        std::string(second) +
        "; expected ids that give different feeds; the other one is on line " +
        std::to_string(line)};
  };
  ExpectToldOfDirectory({
      {"id: dj", "id: cg",
       both("13:10", "cg", "the body 'cg'", "the directorate 'cg'", 8)},
      {"id: dj", "id: cspen-ag",
       both("13:10", "cspen-ag", "the heading 'ag' of 'cspen'",
            "the directorate 'cspen-ag'", 7)},
      {"id: dj", "id: cspen-sessions",
       both("13:10", "cspen-sessions", "the sessions of 'cspen'",
            "the directorate 'cspen-sessions'", 3)},
      {"id: dj", "id: dj, formerly: [cg-unassigned]",
       both("13:10", "cg-unassigned", "the unassigned items of 'cg'",
            "the directorate 'cg-unassigned'", 8)},
      {"id: north", "id: dp",
       both("15:9", "dp", "the directorate 'dp'", "the councillor 'dp'", 12)},
      {"id: north", "id: north\n    formerly: [dj]",
       both("15:9", "dj", "the directorate 'dj'", "the councillor 'dj'", 13)},
      {"{id: ag, code", "{id: sessions, code",
       both("7:14", "cspen-sessions", "the sessions of 'cspen'",
            "the heading 'sessions' of 'cspen'", 3)},
      {"{id: ag, code", "{id: ag, formerly: [unassigned], code",
       both("7:14", "cspen-unassigned", "the unassigned items of 'cspen'",
            "the heading 'unassigned' of 'cspen'", 3)},
      {"id: cg", "id: cspen-ag",
       both("8:9", "cspen-ag", "the heading 'ag' of 'cspen'",
            "the body 'cspen-ag'", 7)},
      {"id: cg", "id: cg\n    formerly: [cspen-sessions]",
       both("8:9", "cspen-sessions", "the sessions of 'cspen'",
            "the body 'cspen-sessions'", 3)},
  });
}

TEST(FeedIds, AnIdThatIsGivenTwiceIsToldOnce) {
  ExpectToldOfDirectory({
      {"id: cg",
       "id: cspen",
       {kFile + "8:9: error: the body id 'cspen' is given twice; expected ids, "
                "former ones too, that differ; the other one is on line 3"}},
  });
}

}  // namespace
}  // namespace agendad::config
