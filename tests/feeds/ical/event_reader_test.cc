#include "feeds/ical/event_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "feeds/ical/event_writer.h"
#include "tests/support/generated_definition.h"
#include "tests/support/odd_texts.h"
#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::DateRange;
using std::chrono::days;
using std::chrono::sys_days;
using test::Day;
using testing::IsEmpty;

constexpr sys_days kMonday = 2024y / 3 / 11;
constexpr char kUid[] = "6ba7b810-9dad-51d1-80b4-00c04fd430c8";

Event Notice() {
  Event event;
  event.uid = kUid;
  event.span = DateRange{kMonday, kMonday};
  event.summary = "CSPEN · Informe";
  return event;
}

std::string Content(const Event& event) {
  static const Graphemes graphemes;
  return WriteContent(event, graphemes);
}

// With and without revision lines, the same is read: `event` with clean texts.
void ExpectReadsBack(Event event) {
  const std::string content = Content(event);
  SCOPED_TRACE(content);
  for (auto* text : {&event.summary, &event.description, &event.location}) {
    *text = CleanText(*text);
  }
  const auto lines = ToText({3, kMonday + 1s, kMonday});
  for (const auto& written : {content, WithRevision(content, lines)}) {
    const auto read = ReadEvent(written);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->summary, event.summary);
    EXPECT_EQ(read->description, event.description);
    EXPECT_EQ(read->location, event.location);
    EXPECT_EQ(read->categories, event.categories);
    EXPECT_TRUE(*read == event);
  }
}

TEST(ReadEvent, ReadsEverySpanAndCertainty) {
  const EventSpan spans[] = {
      DateRange{kMonday, kMonday},
      DateRange{kMonday, kMonday + days(4)},
      DateRange{Day("2024-02-29"), Day("2024-02-29")},
      DateRange{Day("2024-12-30"), Day("2025-01-03")},
      DateRange{Day("1999-12-31"), Day("1999-12-31")},
      DateRange{Day("2199-12-31"), Day("2199-12-31")},
      TimedSpan{kMonday + 16h, kMonday + 18h},
      TimedSpan{kMonday, kMonday + days(1)},
      TimedSpan{kMonday + 23h + 30min, kMonday + 26h},
      TimedSpan{Day("2038-01-19") + 3h + 14min, Day("2038-01-19") + 4h},
      TimedSpan{Day("2150-06-30") + 1h, Day("2150-06-30") + 1h + 1min},
  };
  for (const EventSpan& span : spans) {
    for (const auto certainty :
         {EventCertainty::kTentative, EventCertainty::kConfirmed,
          EventCertainty::kNotice, EventCertainty::kCancelled}) {
      Event event = Notice();
      event.span = span;
      event.certainty = certainty;
      ExpectReadsBack(event);
    }
  }
}

// Its lines are taken out of the description, so that it can be left out again.
TEST(ReadEvent, ReadsAnyRendering) {
  static const Graphemes graphemes;
  Event event = Notice();
  event.description = "Uno\n\nDos";
  const Event unlinked = event;
  event.link = MembersLink{"Enlace:", "https://video.example.org/a;b,c"};
  const Rendering everybody{Audience::kPublic, {48h, 15h}};
  const Rendering members{Audience::kMembers, {15h}};
  EXPECT_EQ(ReadEvent(WriteContent(event, graphemes, everybody)), unlinked);
  EXPECT_EQ(ReadEvent(WriteContent(event, graphemes, members)), event);
}

TEST(ReadEvent, LeavesOutWhatIsNotWritten) {
  for (const auto kind : {EventKind::kSession, EventKind::kDeadline,
                          EventKind::kList, EventKind::kNotice}) {
    Event event = Notice();
    event.kind = kind;
    event.revised = kMonday;
    event.about = {"dp"};
    EXPECT_EQ(ReadEvent(Content(event)), Notice());
  }
}

TEST(ReadEvent, ReadsTextsAsTheyWere) {
  for (const auto& text : test::kOddTexts) {
    Event event = Notice();
    event.summary = text;
    event.location = text;
    event.description = text + "\n" + text + "\n\n" + text;
    ExpectReadsBack(event);
  }
}

TEST(ReadEvent, ReadsLongFoldedLines) {
  const std::string pieces[] = {
      "ñ", "é", "e\u0301", "漢字", "🚀",        "👩‍👩‍👧", "🇲🇽",
      ",", ";", "\\",      "x",    "palabra ", "\u0915\u094d\u0937"};
  for (const auto& piece : pieces) {
    std::string text;
    while (text.size() < 2000) text += piece;
    for (int shift = 0; shift < 5; ++shift) {
      Event event = Notice();
      event.description = std::string(static_cast<std::size_t>(shift), 'x') +
                          text + "\n" + text + ".";
      ExpectReadsBack(event);
    }
  }
}

TEST(ReadEvent, ReadsTextsDrawnAtRandom) {
  const std::string pieces[] = {"a",  "ñ",    "\u0301", "🗓", "\u200d", ",",
                                ";",  "\\",   "n",      ":",    "\"",     " ",
                                "\n", "\\,n", "\r",     "\t"};
  std::mt19937 random(20240311);
  for (int round = 0; round < 500; ++round) {
    const auto draw = [&](std::size_t most) {
      std::string text;
      for (std::size_t i = random() % most; i > 0; --i) {
        text += pieces[random() % std::size(pieces)];
      }
      return text;
    };
    Event event = Notice();
    // libical drops the spaces at the ends of a value.
    event.description = CleanText("." + draw(400) + ".");
    event.summary = "." + draw(60) + ".";
    event.location = "." + draw(20) + ".";
    const auto first = ReadEvent(Content(event));
    ASSERT_TRUE(first) << Content(event);
    // One line is what it is written on: what is read is what is written again.
    ASSERT_EQ(Content(*first), Content(event));
    ASSERT_EQ(first->description, event.description);
  }
}

