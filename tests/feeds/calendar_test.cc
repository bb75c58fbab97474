#include "feeds/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/calendar_scanner.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using test::Day;
using testing::ElementsAre;

std::string Head(const std::string& name,
                 std::chrono::minutes refresh = 60min) {
  return CalendarHead(name, refresh, Graphemes());
}

TEST(CalendarHead, WritesEveryLine) {
  EXPECT_EQ(Head("CSPEN · Comisión"),
            "BEGIN:VCALENDAR\r\n"
            "VERSION:2.0\r\n"
            "PRODID:-//agendad//agendad//EN\r\n"
            "CALSCALE:GREGORIAN\r\n"
            "NAME:CSPEN · Comisión\r\n"
            "X-WR-CALNAME:CSPEN · Comisión\r\n"
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
            "X-PUBLISHED-TTL:PT1H\r\n");
}

TEST(CalendarHead, EscapesFoldsAndCutsTheName) {
  std::string flags;
  for (int i = 0; i < 100; ++i) flags += "🇲🇽";
  const struct {
    std::string name;
    std::string shown;
  } rows[] = {
      {"a, b; c\\d: \"e\"", "a, b; c\\d: \"e\""},
      {"two\nlines\r\nthree\t.", "two lines three ."},
      {"Me\u0301xico\x01", "México"},
      {flags, flags.substr(0, 63 * 8) + "…"},
      {std::string(300, 'x'), std::string(254, 'x') + "…"},
      {std::string(255, ','), std::string(255, ',')},
  };
  for (const auto& [name, shown] : rows) {
    const std::string head = Head(name);
    EXPECT_EQ(test::LineFaults(head), std::vector<std::string>());
    const auto scanned = test::Scan(head);
    EXPECT_EQ(test::Unescaped(scanned.Head("NAME")), shown);
    EXPECT_EQ(scanned.Head("NAME"), scanned.Head("X-WR-CALNAME"));
  }
  EXPECT_NE(Head("a, b").find("\r\nX-WR-CALNAME:a\\, b\r\n"),
            std::string::npos);
}

TEST(CalendarHead, RefreshIntervals) {
  const std::pair<std::chrono::minutes, std::string> rows[] = {
      {15min, "PT15M"}, {60min, "PT1H"}, {90min, "PT1H30M"},
      {24h, "P1D"},     {12h, "PT12H"},  {1439min, "PT23H59M"}};
  for (const auto& [interval, text] : rows) {
    const auto head = test::Scan(Head("x", interval));
    EXPECT_EQ(head.Head("REFRESH-INTERVAL"), text);
    EXPECT_EQ(head.Head("X-PUBLISHED-TTL"), text);
  }
}

// Events without meaning, of a given size and days.
class Events {
 public:
  void Add(const std::string& uid, sys_days first, sys_days last,
           std::size_t octets = 100) {
    WrittenEvent event;
    std::string bytes = "BEGIN:VEVENT\r\nUID:" + uid + "\r\n";
    bytes.resize(octets, 'x');
    event.bytes = std::move(bytes);
    event.start = first;
    event.days = {first, last};
    list_.push_back(std::make_shared<const WrittenEvent>(event));
  }

  EventList& List() { return list_; }

  // "12: u0 to u11", the first and the last in order.
  std::string Shown() const {
    return std::to_string(list_.size()) + ": " +
           std::string(list_.front()->Uid()) + " to " +
           std::string(list_.back()->Uid());
  }

 private:
  EventList list_;
};

// One a day from 2020-01-01.
Events Daily(int count, std::size_t octets = 100) {
  Events events;
  for (int i = 0; i < count; ++i) {
    const sys_days day = Day("2020-01-01") + days(i);
    events.Add("u" + std::to_string(i), day, day, octets);
  }
  return events;
}

sys_days DayNumber(int number) { return Day("2020-01-01") + days(number); }

TEST(SortEvents, ByStartThenUid) {
  Events events;
  events.Add("b", Day("2024-03-02"), Day("2024-03-02"));
  events.Add("a", Day("2024-03-02"), Day("2024-03-09"));
  events.Add("c", Day("2024-03-01"), Day("2024-03-30"));
  SortEvents(events.List());
  std::vector<std::string> uids;
  for (const auto& event : events.List()) uids.emplace_back(event->Uid());
  EXPECT_THAT(uids, ElementsAre("c", "a", "b"));
}

