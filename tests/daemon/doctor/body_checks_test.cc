#include <gtest/gtest.h>

#include <string>

#include "daemon/doctor/checks.h"
#include "tests/daemon/doctor/findings_of.h"

namespace agendad::daemon::doctor {
namespace {

constexpr char kSound[] =
    "BEGIN:VCALENDAR\r\n"
    "VERSION:2.0\r\n"
    "PRODID:-//A//B//EN\r\n"
    "CALSCALE:GREGORIAN\r\n"
    "X-WR-CALNAME:Sessions\\, all\r\n"
    "NAME:Sessions\\, all\r\n"
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
    "X-PUBLISHED-TTL:PT1H\r\n"
    "X-APPLE-CALENDAR-COLOR:#1A2B3C\r\n"
    "COLOR:navy\r\n"
    "BEGIN:VEVENT\r\n"
    "UID:one@example.org\r\n"
    "DTSTAMP:20240101T000000Z\r\n"
    "LAST-MODIFIED:20240101T000000Z\r\n"
    "SEQUENCE:0\r\n"
    "DTSTART:20240311T160000Z\r\n"
    "DTEND:20240311T180000Z\r\n"
    "SUMMARY:Session\r\n"
    "LOCATION:Room 1\r\n"
    "DESCRIPTION:Two lines\\nof a text that is folded because it has more than "
    "\r\n"
    " one line holds.\r\n"
    "STATUS:CONFIRMED\r\n"
    "TRANSP:OPAQUE\r\n"
    "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"
    "END:VEVENT\r\n"
    "BEGIN:VEVENT\r\n"
    "UID:two@example.org\r\n"
    "DTSTAMP:20240101T000000Z\r\n"
    "LAST-MODIFIED:20240101T000000Z\r\n"
    "SEQUENCE:2\r\n"
    "DTSTART;VALUE=DATE:20240318\r\n"
    "DTEND;VALUE=DATE:20240319\r\n"
    "SUMMARY:Deadline\r\n"
    "STATUS:CONFIRMED\r\n"
    "TRANSP:TRANSPARENT\r\n"
    "END:VEVENT\r\n"
    "END:VCALENDAR\r\n";

std::string Replaced(std::string text, const std::string& from,
                     const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

Findings Judge(const std::string& body) {
  Findings findings;
  const auto text = ReadCalendar(body);
  CheckBytes(body, text, findings);
  CheckCalendar(text, findings);
  CheckEvents(text, findings);
  CheckEventTexts(text, findings);
  return findings;
}

TEST(BodyChecks, FindNothingInASoundCalendar) {
  EXPECT_EQ(Troubles(Judge(kSound)), "");
}

TEST(BodyChecks, FindOneFaultEach) {
  const struct {
    std::string from;
    std::string to;
    const char* troubles;
  } rows[] = {
      {"VERSION:2.0\r\n", "VERSION:2.0\n", "error line-ends"},
      {"VERSION:2.0\r\n", "\r\nVERSION:2.0\r\n", "error line-ends"},
      {"SUMMARY:Session", "SUMMARY:Ses\rsion",
       "error line-ends\nerror control-characters"},
      {"END:VCALENDAR\r\n", "END:VCALENDAR", "error line-ends"},
      {"BEGIN:VCALENDAR",
       "\xEF\xBB\xBF"
       "BEGIN:VCALENDAR",
       "error characters"},
      {"Room 1", "Se\xF1or", "error characters"},
      {"Room 1", "\xEF\xBF\xBD", "error characters"},
      {"Room 1", "Room\x07", "error control-characters"},
      {"\r\n one line", "one line", "warning long-lines"},
      {"Room 1", "Ni\xC3\r\n \xB1o", "error folds"},
      {"LOCATION:Room 1", "LOCATION", "error lines"},
      {"LOCATION:Room 1", "LOCATION;X=\"a:Room 1", "error lines"},
      {"LOCATION:", "LOC ATION:", "error lines"},
      {"END:VCALENDAR\r\n", "", "error calendar-whole"},
      {"BEGIN:VCALENDAR\r\n", "X:y\r\nBEGIN:VCALENDAR\r\n",
       "error calendar-whole"},
      {"END:VCALENDAR\r\n",
       "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
       "error one-calendar"},
      {"VERSION:2.0", "VERSION:1.0", "error version"},
      {"PRODID:-//A//B//EN\r\n", "", "error version"},
      {"VERSION:2.0", "VERSION:2.0\r\nVERSION:2.0", "error version"},
      {"GREGORIAN", "ISLAMIC", "error version"},
      {"CALSCALE", "METHOD:PUBLISH\r\nCALSCALE", "note method"},
      {"CALSCALE", "METHOD:REQUEST\r\nCALSCALE", "error method"},
      {"BEGIN:VEVENT", "BEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VEVENT",
       "note components"},
      {"X-WR-CALNAME:Sessions\\, all\r\n", "", "warning calendar-name"},
      {"NAME:Sessions\\, all\r\nREF", "NAME:Others\r\nREF",
       "warning calendar-name"},
      {"\r\nNAME:Sessions\\, all", "", "note calendar-name"},
      {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "REFRESH-INTERVAL:PT1H",
       "note refresh-interval"},
      {"X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT2H", "note refresh-interval"},
      {"X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:1 hour",
       "warning refresh-interval"},
      {"X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT1M", "note refresh-interval"},
      {"X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:P1W", "note refresh-interval"},
      {"#1A2B3C", "1A2B3C", "note colour"},
      {"#1A2B3C", "#1A2B3Z", "note colour"},
      {"COLOR:navy", "COLOR:#00F", "note colour"},
      {"CALSCALE", "X-WR-TIMEZONE:Europe/Madrid\r\nCALSCALE",
       "note x-wr-timezone"},
      {"SEQUENCE:0", "SEQUENCE:0\r\nRRULE:FREQ=DAILY", "note recurrence"},
      {"UID:one@example.org\r\n", "", "error uid"},
      {"one@example.org", "one example", "warning uid"},
      {"one@example.org", "040000008200E00074C5B7101A82E008xx", "warning uid"},
      {"two@example.org", "one@example.org", "error uid-unique"},
      {"DTSTAMP:20240101T000000Z\r\n", "", "error dtstamp"},
      {"DTSTAMP:20240101T000000Z", "DTSTAMP:20240101T000000", "error dtstamp"},
      {"LAST-MODIFIED:20240101T000000Z\r\n", "",
       "note last-modified-of-events"},
      {"SEQUENCE:0\r\n", "", "note sequence"},
      {"SEQUENCE:0", "SEQUENCE:-1", "note sequence"},
      {"DTSTART:20240311T160000Z\r\n", "", "error times"},
      {"DTSTART:20240311T160000Z", "DTSTART:20240311T160000", "error times"},
      {"DTSTART:20240311T160000Z", "DTSTART:20240311",
       "error times\n"
       "warning ends"},
      {"DTSTART;VALUE=DATE:2024", "DTSTART:2024", "error times"},
      {"DTSTART:20240311T160000Z", "DTSTART:11.3.2024", "error times"},
      {"DTSTART:20240311T160000Z", "DTSTART;TZID=Europe/Madrid:20240311T160000",
       "error time-zones\nnote times"},
      {"DTEND:20240311T180000Z", "DTEND:20240311T160000Z", "warning ends"},
      {"DTEND;VALUE=DATE:20240319\r\n", "", "warning ends"},
      {"DTEND;VALUE=DATE:20240319", "DTEND;VALUE=DATE:20240318",
       "warning ends"},
      {"STATUS:CONFIRMED", "STATUS:CANCELLED", "warning status-of-events"},
      {"STATUS:CONFIRMED", "STATUS:DONE", "warning status-of-events"},
      {"BUSYSTATUS:BUSY", "BUSYSTATUS:FREE", "warning status-of-events"},
      {"TRANSP:OPAQUE", "TRANSP:TRANSPARENT", "warning status-of-events"},
      {"Room 1", "Room 1, left", "warning escapes"},
      {"Room 1", "Room \\1", "warning escapes"},
      {"Room 1", "Room\\n1", "warning text-lengths"},
      {"Two lines", "<p>Two lines", "warning long-lines\nwarning description"},
      {"LOCATION:", "X-ALT-DESC:x\r\nLOCATION:", "warning description"},
      {"LOCATION:", "ATTENDEE:mailto:a@example.org\r\nLOCATION:",
       "warning people"},
      {"LOCATION:", "CLASS:PRIVATE\r\nLOCATION:", "warning class"},
      {"LOCATION:", "ATTACH:https://example.org/\r\nLOCATION:",
       "note attachments"},
      {"LOCATION:", "SUMMARY:Again\r\nLOCATION:", "error repeated-properties"},
      {"END:VEVENT",
       "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT1H\r\n"
       "END:VALARM\r\nEND:VEVENT",
       "note alarms"},
      {"END:VEVENT",
       "BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n"
       "END:VEVENT",
       "warning alarms\nnote alarms"},
      {"END:VEVENT",
       "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT1H\r\nEND:VALARM\r\n"
       "END:VEVENT",
       "warning alarms\nnote alarms"},
      {"END:VEVENT", "BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT",
       "warning alarms\nnote alarms"},
  };
  for (const auto& row : rows) {
    const auto findings = Judge(Replaced(kSound, row.from, row.to));
    EXPECT_EQ(Troubles(findings), row.troubles) << row.from << " -> " << row.to;
  }
}

std::string Zone(const std::string& observance) {
  return Replaced(
      Replaced(kSound, "DTSTART:20240311T160000Z",
               "DTSTART;TZID=Europe/Madrid:20240311T160000"),
      "BEGIN:VEVENT",
      "BEGIN:VTIMEZONE\r\nTZID:Europe/Madrid\r\nBEGIN:STANDARD\r\n" +
          observance + "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT");
}

TEST(BodyChecks, FindWhatIsWrongWithTimeZones) {
  const std::string sound =
      "DTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n";
  EXPECT_EQ(Troubles(Judge(Zone(sound))), "note times");
  const char* const bad = "warning time-zones\nnote times";
  EXPECT_EQ(Troubles(Judge(Zone(sound + "RDATE:19960101T000000\r\n"))), bad);
  EXPECT_EQ(Troubles(Judge(Zone(Replaced(sound, "+0100", "-001444")))), bad);
  EXPECT_EQ(Troubles(Judge(Zone(Replaced(sound, "TZOFFSETTO:+0100\r\n", "")))),
            bad);
}

TEST(BodyChecks, TellTheFirstAndHowMany) {
  std::string body = Replaced(kSound, "Session\r\n", "a, b\r\n");
  body = Replaced(body, "Room 1", "a; b");
  body = Replaced(body, "Deadline", "c, d");
  EXPECT_EQ(Seen(Judge(body), "escapes"),
            "line 18: SUMMARY has ',' ';' or '\\' that is not escaped, or a "
            "wrong escape (and 2 more)\n");
}

TEST(BodyChecks, FindWhatIsTooMuch) {
  const std::string event =
      "BEGIN:VEVENT\r\nUID:%\r\nDTSTAMP:20240101T000000Z\r\n"
      "LAST-MODIFIED:20240101T000000Z\r\nSEQUENCE:0\r\n"
      "DTSTART:20240311T160000Z\r\nEND:VEVENT\r\n";
  std::string events;
  for (int i = 0; i < 1000; ++i) {
    events += Replaced(event, "%", std::to_string(i));
  }
  const std::string many =
      Replaced(kSound, "BEGIN:VEVENT", events + "BEGIN:VEVENT");
  EXPECT_EQ(Troubles(Judge(many)), "warning events");
  std::string large = kSound;
  for (int i = 0; i < 15'000; ++i) {
    large = "X-A:" + std::string(70, 'x') + "\r\n" + large;
  }
  large = "BEGIN:VCALENDAR\r\n" + large.erase(large.find("BEGIN:VCAL"), 17);
  EXPECT_EQ(Troubles(Judge(large)), "error size");
  std::string endless = "BEGIN:VCALENDAR\r\n";
  for (int i = 0; i < 200'000; ++i) endless += "A:\r\n";
  EXPECT_TRUE(ReadCalendar(endless).is_cut);
  EXPECT_EQ(Troubles(Judge(Replaced(
                kSound, "LOCATION:Room 1",
                "X-A:\r\nLOCATION:" +
                    [] {
                      std::string folded;
                      for (int i = 0; i < 130; ++i) {
                        folded += "\r\n \xF0\x9F\x98\x80";
                      }
                      return folded;
                    }()))),
            "warning text-lengths");
}

TEST(BodyChecks, FindThatThereIsNothing) {
  const std::string empty =
      std::string(kSound).substr(0, std::string(kSound).find("BEGIN:VEVENT")) +
      "END:VCALENDAR\r\n";
  EXPECT_EQ(Troubles(Judge(empty)), "warning empty");
  EXPECT_NE(Troubles(Judge("not a calendar")).find("error calendar-whole"),
            std::string::npos);
  EXPECT_NE(Troubles(Judge("END:VEVENT\r\n")).find("error calendar-whole"),
            std::string::npos);
}

}  // namespace
}  // namespace agendad::daemon::doctor
