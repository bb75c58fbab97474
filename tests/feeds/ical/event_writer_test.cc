#include "feeds/ical/event_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/calendar_rules.h"
#include "tests/support/libical_reader.h"
#include "tests/support/odd_texts.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::DateRange;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month_day;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr sys_days kMonday = 2024y / 3 / 11;

Event Notice() {
  Event event;
  event.uid = "6ba7b810-9dad-51d1-80b4-00c04fd430c8";
  event.span = DateRange{kMonday, kMonday};
  event.summary = "CSPEN · Informe";
  return event;
}

RevisionLines Lines() {
  return {0, sys_days(2024y / 1 / 31) + 18h + 30min, {}};
}

std::string Written(const Event& event) {
  static const Graphemes graphemes;
  return WithRevision(WriteContent(event, graphemes), ToText(Lines()));
}

test::ScannedEvent Scanned(const Event& event) {
  const std::string bytes = Written(event);
  EXPECT_THAT(test::LineFaults(bytes), IsEmpty());
  const auto calendar = test::Scan(bytes);
  EXPECT_EQ(calendar.events.size(), 1U) << bytes;
  EXPECT_THAT(test::EventFaults(calendar.events.at(0)), IsEmpty());
  return calendar.events.at(0);
}

test::ReadEvent ReadBack(const Event& event) {
  const auto read = test::ReadByLibical(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" +
      Written(event) + "END:VCALENDAR\r\n");
  EXPECT_EQ(read.errors, 0);
  EXPECT_TRUE(read.is_by_the_book);
  EXPECT_EQ(read.events.size(), 1U);
  return read.events.at(0);
}

TEST(WriteContent, WritesEveryPropertyInItsPlace) {
  Event event = Notice();
  event.description = "Uno\nDos";
  event.location = "Sala 1";
  event.categories = {"DCPEN", "Vencimiento"};
  EXPECT_EQ(Written(event),
            "BEGIN:VEVENT\r\n"
            "UID:6ba7b810-9dad-51d1-80b4-00c04fd430c8\r\n"
            "DTSTAMP:20240131T183000Z\r\n"
            "LAST-MODIFIED:20240131T183000Z\r\n"
            "SEQUENCE:0\r\n"
            "DTSTART;VALUE=DATE:20240311\r\n"
            "DTEND;VALUE=DATE:20240312\r\n"
            "SUMMARY:CSPEN · Informe\r\n"
            "DESCRIPTION:Uno\\nDos\r\n"
            "LOCATION:Sala 1\r\n"
            "STATUS:CONFIRMED\r\n"
            "TRANSP:TRANSPARENT\r\n"
            "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n"
            "CATEGORIES:DCPEN,Vencimiento\r\n"
            "END:VEVENT\r\n");
}

std::string WrittenAs(const Event& event, const Rendering& rendering) {
  static const Graphemes graphemes;
  return WriteContent(event, graphemes, rendering);
}

TEST(WriteContent, WritesTheLinkForMembersOnly) {
  Event event = Notice();
  event.description = "Uno";
  const std::string plain = WrittenAs(event, {});
  event.link = MembersLink{"Enlace:", "https://video.example.org/a;b,c"};
  EXPECT_EQ(WrittenAs(event, {}), plain);
  const std::string text = WrittenAs(event, {Audience::kMembers, {}});
  EXPECT_THAT(text,
              testing::HasSubstr(
                  "DESCRIPTION:Enlace:\\nhttps://video.example.org/a\\;b\\,c\\n"
                  "\\nUno\r\nURL:https://video.example.org/a;b,c\r\nSTATUS:"));
  EXPECT_THAT(test::EventFaults(
                  test::Scan(WithRevision(text, ToText(Lines()))).events.at(0)),
              IsEmpty());
}

