#include "feeds/event_bytes.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "feeds/written_event.h"

namespace agendad::feeds {
namespace {

const std::string kLong(300, 'd');

std::string Event(const std::string& uid, const std::string& summary,
                  const std::string& end = "END:VEVENT\r\n") {
  return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nSUMMARY:" + summary + "\r\n" + end;
}

std::shared_ptr<const EventBytes> Whole(const std::string& text) {
  return std::make_shared<const EventBytes>(text);
}

std::size_t PiecesOf(const EventBytes& bytes) {
  Pieces pieces;
  bytes.AddTo(pieces);
  EXPECT_EQ(pieces.Octets(), bytes.Octets());
  EXPECT_EQ(pieces.Joined(), bytes.Joined());
  return pieces.All().size();
}

TEST(EventBytes, AreThoseThatWereGiven) {
  const std::string rows[][2] = {
      {Event("a", kLong), Event("a", kLong)},
      {Event("a", kLong), Event("another", kLong)},
      {Event("a", kLong + "1"), Event("b", kLong + "2")},
      {Event("a", kLong + "1" + kLong), Event("b", kLong + kLong)},
      {Event("a", kLong + kLong), Event("b", kLong)},
      {Event("a", kLong), Event("b", "x")},
      {Event("a", "x"), Event("b", kLong)},
      {Event("a", kLong), "no summary " + kLong},
      {"no summary " + kLong, Event("b", kLong)},
      {"", Event("b", kLong)},
      {Event("a", kLong), ""},
  };
  for (const auto& [like, text] : rows) {
    const EventBytes bytes(text, Whole(like));
    EXPECT_EQ(bytes.Joined(), text) << like;
    EXPECT_EQ(bytes.Octets(), text.size());
    PiecesOf(bytes);
  }
}

TEST(EventBytes, BeginWithWhatIsTheirOwn) {
  const auto like = Whole(Event("a", kLong + " in March"));
  EXPECT_EQ(EventBytes().Beginning(), "");
  EXPECT_TRUE(like->Beginning().starts_with("BEGIN:VEVENT\r\nUID:a\r\n"));
  EXPECT_EQ(EventBytes(Event("b", kLong + " in May"), like).Beginning(),
            "BEGIN:VEVENT\r\nUID:b");
}

TEST(WrittenEvent, HasItsUidInItsBytes) {
  const auto like = Whole(Event("a", kLong + " in March"));
  const std::pair<EventBytes, std::string_view> rows[] = {
      {*like, "a"},
      {{Event("b", kLong + " in May"), like}, "b"},
      {std::string("BEGIN:VEVENT\r\nUID:c"), "c"},
      {std::string("BEGIN:VEVENT\r\nUID:\r\nSUMMARY:x\r\n"), ""},
      {std::string("BEGIN:VEVENT\r\nSUMMARY:x\r\nUID:d\r\n"), ""},
      {std::string(), ""},
  };
  for (const auto& [bytes, uid] : rows) {
    WrittenEvent event;
    event.bytes = bytes;
    EXPECT_EQ(event.Uid(), uid);
  }
}

TEST(EventBytes, ShareWhatIsTheSame) {
  const auto like = Whole(Event("a", kLong + " in March"));
  EXPECT_EQ(PiecesOf(*like), 1U);
  EXPECT_EQ(PiecesOf({Event("b", kLong + " in May"), like}), 4U);
  // One end is as good as the other.
  EXPECT_EQ(PiecesOf({Event("b", "May " + kLong), like}), 1U);
  EXPECT_EQ(PiecesOf({Event("b", "May " + kLong + " in March"), like}), 4U);
  // Too little, nothing, or somebody who shares already.
  EXPECT_EQ(PiecesOf({Event("b", "x"), like}), 1U);
  EXPECT_EQ(PiecesOf({Event("b", kLong), nullptr}), 1U);
  const auto second =
      std::make_shared<const EventBytes>(Event("b", kLong + " in May"), like);
  EXPECT_EQ(PiecesOf({Event("c", kLong + " in May"), second}), 1U);
}

TEST(EventBytes, OutliveWhoeverMadeThem) {
  auto like = Whole(Event("a", kLong));
  const EventBytes bytes(Event("b", kLong + "!"), like);
  like.reset();
  EXPECT_EQ(bytes.Joined(), Event("b", kLong + "!"));
}

TEST(EventBytes, OfAnyTexts) {
  std::mt19937 random(5);
  const auto any = [&] {
    std::string text = Event("a", "");
    for (int i = 0; i < 40; ++i) {
      text.insert(random() % (text.size() + 1), 1 + random() % 40,
                  random() % 2 == 0 ? 'a' : 'b');
    }
    return text;
  };
  int shared = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string like = any();
    std::string text = like;
    text.insert(random() % (text.size() + 1), "x");
    const EventBytes bytes(text, Whole(like));
    ASSERT_EQ(bytes.Joined(), text);
    if (PiecesOf(bytes) > 1) ++shared;
    const EventBytes unlike(any(), Whole(like));
    PiecesOf(unlike);
  }
  EXPECT_GT(shared, 100);
}

}  // namespace
}  // namespace agendad::feeds