TEST(ReadEvent, ReadsCategories) {
  const std::vector<std::string> rows[] = {
      {"AG"},
      {"AG", "Día \"A\": 1", "Resumen"},
      {"DCPEN", "Vencimiento", "ñ"},
      {std::string(100, 'x'), std::string(100, 'y')},
  };
  for (const auto& categories : rows) {
    Event event = Notice();
    event.categories = categories;
    ExpectReadsBack(event);
  }
}

// The definition forbids them in codes, but a category may be other text.
TEST(ReadEvent, ReadsCategoriesThatAreEscaped) {
  Event event = Notice();
  event.categories = {"a, b; c", "d\\e"};
  ExpectReadsBack(event);
}

TEST(ReadEvent, RefusesWhatIsNoEventOfOurs) {
  const std::string good = Content(Notice());
  ASSERT_TRUE(ReadEvent(good));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  const std::string rows[] = {
      "",
      "\r\n",
      "BEGIN:VEVENT\r\n",
      "hello",
      "BEGIN:VEVENT\r\nEND:VEVENT\r\n",
      "BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n",
      "BEGIN:VCALENDAR\r\n" + good + "END:VCALENDAR\r\n",
      good + good,
      with("DTSTART;VALUE=DATE:20240311\r\n", ""),
      with("VALUE=DATE:20240311", "VALUE=DATE:"),
      // Ends when it begins, or before.
      with("DTEND;VALUE=DATE:20240312", "DTEND;VALUE=DATE:20240311"),
      with("DTEND;VALUE=DATE:20240312", "DTEND;VALUE=DATE:20240310"),
  };
  for (const auto& text : rows) {
    EXPECT_FALSE(ReadEvent(text)) << text;
  }
}

std::string Calendar(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
}

TEST(ReadFeed, ReadsEveryEventAndItsLines) {
  Event other = Notice();
  other.uid = "other";
  other.span = TimedSpan{kMonday + 16h, kMonday + 18h};
  other.description = "BEGIN:VEVENT\nEND:VEVENT\n" + std::string(200, 'x');
  const RevisionLines lines{7, kMonday + 1s, kMonday};
  const RevisionLines uncreated{0, Day("2038-01-19") + 4h, std::nullopt};
  const std::string text =
      Calendar(WithRevision(Content(Notice()), ToText(lines)) +
               WithRevision(Content(other), ToText(uncreated)));
  std::string with_lf = text;
  std::erase(with_lf, '\r');
  for (const auto& sent : {text, with_lf}) {
    const auto read = ReadFeed(sent);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ(read->at(0).uid, kUid);
    EXPECT_EQ(read->at(0).lines, lines);
    EXPECT_EQ(read->at(0).content, Content(Notice()));
    EXPECT_EQ(read->at(1).uid, "other");
    EXPECT_EQ(read->at(1).lines, uncreated);
    EXPECT_EQ(read->at(1).content, Content(other));
  }
  EXPECT_THAT(ReadFeed(Calendar("")).value_or(std::vector<PublishedEvent>(1)),
              IsEmpty());
}

TEST(ReadFeed, RefusesWhatIsNoFeedOfOurs) {
  const std::string content = Content(Notice());
  const std::string good =
      WithRevision(content, ToText({7, kMonday + 1s, kMonday}));
  ASSERT_TRUE(ReadFeed(Calendar(good)));
  const auto without = [&](const std::string& line) {
    std::string text = good;
    const auto at = text.find(line);
    EXPECT_NE(at, std::string::npos) << line;
    return Calendar(text.erase(at, text.find("\r\n", at) + 2 - at));
  };
  const std::string rows[] = {
      "",
      "<html></html>\n",
      good,
      "\r\n" + Calendar(good),
      "BEGIN:VCALENDAR",
      Calendar(content),
      without("UID"),
      without("LAST-MODIFIED"),
      without("SEQUENCE"),
      without("END:VEVENT"),
      // Cut on its way, in one of its events.
      Calendar(good).substr(0, good.size()),
  };
  for (const auto& text : rows) EXPECT_FALSE(ReadFeed(text)) << text;
}

// Whatever is published is read back to what it was written from.
TEST(ReadFeed, ReadsWhateverIsPublished) {
  std::size_t events = 0;
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    test::Publication publication(Day("2024-03-01"));
    publication.Publish(test::GenerateDefinition(seed));
    const auto bytes = test::BytesOf(publication.Shown());
    for (const auto& feed : publication.Shown().Feeds()) {
      const auto read = ReadFeed(bytes.at(feed->path));
      ASSERT_TRUE(read) << feed->id;
      ASSERT_EQ(read->size(), feed->events.size());
      for (std::size_t i = 0; i < read->size(); ++i) {
        const PublishedEvent& event = (*read)[i];
        ASSERT_EQ(WithRevision(event.content, ToText(event.lines)),
                  feed->events[i]->bytes.Joined());
        const auto known = ReadEvent(event.content);
        ASSERT_TRUE(known) << event.content;
        ASSERT_EQ(Content(*known), event.content);
        ++events;
      }
    }
  }
  EXPECT_GT(events, 1000U);
}

}  // namespace
}  // namespace agendad::feeds
