// The system's time zone data is an input: other data, another instant.
#include <gtest/gtest.h>
#include <libical/ical.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "feeds/ical/time_zone.h"
#include "feeds/snapshot.h"
#include "tests/support/calendar_scanner.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using test::Day;

// Of the one session of a feed.
std::string Start() {
  config::Program program = test::MakeProgram();
  program.sessions = {
      test::MakeSession("s", config::SessionType::kOrdinary,
                        test::At("2024-06-19", std::chrono::hours(10)))};
  const auto result = BuildSnapshot(test::MakeDefinition({program}),
                                    Day("2024-06-15"), Compress::kNo);
  const Feed* const feed = result.snapshot->Find("/feeds/cspen-sessions.ics");
  return test::Scan(TextOf(*feed)).events.at(0).Value("DTSTART");
}

// A folder of zones in which Mexico City is nine hours behind.
std::string OtherZones() {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / "agendad-zones";
  std::filesystem::create_directories(folder / "America");
  std::ofstream(folder / "zones.tab")
      << "+0190000 -0990000 America/Mexico_City\n";
  std::ofstream(folder / "America" / "Mexico_City.ics")
      << "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
         "BEGIN:VTIMEZONE\r\nTZID:America/Mexico_City\r\n"
         "X-LIC-LOCATION:America/Mexico_City\r\n"
         "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
         "TZOFFSETFROM:-0900\r\nTZOFFSETTO:-0900\r\nTZNAME:X\r\n"
         "END:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n";
  return folder.string();
}

// In a process of its own, as libical reads a zone once.
TEST(TimeZoneDataDeathTest, MovesTheInstant) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const auto told = [](const std::string& folder) {
    if (!folder.empty()) {
      icaltimezone_set_builtin_tzdata(1);
      set_zone_directory(folder.c_str());
    }
    std::fprintf(stderr, "%s current=%d\n", Start().c_str(),
                 TimeZoneDataIsCurrent() ? 1 : 0);
    std::exit(0);
  };
  EXPECT_EXIT(told(""), testing::ExitedWithCode(0),
              "20240619T160000Z current=1");
  EXPECT_EXIT(told(OtherZones()), testing::ExitedWithCode(0),
              "20240619T190000Z current=0");
}

}  // namespace
}  // namespace agendad::feeds
