// Dates that agendad never writes: an event that has one was not written by
// it, or was spoilt on its way, and is none of its kind.
#include <gtest/gtest.h>

#include <string>

#include "feeds/ical/event_reader.h"

namespace agendad::feeds {
namespace {

std::string With(const std::string& dates) {
  return "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20240131T000000Z\r\n"
         "LAST-MODIFIED:20240131T000000Z\r\nSEQUENCE:0\r\n" +
         dates +
         "SUMMARY:CSPEN\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\n"
         "END:VEVENT\r\n";
}

TEST(ReadEvent, TakesTheTwoFormsOfDatesThatAgendadWrites) {
  for (const std::string dates :
       {"DTSTART;VALUE=DATE:20240311\r\nDTEND;VALUE=DATE:20240312\r\n",
        "DTSTART:20240311T160000Z\r\nDTEND:20240311T180000Z\r\n"}) {
    EXPECT_TRUE(ReadEvent(With(dates))) << dates;
  }
}

TEST(ReadEvent, RefusesDatesThatAgendadNeverWrites) {
  const std::string rows[] = {
      // Not dates at all, or of no calendar.
      "DTSTART;VALUE=DATE:2024031x\r\nDTEND;VALUE=DATE:20240312\r\n",
      "DTSTART;VALUE=DATE:20240230\r\nDTEND;VALUE=DATE:20240312\r\n",
      "DTSTART;VALUE=DATE:20241399\r\nDTEND;VALUE=DATE:20250501\r\n",
      // One of them is missing, or is another property.
      "DTSTART;VALUE=DATE:20240311\r\n",
      "DTSTART:20240311T160000Z\r\nDURATION:PT1H\r\n",
      // One of each form.
      "DTSTART;VALUE=DATE:20240311\r\nDTEND:20240311T180000Z\r\n",
      "DTSTART:20240311T160000Z\r\nDTEND;VALUE=DATE:20240312\r\n",
      // Nobody knows in which zone.
      "DTSTART:20240311T160000\r\nDTEND:20240311T180000\r\n",
  };
  for (const auto& dates : rows) {
    EXPECT_FALSE(ReadEvent(With(dates))) << dates;
  }
}

}  // namespace
}  // namespace agendad::feeds
