// The rules by which the tests judge calendars do find what breaks them.
#include "tests/support/calendar_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace agendad::test {
namespace {

using testing::IsEmpty;
using testing::Not;

const std::string kGood =
    "BEGIN:VCALENDAR\r\n"
    "VERSION:2.0\r\n"
    "PRODID:-//x//EN\r\n"
    "CALSCALE:GREGORIAN\r\n"
    "NAME:A\\, b\r\n"
    "X-WR-CALNAME:A\\, b\r\n"
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
    "X-PUBLISHED-TTL:PT1H\r\n"
    "BEGIN:VEVENT\r\n"
    "UID:a1\r\n"
    "DTSTAMP:20240131T000000Z\r\n"
    "LAST-MODIFIED:20240131T000000Z\r\n"
    "SEQUENCE:0\r\n"
    "DTSTART;VALUE=DATE:20240228\r\n"
    "DTEND;VALUE=DATE:20240229\r\n"
    "SUMMARY:One\r\n"
    "STATUS:CONFIRMED\r\n"
    "TRANSP:TRANSPARENT\r\n"
    "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
    "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n"
    "CATEGORIES:X,Y\r\n"
    "END:VEVENT\r\n"
    "END:VCALENDAR\r\n";

TEST(CalendarRules, AcceptWhatIsRight) {
  EXPECT_THAT(CalendarFaults(kGood), IsEmpty());
}

TEST(CalendarRules, RefuseEverySpoiltCalendar) {
  const struct {
    std::string from;
    std::string to;
  } rows[] = {
      {"One\r\n", "One\n"},
      {"One", "One\rtwo"},
      {"One", "One\r\n\r\n"},
      {"One", std::string(80, 'x')},
      {"One", "One\\\r\n n"},
      {"One", "On\xc3\r\n \xa9"},
      {"One", "On\xe9"},
      {"One", "\xed\xa0\xbd"},
      {"One", "One\x07"},
      {"One", "One\xc2\x85"},
      {"One", "One, two"},
      {"One", "One\\: two"},
      {"One", "One\\ntwo"},
      {"BEGIN:VCALENDAR",
       "\xef\xbb\xbf"
       "BEGIN:VCALENDAR"},
      {"VERSION:2.0\r\n", ""},
      {"CALSCALE:GREGORIAN", "METHOD:PUBLISH"},
      {"X-WR-CALNAME:A", "X-WR-CALNAME:B"},
      {"NAME:A\\, b", "NAME:A, b"},
      {"X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT2H"},
      {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "REFRESH-INTERVAL:PT1H"},
      {"UID:a1", "UID:a1 b"},
      {"UID:a1\r\n", ""},
      {"UID:a1", "UID:040000008200E00074C5B7101A82E008aa"},
      {"DTSTAMP:20240131T000000Z", "DTSTAMP:20240131T000001Z"},
      {"LAST-MODIFIED:20240131T000000Z", "LAST-MODIFIED:20240131T000000"},
      {"SEQUENCE:0", "SEQUENCE:-1"},
      {"DTSTART;VALUE=DATE:20240228", "DTSTART:20240228"},
      {"DTSTART;VALUE=DATE:20240228", "DTSTART;VALUE=DATE:20240230"},
      {"DTSTART;VALUE=DATE:20240228", "DTSTART;TZID=X:20240228T000000"},
      {"DTEND;VALUE=DATE:20240229", "DTEND;VALUE=DATE:20240228"},
      {"DTEND;VALUE=DATE:20240229", "DTEND:20240229T000000Z"},
      {"DTEND;VALUE=DATE:20240229", "DURATION:P1D"},
      {"STATUS:CONFIRMED", "STATUS:TENTATIVE"},
      {"TRANSP:TRANSPARENT", "TRANSP:OPAQUE"},
      {"X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n", ""},
      {"CATEGORIES:X,Y", "RRULE:FREQ=YEARLY"},
      {"CATEGORIES:X,Y", "CATEGORIES:X\r\nCATEGORIES:Y"},
      {"CATEGORIES:X,Y", "ORGANIZER:mailto:x@example.org"},
      {"SUMMARY:One\r\nSTATUS:CONFIRMED", "STATUS:CONFIRMED\r\nSUMMARY:One"},
      {"END:VEVENT\r\n", "END:VEVENT\r\nBEGIN:VTODO\r\nEND:VTODO\r\n"},
      {"END:VCALENDAR\r\n", "END:VCALENDAR"},
      {"END:VCALENDAR\r\n", "END:VCALENDAR\r\n\r\n"},
  };
  for (const auto& [from, to] : rows) {
    std::string spoilt = kGood;
    const std::size_t at = spoilt.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    spoilt.replace(at, from.size(), to);
    EXPECT_THAT(CalendarFaults(spoilt), Not(IsEmpty())) << from << " -> " << to;
  }
}

TEST(CalendarRules, RefuseEventsTwiceAndOutOfOrder) {
  const std::size_t begin = kGood.find("BEGIN:VEVENT");
  const std::size_t end = kGood.find("END:VCALENDAR");
  const std::string event = kGood.substr(begin, end - begin);
  std::string other = event;
  other.replace(other.find("UID:a1"), 6, "UID:a0");
  const auto with = [&](const std::string& events) {
    return CalendarFaults(kGood.substr(0, begin) + events + kGood.substr(end));
  };
  EXPECT_THAT(with(other + event), IsEmpty());
  EXPECT_THAT(with(event + other), Not(IsEmpty()));
  EXPECT_THAT(with(event + event), Not(IsEmpty()));
  EXPECT_THAT(with(""), Not(IsEmpty()));
}

}  // namespace
}  // namespace agendad::test
