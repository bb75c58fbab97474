// What libical, as the reader of many clients, makes of a calendar. One thread
// (libical).
#ifndef AGENDAD_TESTS_SUPPORT_LIBICAL_READER_H_
#define AGENDAD_TESTS_SUPPORT_LIBICAL_READER_H_

#include <string>
#include <vector>

namespace agendad::test {

struct ReadEvent {
  std::string uid;
  std::string start;  // as "20240311" or "20240311T160000Z"
  std::string end;
  std::string summary;
  std::string description;
  std::string location;
  std::vector<std::string> categories;
};

struct ReadCalendar {
  bool parsed = false;
  int errors = 0;               // properties that libical calls wrong
  bool is_by_the_book = false;  // icalrestriction_check()
  std::vector<ReadEvent> events;
};

ReadCalendar ReadByLibical(const std::string& ics);

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_LIBICAL_READER_H_
