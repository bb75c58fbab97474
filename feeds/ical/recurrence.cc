#include "feeds/ical/recurrence.h"

#include <libical/ical.h>

#include <memory>

#include "feeds/ical/dates.h"

namespace agendad::feeds {
namespace {

struct FreeIterator {
  void operator()(icalrecur_iterator* iterator) const {
    icalrecur_iterator_free(iterator);
  }
};

}  // namespace

std::optional<std::vector<std::chrono::sys_days>> ExpandRecurrence(
    const std::string& rule, std::chrono::sys_days anchor,
    const config::DateRange& range) {
  const icalrecurrencetype recurrence =
      icalrecurrencetype_from_string(rule.c_str());
  if (recurrence.freq == ICAL_NO_RECURRENCE ||
      recurrence.freq < ICAL_DAILY_RECURRENCE) {
    return std::nullopt;
  }
  const std::unique_ptr<icalrecur_iterator, FreeIterator> iterator(
      icalrecur_iterator_new(recurrence, ToIcalDate(anchor)));
  if (!iterator) return std::nullopt;
  std::vector<std::chrono::sys_days> days;
  while (true) {
    const icaltimetype next = icalrecur_iterator_next(iterator.get());
    if (icaltime_is_null_time(next)) break;
    const auto day = ToDay(next);
    if (day > range.last) break;
    if (day >= range.first) days.push_back(day);
  }
  return days;
}

}  // namespace agendad::feeds
