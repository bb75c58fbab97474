#include "config/future_dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/config/sample_facts.h"

namespace agendad::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kFacts =
    "- {at: 2024-03-15, session: marzo, fact: convened, when: 2024-03-13}\n"
    "- {at: 2024-03-15, session: marzo, fact: held}\n"
    "- {at: 2024-03-15, item: informe, month: mar, fact: done, on: "
    "2024-03-14}\n";

std::vector<std::string> ToldOn(sys_days today) {
  const auto parsed = ParseWithFacts({kFacts});
  EXPECT_THAT(Told(parsed), IsEmpty());
  Diagnostics diagnostics;
  TellWhatIsStillToCome(parsed.definition, today, diagnostics);
  return Told(diagnostics, parsed.definition.files);
}

TEST(FutureDates, AreToldUntilTheDayBefore) {
  const std::string fact =
      "facts/cspen-2024.1.yaml:3:3: warning: the fact was written on "
      "2024-03-15, which is still to come";
  const std::string held =
      "facts/cspen-2024.1.yaml:1:58: warning: the session 'marzo' was held on "
      "2024-03-13, which is still to come";
  const std::string done =
      "programs/a.yaml:21:14: warning: the item 'informe' was done on "
      "2024-03-14, which is still to come";
  const std::string revised =
      "programs/a.yaml:1:5: warning: the program was revised on 2024-01-31, "
      "which is still to come";
  EXPECT_THAT(ToldOn(2024y / 3 / 14), IsEmpty());
  EXPECT_THAT(ToldOn(2024y / 3 / 13), ElementsAre(fact));
  EXPECT_THAT(ToldOn(2024y / 3 / 12), ElementsAre(fact, done));
  EXPECT_THAT(ToldOn(2024y / 3 / 11), ElementsAre(fact, held, done));
  // One word about the program is enough.
  EXPECT_THAT(ToldOn(2024y / 1 / 29), ElementsAre(revised, held, done));
}

}  // namespace
}  // namespace agendad::config
