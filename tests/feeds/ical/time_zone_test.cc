#include "feeds/ical/time_zone.h"

#include <gtest/gtest.h>
#include <libical/ical.h>
#include <unicode/timezone.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "config/iso_date.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using namespace std::chrono_literals;
using config::ToClock;
using config::ToIso;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using test::Day;

std::string Shown(sys_seconds instant) {
  const auto day = floor<days>(instant);
  return ToIso(day) + " " + ToClock(floor<minutes>(instant - day));
}

TEST(TimeZone, VectorsOfMexico) {
  const struct {
    std::string zone;
    std::string_view day;
    std::string utc;
  } rows[] = {
      {"America/Mexico_City", "2027-07-15", "2027-07-15 16:00"},
      {"America/Mexico_City", "2027-01-15", "2027-01-15 16:00"},
      {"America/Mexico_City", "2022-07-15", "2022-07-15 15:00"},
      {"America/Tijuana", "2027-07-15", "2027-07-15 17:00"},
      {"America/Ciudad_Juarez", "2027-07-15", "2027-07-15 16:00"},
      {"America/Ciudad_Juarez", "2027-01-15", "2027-01-15 17:00"},
      {"UTC", "2027-01-15", "2027-01-15 10:00"},
      {"Etc/UTC", "2027-01-15", "2027-01-15 10:00"},
      {"Etc/GMT+6", "2027-07-15", "2027-07-15 16:00"},
      {"Mexico/General", "2027-07-15", "2027-07-15 16:00"},
      {"Asia/Kathmandu", "2027-07-15", "2027-07-15 04:15"},
      {"Pacific/Kiritimati", "2027-07-15", "2027-07-14 20:00"},
  };
  for (const auto& [name, day, utc] : rows) {
    const auto zone = TimeZone::Find(name);
    ASSERT_TRUE(zone) << name;
    const ZonedInstant instant = zone->ToUtc(Day(day) + 10h);
    EXPECT_EQ(Shown(instant.utc), utc) << name;
    EXPECT_EQ(instant.kind, LocalTimeKind::kUnique);
    EXPECT_EQ(Shown(zone->ToLocal(instant.utc)), std::string(day) + " 10:00");
  }
}

TEST(TimeZone, TheDataOfThisSystemIsCurrent) {
  EXPECT_TRUE(TimeZoneDataIsCurrent());
}

TEST(TimeZone, GapsAndOverlaps) {
  constexpr auto kUnique = LocalTimeKind::kUnique;
  constexpr auto kSkipped = LocalTimeKind::kSkipped;
  constexpr auto kRepeated = LocalTimeKind::kRepeated;
  const struct {
    std::string zone;
    std::string_view day;
    minutes local;
    std::string utc;  // empty: it does not matter
    LocalTimeKind kind;
  } rows[] = {
      {"Europe/London", "2024-03-31", 59min, "2024-03-31 00:59", kUnique},
      {"Europe/London", "2024-03-31", 60min, "", kSkipped},
      {"Europe/London", "2024-03-31", 119min, "", kSkipped},
      {"Europe/London", "2024-03-31", 120min, "2024-03-31 01:00", kUnique},
      {"Europe/London", "2024-10-27", 59min, "2024-10-26 23:59", kUnique},
      {"Europe/London", "2024-10-27", 60min, "2024-10-27 00:00", kRepeated},
      {"Europe/London", "2024-10-27", 119min, "2024-10-27 00:59", kRepeated},
      {"Europe/London", "2024-10-27", 120min, "2024-10-27 02:00", kUnique},
      {"America/New_York", "2024-03-10", 119min, "2024-03-10 06:59", kUnique},
      {"America/New_York", "2024-03-10", 120min, "", kSkipped},
      {"America/New_York", "2024-03-10", 180min, "2024-03-10 07:00", kUnique},
      {"America/New_York", "2024-11-03", 60min, "2024-11-03 05:00", kRepeated},
      {"America/New_York", "2024-11-03", 120min, "2024-11-03 07:00", kUnique},
      // Half an hour: 2:00 becomes 2:30 in October and 1:30 in April.
      {"Australia/Lord_Howe", "2024-10-06", 119min, "2024-10-05 15:29",
       kUnique},
      {"Australia/Lord_Howe", "2024-10-06", 120min, "", kSkipped},
      {"Australia/Lord_Howe", "2024-10-06", 149min, "", kSkipped},
      {"Australia/Lord_Howe", "2024-10-06", 150min, "2024-10-05 15:30",
       kUnique},
      {"Australia/Lord_Howe", "2024-04-07", 89min, "2024-04-06 14:29", kUnique},
      {"Australia/Lord_Howe", "2024-04-07", 90min, "2024-04-06 14:30",
       kRepeated},
      {"Australia/Lord_Howe", "2024-04-07", 119min, "2024-04-06 14:59",
       kRepeated},
      {"Australia/Lord_Howe", "2024-04-07", 120min, "2024-04-06 15:30",
       kUnique},
  };
  for (const auto& [name, day, local, utc, kind] : rows) {
    SCOPED_TRACE(name + " " + std::string(day) + " " + ToClock(local));
    const auto zone = TimeZone::Find(name);
    ASSERT_TRUE(zone);
    const ZonedInstant instant = zone->ToUtc(Day(day) + local);
    EXPECT_EQ(instant.kind, kind);
    EXPECT_EQ(utc.empty() ? utc : Shown(instant.utc), utc);
  }
}