TEST(WriteContent, WritesAlarmsAtTheEnd) {
  Event event = Notice();
  event.summary = "CSPEN · Informe, 1";
  const std::string plain = WrittenAs(event, {});
  const std::string begin = plain.substr(0, plain.rfind("END:VEVENT"));
  const struct {
    std::vector<std::chrono::minutes> before;
    std::vector<std::string> triggers;
  } rows[] = {
      {{15h}, {"-PT15H"}},
      {{24h}, {"-P1D"}},
      {{48h, 39h}, {"-P2D", "-PT39H"}},
      {{90min, 5min}, {"-PT1H30M", "-PT5M"}},
  };
  for (const auto& [before, triggers] : rows) {
    std::string expected = begin;
    for (const auto& trigger : triggers) {
      expected +=
          "BEGIN:VALARM\r\nACTION:DISPLAY\r\n"
          "DESCRIPTION:CSPEN · Informe\\, 1\r\nTRIGGER:" +
          trigger + "\r\nEND:VALARM\r\n";
    }
    EXPECT_EQ(WrittenAs(event, {Audience::kPublic, before}),
              expected + "END:VEVENT\r\n");
  }
}

TEST(WriteContent, LeavesOutWhatIsEmpty) {
  const auto event = Scanned(Notice());
  for (const auto* name : {"DESCRIPTION", "LOCATION", "CATEGORIES"}) {
    EXPECT_EQ(event.bytes.find(name), std::string::npos) << name;
  }
}

// Nothing but controls is nothing, too: an empty value is never written.
TEST(WriteContent, LeavesOutWhatIsEmptyOnceItIsClean) {
  Event event = Notice();
  event.description = "\x01\x7f";
  event.location = "\x02";
  EXPECT_EQ(Written(event), Written(Notice()));
}

TEST(WriteContent, ReadsBackAsTheSameText) {
  for (const auto& text : test::kOddTexts) {
    Event event = Notice();
    event.summary = text;
    event.location = text;
    event.description = text + "\n" + text + "\n\n" + text;
    const std::string clean = CleanText(text);
    const auto ours = Scanned(event);
    EXPECT_EQ(ours.Text("SUMMARY"), clean);
    EXPECT_EQ(ours.Text("LOCATION"), clean);
    EXPECT_EQ(ours.Text("DESCRIPTION"), CleanText(event.description));
    const auto theirs = ReadBack(event);
    EXPECT_EQ(theirs.summary, clean);
    EXPECT_EQ(theirs.location, clean);
    EXPECT_EQ(theirs.description, CleanText(event.description));
  }
}

// Escaped as text; libical writes a category as it is.
TEST(WriteContent, EscapesInTheOrderOfRfc5545) {
  Event event = Notice();
  event.summary = "\\,;:\"\r\n\x85";
  EXPECT_EQ(Scanned(event).Value("SUMMARY"), "\\\\\\,\\;:\" \ufffd");
}

TEST(WriteContent, SeparatesCategories) {
  Event event = Notice();
  event.categories = {"AG", "Día \"A\": 1", "Resumen"};
  EXPECT_EQ(Scanned(event).Value("CATEGORIES"), "AG,Día \"A\": 1,Resumen");
  EXPECT_THAT(ReadBack(event).categories,
              ElementsAre("AG", "Día \"A\": 1", "Resumen"));
}

TEST(WriteContent, EndsAllDayEventsOnTheDayAfter) {
  const struct {
    year_month_day first;
    year_month_day last;
    std::string_view start;
    std::string_view end;
  } rows[] = {
      {2024y / 3 / 11, 2024y / 3 / 11, "20240311", "20240312"},
      {2024y / 3 / 11, 2024y / 3 / 15, "20240311", "20240316"},
      {2024y / 4 / 30, 2024y / 4 / 30, "20240430", "20240501"},
      {2024y / 2 / 28, 2024y / 2 / 28, "20240228", "20240229"},
      {2024y / 2 / 29, 2024y / 2 / 29, "20240229", "20240301"},
      {2023y / 2 / 28, 2023y / 2 / 28, "20230228", "20230301"},
      {2100y / 2 / 28, 2100y / 2 / 28, "21000228", "21000301"},
      {2024y / 12 / 31, 2024y / 12 / 31, "20241231", "20250101"},
      {2024y / 12 / 30, 2025y / 1 / 3, "20241230", "20250104"},
  };
  for (const auto& [first, last, start, end] : rows) {
    Event event = Notice();
    event.span = DateRange{sys_days(first), sys_days(last)};
    const auto scanned = Scanned(event);
    EXPECT_EQ(scanned.Value("DTSTART"), start);
    EXPECT_EQ(scanned.Value("DTEND"), end);
    const auto read = ReadBack(event);
    EXPECT_EQ(read.start, start);
    EXPECT_EQ(read.end, end);
  }
}

