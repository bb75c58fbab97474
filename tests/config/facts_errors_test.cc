// What is told of facts that are wrong, or that contradict what was decided.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/config/sample_facts.h"

namespace agendad::config {
namespace {

TEST(Facts, TellWhatIsWrong) {
  const struct {
    std::string_view line;
    std::vector<std::string> told;
  } rows[] = {
      {"x", {":1:1: error: the file is a text; expected a list of facts"}},
      {"- x",
       {":1:3: error: the fact is a text; expected a mapping, with the keys "
        "at, item, month, session, fact, on, to, when, duration, type, name, "
        "place, link, items, by, because"}},
      {"- {item: informe, month: mar, fact: withdrawn}",
       {":1:3: error: the fact has no 'at'; expected a date as 2024-01-31 or a "
        "time "
        "as 2024-01-31T18:30:00Z, from 1970 to 2199"}},
      {"- {at: 2024-03-01, fact: met}",
       {":1:3: error: the fact is not about one thing; expected either 'item' "
        "and 'month', or 'session'"}},
      {"- {at: 2024-03-01, item: informe, session: marzo, fact: met}",
       {":1:3: error: the fact is not about one thing; expected either 'item' "
        "and 'month', or 'session'"}},
      {"- {at: 2024-03-01, item: informes, month: mar, fact: withdrawn}",
       {":1:26: error: unknown item 'informes'; expected the id of an item of "
        "'cspen-2024'; did you mean 'informe'?"}},
      {"- {at: 2024-03-01, item: informe, month: abr, fact: withdrawn}",
       {":1:42: error: the item is not due in 2024-04; expected one of "
        "2024-03, 2024-06"}},
      {"- {at: 2024-03-01, item: informe, month: mar, fact: made}",
       {":1:53: error: unknown fact 'made'; expected one of met, done, "
        "not-applicable, moved, withdrawn, undone"}},
      {"- {at: 2024-03-01, item: informe, month: mar, fact: done}",
       {":1:3: error: the fact has no 'on'; expected the day it was done"}},
      {"- {at: 2024-03-01, item: informe, month: mar, fact: moved, to: "
       "2026-01}",
       {":1:64: error: '2026-01' is outside of the program; expected a month "
        "from 2024-01 to 2025-12"}},
      {"- {at: 2024-03-01, item: informe, month: 2025-01, fact: withdrawn}",
       {":1:42: error: '2025-01' is outside of the program; expected a month "
        "from 2024-01 to 2024-12"}},
      {"- {at: 2024-03-01, item: informe, month: mar, fact: moved, to: mar}",
       {":1:3: error: the item is due in 2024-03 already; expected another "
        "month"}},
      {"- {at: 2024-03-01, item: informe, month: mar, fact: met}",
       {":1:3: error: the item has no condition; expected 'met' only for one "
        "that has"}},
      {"- {at: 2024-03-01, item: informe, month: mar, fact: withdrawn, on: "
       "2024-03-01}",
       {":1:68: error: 'on' with 'withdrawn'; expected no such key"}},
      {"- {at: 2024-03-01, item: informe, month: mar, fact: undone}",
       {":1:3: error: there is nothing to be undone; expected a fact about the "
        "same thing before it"}},
      {"- {at: 2024-03-01, item: informe, month: mar, fact: withdrawn}\n"
       "- {at: 2024-03-02, item: informe, month: mar, fact: done, on: "
       "2024-03-02}",
       {":2:3: error: what became of it was decided on line 1; expected "
        "'undone' before another fact"}},
      {"- {at: 2024-03-01, session: marzo, month: mar, fact: cancelled}",
       {":1:43: error: 'month' with a session; expected it only with 'item'"}},
      {"- {at: 2024-03-01, session: abril, fact: cancelled}",
       {":1:3: error: unknown session 'abril'; expected the id of a session of "
        "the program, or 'convened' with a 'type' to add one"}},
      {"- {at: 2024-03-01, session: marzo, fact: convened}",
       {":1:3: error: the fact has no 'when'; expected a date as 2024-03-13 or "
        "a "
        "date and hour as 2024-03-13 10:00"}},
      {"- {at: 2024-03-01, session: marzo, fact: convened, when: {week: 3, "
       "month: mar}}",
       {":1:58: error: the session is convened for no day; expected a date as "
        "2024-03-13 or a date and hour as 2024-03-13 10:00"}},
      {"- {at: 2024-03-01, session: marzo, fact: convened, when: 2026-01-01}",
       {":1:58: error: the session is outside of the program; expected a day "
        "within the program's period, or in the year after it"}},
      {"- {at: 2024-03-01, session: marzo, fact: postponed, when: {from: "
       "2023-12-31, until: 2024-01-02}}",
       {":1:66: error: the session is outside of the program; expected a day "
        "within the program's period, or in the year after it"}},
      {"- {at: 2024-03-01, session: marzo, fact: postponed, when: {week: 1, "
       "month: 2026-01}}",
       {":1:76: error: '2026-01' is outside of the program; expected a month "
        "from 2024-01 to 2025-12"}},
      {"- {at: 2024-03-01, session: marzo, fact: convened, when: 2024-03-13, "
       "items: [informe, acuerdo, informe]}",
       {":1:77: error: 'informe' is given twice; expected each item once"}},
      {"- {at: 2024-03-01, session: marzo, fact: convened, when: 2024-03-13}\n"
       "- {at: 2024-03-02, session: marzo, fact: cancelled}\n"
       "- {at: 2024-03-13, session: marzo, fact: held}",
       {":3:3: error: the session was cancelled; expected 'undone', or "
        "'convened' once more, before it"}},
      {"- {at: 2024-03-01, session: marzo, fact: convened, when: 2024-03-13, "
       "duration: 2h}",
       {":1:80: error: a duration without an hour; expected it only for a "
        "session with a date and hour"}},
      {"- {at: 2024-03-01, session: marzo, fact: convened, when: 2024-03-13, "
       "type: urgent}",
       {":1:76: error: the program has the session 'marzo' already; expected "
        "'type' only for one that it does not have"}},
      {"- {at: 2024-03-01, session: extra, fact: convened, when: 2024-03-13 "
       "9:00, type: urgent}",
       {":1:58: error: '2024-03-13 9:00' is not a time of a session; expected "
        "a date as 2024-03-13, a date and hour as 2024-03-13 10:00, 'week' "
        "and 'month', 'from' and 'until', or unscheduled"}},
      {"- {at: 2024-03-01, session: extra, fact: convened, when: 2024-03-13 "
       "09:00, type: urgent}",
       {":1:58: error: the session has an hour but no duration; expected its "
        "'duration', or that of its type in the program's 'durations'"}},
      {"- {at: 2024-03-01, session: marzo, fact: cancelled, when: 2024-03-13}",
       {":1:59: error: 'when' with 'cancelled'; expected no such key"}},
      {"- {at: 2024-03-01, session: marzo, fact: postponed, when: 2024-03-20, "
       "items: [informe]}",
       {":1:78: error: 'items' with 'postponed'; expected only when, duration, "
        "place, link"}},
      {"- {at: 2024-03-01, session: marzo, fact: held}",
       {":1:3: error: the session was held on no day; expected 'convened', "
        "with its day, before it"}},
      {"- {at: 2024-03-01, session: marzo, fact: convened, when: 2024-03-13, "
       "link: example.org}",
       {":1:76: error: 'link' is not an address; expected http:// or "
        "https:// and no spaces"}},
  };
  for (const auto& row : rows) {
    std::vector<std::string> told;
    for (const auto& line : row.told) {
      told.push_back("facts/cspen-2024.1.yaml" + line);
    }
    EXPECT_EQ(Told(ParseWithFacts({std::string(row.line)})), told) << row.line;
  }
}

// Diagnostics go to logs, where a link that only members have must not be.
TEST(Facts, AreNotQuotedWhereALinkMayBe) {
  for (const std::string end :
       {"link:https://secret", "link https://secret",
        "link: https://a,b?secret=1", "link: 'https://a secret'"}) {
    const auto told = Told(ParseWithFacts(
        {"- {at: 2024-03-01, session: marzo, fact: convened, when: "
         "2024-03-13, " +
         end + "}"}));
    ASSERT_FALSE(told.empty()) << end;
    for (const auto& line : told) {
      EXPECT_EQ(line.find("secret"), std::string::npos) << line;
    }
  }
}

}  // namespace
}  // namespace agendad::config