TEST(TimeZone, FindsNothingByAnyOtherName) {
  for (const std::string name :
       {"",
        "x",
        "America",
        "America/",
        "/",
        "Mexico City",
        "America/Mexico City",
        "../UTC",
        "../../../etc/passwd",
        "/etc/passwd",
        "/usr/share/zoneinfo/UTC",
        "America/../UTC",
        "zone.tab",
        "leapseconds",
        "tzdata.zi",
        "posix",
        "America/Atlantis",
        "America/Mexico_City ",
        "/freeassociation.sourceforge.net/America/Mexico_City",
        "GMT-6:00",
        "CST-6",
        "+05:00",
        "%s%n",
        "America/Mexico_City\n"}) {
    EXPECT_FALSE(TimeZone::Find(name)) << name;
  }
}

// The C library reads the same data by its own code.
class CLibraryZone {
 public:
  explicit CLibraryZone(const std::string& name) {
    if (const char* before = std::getenv("TZ")) before_ = before;
    setenv("TZ", name.c_str(), 1);
    tzset();
  }
  ~CLibraryZone() {
    if (before_.empty()) {
      unsetenv("TZ");
    } else {
      setenv("TZ", before_.c_str(), 1);
    }
    tzset();
  }
  CLibraryZone(const CLibraryZone&) = delete;
  CLibraryZone& operator=(const CLibraryZone&) = delete;

  static seconds OffsetAt(sys_seconds utc) {
    const std::time_t time = utc.time_since_epoch().count();
    std::tm local{};
    localtime_r(&time, &local);
    return seconds(local.tm_gmtoff);
  }

 private:
  std::string before_;
};

// All zones that tzdata names, over the years that programs are about.
TEST(TimeZone, AgreesWithTheCLibraryFrom2023To2037) {
  std::ifstream names("/usr/share/zoneinfo/zone1970.tab");
  std::size_t zones = 0;
  for (std::string line; std::getline(names, line);) {
    if (line.starts_with('#')) continue;
    std::string countries;
    std::string place;
    std::string name;
    std::istringstream(line) >> countries >> place >> name;
    const auto zone = TimeZone::Find(name);
    ASSERT_TRUE(zone) << name;
    ++zones;
    const CLibraryZone c_library(name);
    for (sys_seconds at = Day("2023-01-01"); at < Day("2038-01-01");
         at += hours(61)) {
      ASSERT_EQ(zone->ToLocal(at), at + CLibraryZone::OffsetAt(at))
          << name << " " << Shown(at);
    }
  }
  EXPECT_GT(zones, 250U);
}

// Why no zone is ever asked of ICU: its own data knows nothing of the end of
// daylight saving time in Mexico.
TEST(TimeZone, IcusOwnDataIsStaleForMexico) {
  const std::unique_ptr<icu::TimeZone> zone(
      icu::TimeZone::createTimeZone("America/Mexico_City"));
  const sys_seconds summer = Day("2027-07-15") + 16h;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(
      1000.0 * static_cast<double>(summer.time_since_epoch().count()), false,
      raw, saving, status);
  ASSERT_TRUE(U_SUCCESS(status));
  EXPECT_EQ((raw + saving) / 3'600'000, -5) << "ICU has learnt it";
  EXPECT_EQ(TimeZone::Find("America/Mexico_City")->ToLocal(summer),
            summer - 6h);
}

TEST(TimeZone, NoSourceOfFeedsAsksIcuForZonesOrCalendars) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(AGENDAD_SOURCE_DIR) / "feeds")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    for (const auto* word :
         {"icu::TimeZone", "icu::Calendar", "GregorianCalendar",
          "SimpleDateFormat", "unicode/timezone.h", "unicode/calendar.h",
          "unicode/gregocal.h", "unicode/smpdtfmt.h", "unicode/ucal.h",
          "unicode/udat.h", "ucal_", "udat_"}) {
      EXPECT_EQ(text.str().find(word), std::string::npos)
          << entry.path() << ": " << word;
    }
  }
  EXPECT_GT(files, 40U);
}

}  // namespace
}  // namespace agendad::feeds