TEST(WriteContent, WritesTimesInUtc) {
  Event event = Notice();
  event.certainty = EventCertainty::kConfirmed;
  const sys_seconds start = sys_days(2024y / 12 / 31) + 23h + 30min;
  event.span = TimedSpan{start, start + 2h};
  const auto scanned = Scanned(event);
  EXPECT_EQ(scanned.Value("DTSTART"), "20241231T233000Z");
  EXPECT_EQ(scanned.Value("DTEND"), "20250101T013000Z");
  EXPECT_EQ(scanned.bytes.find("TZID"), std::string::npos);
  EXPECT_EQ(scanned.bytes.find("ALLDAYEVENT"), std::string::npos);
}

TEST(WriteContent, SaysHowSureItIsInThreeWaysAtOnce) {
  const struct {
    EventCertainty certainty;
    std::string_view status;
    std::string_view transparency;
    std::string_view busy;
  } rows[] = {
      {EventCertainty::kTentative, "TENTATIVE", "TRANSPARENT", "TENTATIVE"},
      {EventCertainty::kConfirmed, "CONFIRMED", "OPAQUE", "BUSY"},
      {EventCertainty::kNotice, "CONFIRMED", "TRANSPARENT", "FREE"},
  };
  for (const auto& [certainty, status, transparency, busy] : rows) {
    Event event = Notice();
    event.certainty = certainty;
    const auto scanned = Scanned(event);
    EXPECT_EQ(scanned.Value("STATUS"), status);
    EXPECT_EQ(scanned.Value("TRANSP"), transparency);
    EXPECT_EQ(scanned.Value("X-MICROSOFT-CDO-BUSYSTATUS"), busy);
  }
}

TEST(WriteContent, CutsOneLineTextsAt255Utf16Units) {
  std::string rockets;
  for (int i = 0; i < 200; ++i) rockets += "🚀";
  const std::string full(255, 'x');
  const struct {
    std::string text;
    std::string shown;
  } rows[] = {
      {full, full},
      {full + "y", std::string(254, 'x') + "…"},
      {rockets, rockets.substr(0, 127 * 4) + "…"},
      {"uno\r\ndos\ntres\u2028cuatro", "uno dos tres cuatro"},
  };
  for (const auto& [text, shown] : rows) {
    Event event = Notice();
    event.summary = text;
    event.location = text;
    event.description = text;
    const auto scanned = Scanned(event);
    EXPECT_EQ(scanned.Text("SUMMARY"), shown);
    EXPECT_EQ(scanned.Text("LOCATION"), shown);
    EXPECT_EQ(scanned.Text("DESCRIPTION"), CleanText(text));
  }
}

TEST(RevisionLines, AreWritten) {
  RevisionLines lines{2147483647, sys_days(2026y / 2 / 28) + 23h + 59min + 8s,
                      std::nullopt};
  EXPECT_EQ(ToText(lines),
            "DTSTAMP:20260228T235908Z\r\nLAST-MODIFIED:20260228T235908Z\r\n"
            "SEQUENCE:2147483647\r\n");
  lines.created = sys_days(2024y / 1 / 31);
  EXPECT_EQ(ToText(lines),
            "DTSTAMP:20260228T235908Z\r\nLAST-MODIFIED:20260228T235908Z\r\n"
            "CREATED:20240131T000000Z\r\nSEQUENCE:2147483647\r\n");
}

TEST(RevisionLines, ComeAndGo) {
  static const Graphemes graphemes;
  Event event = Notice();
  event.summary = "DTSTAMP:x\r\nDTSTART";
  const std::string content = WriteContent(event, graphemes);
  EXPECT_EQ(content.find("\r\nDTSTAMP"), std::string::npos);
  for (const auto& created :
       {std::optional<sys_seconds>(), std::optional<sys_seconds>(kMonday)}) {
    const std::string lines = ToText({3, sys_seconds(kMonday), created});
    EXPECT_EQ(WithoutRevision(WithRevision(content, lines)), content);
  }
  EXPECT_EQ(WithoutRevision(content), content);
}

}  // namespace
}  // namespace agendad::feeds
