#include "daemon/service/journal.h"

#include <sys/uio.h>
// Else the library adds where it was called from.
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include <vector>

namespace agendad::daemon {

void WriteToJournal(std::span<const std::string> fields) {
  static constexpr char kPriority[] = "PRIORITY=6";
  static constexpr char kIdentifier[] = "SYSLOG_IDENTIFIER=agendad";
  std::vector<iovec> parts;
  parts.reserve(fields.size() + 2);
  // The library only reads what an iovec points to.
  const auto add = [&parts](const char* text, std::size_t size) {
    parts.push_back({const_cast<char*>(text), size});
  };
  add(kPriority, sizeof kPriority - 1);
  add(kIdentifier, sizeof kIdentifier - 1);
  for (const std::string& field : fields) add(field.data(), field.size());
  sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
}

}  // namespace agendad::daemon