TEST(DropBeyondLimits, Rows) {
  const struct {
    int events;
    std::size_t octets;
    int today;
    std::size_t dropped;
    std::string kept;
  } rows[] = {
      {1000, 100, 500, 0, "1000: u0 to u999"},
      // The oldest first, with room for the notice.
      {1001, 100, 500, 2, "999: u2 to u1000"},
      {5000, 100, 4500, 4001, "999: u4001 to u4999"},
      // Then the most distant.
      {5000, 100, 100, 4001, "999: u100 to u1098"},
      {1001, 100, 0, 2, "999: u0 to u998"},
      {1001, 100, 1, 2, "999: u1 to u999"},
      {5000, 100, 5000, 4001, "999: u4001 to u4999"},
      // By size: 1,000,000 octets with the head's, the end's, the notice's.
      {100, 9998, 50, 0, "100: u0 to u99"},
      {100, 10000, 50, 1, "99: u1 to u99"},
      {100, 20000, 90, 51, "49: u51 to u99"},
      {100, 20000, 10, 51, "49: u10 to u58"},
  };
  for (const auto& [count, octets, today, dropped, kept] : rows) {
    Events events = Daily(count, octets);
    EXPECT_EQ(DropBeyondLimits(events.List(), 180, DayNumber(today)), dropped)
        << kept;
    EXPECT_EQ(events.Shown(), kept);
  }
}

// What lasts until today is not past, but what begins after it may be.
TEST(DropBeyondLimits, DropsThePastFirstBehindALongEvent) {
  Events events;
  events.Add("long", Day("2019-12-31"), Day("2030-12-31"));
  for (int i = 0; i < 1200; ++i) {
    events.Add("u" + std::to_string(i), DayNumber(i), DayNumber(i));
  }
  EXPECT_EQ(DropBeyondLimits(events.List(), 180, DayNumber(600)), 202U);
  EXPECT_EQ(events.Shown(), "999: long to u1199");
  EXPECT_EQ(events.List().at(1)->Uid(), "u202");
}

TEST(DropBeyondLimits, OneEventThatIsTooLarge) {
  Events events;
  events.Add("huge", Day("2024-01-01"), Day("2024-01-01"), 1'000'001);
  EXPECT_EQ(DropBeyondLimits(events.List(), 180, Day("2024-01-01")), 1U);
  EXPECT_TRUE(events.List().empty());
}

TEST(HashCalendar, IsOfTheExactBytes) {
  Digester digester;
  const auto hash = [&](const std::string& head,
                        const std::vector<std::string>& bodies) {
    EventList list;
    for (const auto& body : bodies) {
      WrittenEvent event;
      event.bytes = body;
      event.digest = digester.Hash(body);
      list.push_back(std::make_shared<const WrittenEvent>(event));
    }
    Pieces pieces;
    AddCalendar(head, list, pieces);
    const std::string made = HashCalendar(head, list, digester);
    std::string whole = head;
    for (const auto& body : bodies) whole += body;
    EXPECT_EQ(pieces.Joined(), whole + "END:VCALENDAR\r\n");
    EXPECT_EQ(pieces.Octets(), pieces.Joined().size());
    EXPECT_EQ(made.size(), 32U);
    EXPECT_EQ(made.find_first_not_of("0123456789abcdef"), std::string::npos);
    return made;
  };
  const std::string base = hash("head", {"one", "two"});
  EXPECT_EQ(hash("head", {"one", "two"}), base);
  const std::vector<std::pair<std::string, std::vector<std::string>>> others = {
      {"heaD", {"one", "two"}},     {"head", {"one", "twO"}},
      {"head", {"two", "one"}},     {"head", {"one"}},
      {"head", {"one", "two", ""}}, {"headone", {"two"}},
      {"head", {"onetwo"}}};
  for (const auto& [head, bodies] : others) EXPECT_NE(hash(head, bodies), base);
}

}  // namespace
}  // namespace agendad::feeds
